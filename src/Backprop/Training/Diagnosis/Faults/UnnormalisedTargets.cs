namespace Backprop;

/// <summary>Targets so large that gradients are huge or the network has far to go.</summary>
internal sealed class UnnormalisedTargets : Fault
{
    /// <summary>Weights and activations of an ordinary start are about 1, so an output of this size takes many steps.</summary>
    private const double Large = 20;
    private const double Tiny = 0.01;

    public override string Name => "unnormalised targets";

    public override TrainingFinding? Test(Examination training)
    {
        var targets = training.Targets;
        bool isTiny = targets.RootMeanSquare < Tiny;
        if (targets.Kind != TargetKind.Numbers || (targets.RootMeanSquare < Large && !isTiny)) return null;
        return Found(
            targets.RootMeanSquare > 1000 ? 0.895 : 0.88,
            $"targets from {NumberFormat.Single(targets.Low)} to {NumberFormat.Single(targets.High)}.",
            isTiny
                ? "A network starts with outputs of about 1. "
                    + "Until their error is small beside such targets the loss has to fall by many powers of ten."
                : "A network starts with outputs of about 1. Its error and so its gradients are as large as the targets: "
                + "either steps overshoot, or with a rate small enough the way to the targets' mean takes most of the training.",
            Changes.StandardizeTargets(training),
            new TrainingEvidence("root mean square of the targets", targets.RootMeanSquare),
            new TrainingEvidence("standard deviation", targets.Deviation));
    }
}
