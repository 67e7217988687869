namespace Backprop;

/// <summary>The output is nearly the same for every sample.</summary>
internal sealed class ConstantOutput : Fault
{
    private const double Little = 1e-3;

    public override string Name => "constant output";

    public override TrainingFinding? Test(Examination training)
    {
        double spread = training.End.OutputSpread, needed = Probe.Spread(training.Data.Targets);
        if (!(spread < Little * Math.Max(1, needed))) return null;
        return Found(
            0.3,
            $"the output is nearly the same for every sample: its standard deviation is {NumberFormat.Single(spread)}, that of the "
                + $"targets {NumberFormat.Single(needed)}.",
            "The network answers the mean of the targets or the most frequent class, which no input changes: "
                + "a symptom of what stands above.",
            null,
            new TrainingEvidence("standard deviation of the output", spread));
    }
}
