namespace Backprop;

/// <summary>The first layers get a gradient smaller by orders of magnitude than the last.</summary>
internal sealed class VanishingGradient : Fault
{
    private const double SmallRatio = 1e-3;

    public override string Name => "vanishing gradient";

    public override TrainingFinding? Test(Examination training)
    {
        var network = training.Setup.Network;
        if (network.Layers.Count < 3) return null;
        double ratio = Math.Min(training.Start.GradientRatio, training.Start.DeltaRatio);
        bool atStart = ratio < SmallRatio;
        if (!atStart && !(training.End.GradientRatio < SmallRatio && training.End.Layers[0].DeadFraction < 1)) return null;
        var probe = atStart ? training.Start : training.End;
        bool isSquashed = training.HiddenLayers.Any(layer => layer.Activation == Activation.Sigmoid || layer.Activation == Activation.Tanh);
        return Found(
            atStart ? 0.91 : 0.4,
            $"the gradient of layer 1 is {NumberFormat.Single(atStart ? ratio : probe.GradientRatio)} times that of layer "
                + $"{network.Layers.Count} {(atStart ? "at the start" : "at the end")}.",
            isSquashed
                ? "Each layer multiplies the gradient by its weights and by φ′, at most ¼ for sigmoid; "
                    + "through many layers little is left, so the first ones stay as they were drawn."
                : "Each layer multiplies the gradient by its weights; "
                    + "where these are small, little is left after many layers, so the first ones stay as they were drawn.",
            isSquashed ? Changes.Hidden(training, Activation.ReLU) : Changes.Initialize(training),
            new TrainingEvidence("norm of delta in layer 1", probe.Layers[0].DeltaNorm),
            new TrainingEvidence($"in layer {network.Layers.Count}", probe.Layers[^1].DeltaNorm)) with
        {
            Layer = 1,
            Series = new(
                "log₁₀ of each layer's norm of delta", [.. probe.Layers.Select(layer => Math.Log10(Math.Max(layer.DeltaNorm, 1e-300)))]),
        };
    }
}
