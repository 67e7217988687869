namespace Backprop;

/// <summary>Samples with the same inputs and different targets.</summary>
internal sealed class ContradictingLabels : Fault
{
    private const double Many = 0.05;
    private const double ManyWhereItDoesWell = 0.1;

    /// <summary>Inputs that come up so often each are a few kinds of samples, and their answers frequencies.</summary>
    private const double Often = 4;

    public override string Name => "contradicting labels";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        int count = training.Reference.Contradictions;
        double least = training.HasTrained && !training.IsUnwell ? ManyWhereItDoesWell : Many;
        if (count < least * training.Data.Count || training.Reference.Repetitions >= Often) return null;
        return Found(
            0.8,
            $"{Words.Count(count, "sample")} of {training.Data.Count} have the inputs of another one but a different target.",
            "No function gives two answers to one question: the loss cannot get lower than the mean of those answers allows.",
            null,
            new TrainingEvidence("contradicting samples", count));
    }
}
