namespace Backprop;

/// <summary>So many units are dropped that what is left cannot learn.</summary>
internal sealed class DropoutTooStrong : Fault
{
    public override string Name => "dropout too strong";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Options.Dropout is not { } dropout || dropout.Max() == 0) return null;
        var change = Changes.Options("Dropout = null", options => options with { Dropout = null });
        var trial = training.Trials.Of("no dropout", change.Apply);
        if (!(trial.Score >= training.Needed)) return null;
        return Found(
            0.92,
            $"dropout leaves out up to {NumberFormat.Single(100 * dropout.Max())} % of a layer's units in every step.",
            "In each step another small part of the network is asked for the whole answer; with too few units left none can give it.",
            change,
            new TrainingEvidence($"{training.Targets.Measure} with dropout", training.Score),
            new TrainingEvidence("without", trial.Score));
    }
}
