namespace Backprop;

/// <summary>The schedule shrinks the rate to nothing before the training is done.</summary>
internal sealed class ScheduleTooFast : Fault
{
    /// <summary>All steps together are shorter than this part of what a constant rate goes; half a cosine goes 0.5.</summary>
    private const double Little = 0.25;

    public override string Name => "schedule too fast";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Options.Schedule == LearningRateSchedule.Constant || training.Diverged) return null;
        double[] factors = [.. Enumerable.Range(0, Math.Max(1, training.Options.Epochs)).Select(training.Options.Schedule.FactorAt)];
        double part = factors.Average();
        if (part > Little) return null;
        return Found(
            0.9,
            $"the {training.Options.Schedule} schedule has brought η down to {NumberFormat.Single(factors[^1])} of its start; "
                + $"all epochs together go as far as {NumberFormat.Single(part * factors.Length)} epochs at the full rate.",
            "Once the rate is next to nothing, further epochs change nothing: the training stands still wherever it happens to be.",
            Changes.Options(
                "Schedule = LearningRateSchedule.Constant", options => options with { Schedule = LearningRateSchedule.Constant }),
            new TrainingEvidence("mean factor of the schedule", part),
            new TrainingEvidence("last factor", factors[^1])) with
        { Series = new("factor of the schedule by epoch", factors, IsByEpoch: true) };
    }
}
