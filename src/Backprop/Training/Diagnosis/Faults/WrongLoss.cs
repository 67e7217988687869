namespace Backprop;

/// <summary>The loss does not fit the task or the output.</summary>
internal sealed class WrongLoss : Fault
{
    public override string Name => "wrong loss";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        var (output, loss, targets) = (training.Setup.Output, training.Loss, training.Targets);
        bool isOfProbabilities = loss == Loss.BinaryCrossEntropy || loss == Loss.CrossEntropy;
        if (isOfProbabilities && targets.Kind == TargetKind.Numbers && (targets.Low < 0 || targets.High > 1))
        {
            return Because(
                0.95, $"{loss} for targets from {NumberFormat.Single(targets.Low)} to {NumberFormat.Single(targets.High)}.",
                "It compares probabilities; a number outside 0 to 1 is none, and the loss then falls without end as the output goes "
                    + "to 0 or 1.");
        }

        if (loss == Loss.CrossEntropy && training.Setup.Network.Outputs == 1)
        {
            return Because(
                0.95, "cross-entropy with a single output.",
                "It is −y·ln ŷ: samples with target 0 count nothing, so the output goes to 1 for all.");
        }

        if (loss == Loss.CrossEntropy && targets.Kind == TargetKind.Bits)
        {
            return Because(
                0.9, "cross-entropy for several targets that may be 1 together.",
                "It counts only outputs whose target is 1; binary cross-entropy counts each output.");
        }

        if (!training.HasTrained || !training.IsUnwell) return null;
        bool isSquared = loss == Loss.MeanSquaredError || loss == Loss.HalfSumSquaredError;
        if (isSquared && targets.AreClasses && targets.Low >= 0 && (output == Activation.Identity || training.Setup.Network.Outputs == 1)
            && output == (training.Setup.Network.Outputs == 1 ? Activation.Softmax : Activation.Identity))
        {
            return Because(
                0.84, "a squared error for classes.",
                "It punishes outputs that are right by more than is asked, and learns slowly from those that are wrong with certainty.",
                new TrainingEvidence(training.Targets.Measure, training.Score));
        }

        if (loss == Loss.BinaryCrossEntropy && output == Activation.Softmax && targets.Kind == TargetKind.Classes)
        {
            return Because(
                0.7, "binary cross-entropy over softmax.",
                "The outputs of softmax are one choice among classes, not independent yes-or-no answers; "
                    + "cross-entropy is the loss that belongs to it.");
        }

        return null;

        TrainingFinding Because(double weight, string what, string why, params IReadOnlyList<TrainingEvidence> evidence) =>
            Found(weight, what, why, Changes.OutputAndLoss(training), evidence);
    }
}
