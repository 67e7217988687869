namespace Backprop;

/// <summary>A stopping rule ends the training before it has learned what it could.</summary>
internal sealed class StoppedTooEarly : Fault
{
    public override string Name => "stopped too early";

    public override TrainingFinding? Test(Examination training)
    {
        var options = training.Options;
        if (training.Diverged || training.History!.Epochs >= options.Epochs
            || (options.Patience ?? options.StopWhenLossBelow ?? options.StopWhenGradientNormBelow) is null)
        {
            return null;
        }

        var change = Changes.Options(
            "Patience = null, StopWhenLossBelow = null, StopWhenGradientNormBelow = null",
            all => all with { Patience = null, StopWhenLossBelow = null, StopWhenGradientNormBelow = null });
        var trial = training.Trials.Of("to the end", change.Apply);
        if (!(trial.Score >= training.Needed)) return null;
        return Found(
            0.86,
            $"it was stopped after {training.History.Epochs} of {Words.Count(options.Epochs, "epoch")}.",
            "The rule that stops it was met on the way down: a loss trembles, and what counts as low enough depends on the loss.",
            change,
            new TrainingEvidence($"{training.Targets.Measure} when it was stopped", training.Score),
            new TrainingEvidence("after all epochs", trial.Score)) with
        { Series = new("loss by epoch", training.History.Loss, IsByEpoch: true) };
    }
}
