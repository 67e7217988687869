namespace Backprop;

/// <summary>The loss jumps, grows or becomes NaN because of the step size.</summary>
internal sealed class LearningRateTooHigh : Fault
{
    public override string Name => "learning rate too high";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        var (start, end) = (training.History!.Loss.FirstOrDefault(double.NaN), training.History.Loss.LastOrDefault(double.NaN));
        bool isStill = !training.Diverged && training.LateFall > 0.1 && training.RisingFraction < 0.2;
        if (isStill) return null;
        var trials = training.Trials;
        var lower = trials.Rates.Where(rate => rate.Factor < 1 && rate.Trial.IsFinite).ToArray();
        if (lower.Length == 0 && trials.Rate(0.001) is { IsFinite: true } slow) lower = [(0.001, slow)];
        if (lower.Length == 0) return null;
        var best = lower.MinBy(rate => rate.Trial.Loss);
        bool isBetter = training.Diverged
            || (best.Trial.Loss < 0.7 * trials.Same.Loss && best.Trial.Loss < 0.8 * end && best.Trial.Score > training.Score - 0.02);
        if (!isBetter) return null;
        double rate = training.Options.Optimizer.LearningRate;
        return Found(
            training.Diverged ? 0.78 : 0.76,
            training.Diverged
                ? $"the training diverges at η = {NumberFormat.Single(rate)}; at {NumberFormat.Single(best.Factor * rate)} it does not."
                : $"at η = {NumberFormat.Single(rate)} the loss is {NumberFormat.Single(end)} in the end; "
                    + $"{NumberFormat.Single(best.Factor * rate)} gives {NumberFormat.Single(best.Trial.Loss)} after "
                    + $"{Words.Count(trials.Epochs, "epoch")}.",
            "A step that is longer than the valley is wide lands on the other slope, higher up: the loss jumps instead of falling.",
            Changes.LearningRate(Changes.Round(best.Factor * rate)),
            new TrainingEvidence("loss at the start", start),
            new TrainingEvidence("at the end", end),
            new TrainingEvidence("epochs in which it rose, in %", 100 * training.RisingFraction)) with
        { Series = new("loss by epoch", training.History.Loss, IsByEpoch: true) };
    }
}
