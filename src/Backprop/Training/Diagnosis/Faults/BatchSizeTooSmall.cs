namespace Backprop;

/// <summary>Steps so noisy at this rate that the training does not settle.</summary>
internal sealed class BatchSizeTooSmall : Fault
{
    private const int Small = 4;
    private const int Usual = 32;

    public override string Name => "batch size too small";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        var setup = training.Setup;
        if (setup.BatchSize > Small || setup.Data.Count < 2 * Usual) return null;
        var change = Changes.Options($"BatchSize = {Usual}", options => options with { BatchSize = Usual });
        var (larger, same) = (training.Trials.Of("batch", change.Apply), training.Trials.Same);
        if (!larger.IsFinite || !(training.Diverged || (larger.Loss < 0.7 * same.Loss && larger.Loss < 0.8 * training.History!.Loss[^1])))
            return null;
        return Found(
            0.79,
            $"with batches of {Usual} the loss is {NumberFormat.Single(larger.Loss)} after "
                + $"{Words.Count(training.Trials.Epochs, "epoch")}, with {setup.BatchSize} it is {NumberFormat.Single(same.Loss)}.",
            "The gradient of a few samples differs much from that of all. "
                + "At this rate each step undoes part of the one before, and the loss never settles.",
            change,
            new TrainingEvidence("loss at the end", training.History!.Loss.LastOrDefault(double.NaN)),
            new TrainingEvidence("epochs in which it rose, in %", 100 * training.RisingFraction)) with
        { Series = new("loss by epoch", training.History.Loss, IsByEpoch: true) };
    }
}
