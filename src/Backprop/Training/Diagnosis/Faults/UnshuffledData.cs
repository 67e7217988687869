namespace Backprop;

/// <summary>Samples in the order of their targets, taken in that order every epoch.</summary>
internal sealed class UnshuffledData : Fault
{
    private const double Sorted = 0.9;

    public override string Name => "unshuffled data";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Options.ShuffleSeed is not null || training.Setup.StepsPerEpoch < 2 || training.Data.Count < 20) return null;
        double order = SameAsBefore(training);
        if (order < Sorted) return null;
        return Found(
            0.9,
            training.Targets.AreClasses
                ? $"{NumberFormat.Single(100 * order)} % of the samples have the class of the sample before them."
                : $"the samples are in the order of their targets (correlation of each with the one before: {NumberFormat.Single(order)}).",
            "Each batch sees one kind of target only. The network learns that one, forgets it during the next, and ends with what "
                + "came last.",
            Changes.Options($"ShuffleSeed = {training.SeedCode}", options => options with { ShuffleSeed = training.Seed }),
            new TrainingEvidence(
                training.Targets.AreClasses ? "fraction equal to the one before" : "correlation with the one before", order)) with
        {
            Series = new(
                "target by sample",
                [.. Enumerable.Range(0, training.Data.Count)
                    .Select(i => training.Targets.AreClasses ? training.Targets.ClassOf(training.Data.Targets.Row(i))
                        : training.Data.Targets[i, 0])], IsByEpoch: true),
        };
    }

    private static double SameAsBefore(Examination training)
    {
        int count = training.Data.Count;
        if (training.Targets.AreClasses)
        {
            int[] classes = training.Targets.ClassesOf(training.Data.Targets);
            return Enumerable.Range(1, count - 1).Average(i => classes[i] == classes[i - 1] ? 1.0 : 0);
        }

        double mean = Enumerable.Range(0, count).Average(i => training.Data.Targets[i, 0]), products = 0, squares = 0;
        for (int i = 0; i < count; i++)
        {
            double y = training.Data.Targets[i, 0] - mean;
            squares += y * y;
            if (i > 0) products += y * (training.Data.Targets[i - 1, 0] - mean);
        }

        return squares > 0 ? products / squares : 0;
    }
}
