namespace Backprop;

/// <summary>Activations and gradients that grow from layer to layer.</summary>
internal sealed class ExplodingGradient : Fault
{
    private const double Growth = 30;

    public override string Name => "exploding gradient";

    public override TrainingFinding? Test(Examination training)
    {
        var layers = training.Start.Layers;
        if (layers.Count < 3) return null;
        double growth = layers[^1].Spread / layers[0].Spread;
        if (!(growth > Growth)) return null;
        return Found(
            0.92,
            $"from layer 1 to layer {layers.Count} the signal grows {NumberFormat.Single(growth)} times at the start.",
            "What multiplies the signal on its way forward multiplies the gradient on its way back: "
                + "one step then changes the weights by far more than they are, and the loss jumps or overflows.",
            Changes.Initialize(training),
            new TrainingEvidence("standard deviation of z in layer 1", layers[0].Spread),
            new TrainingEvidence($"in layer {layers.Count}", layers[^1].Spread),
            new TrainingEvidence("weights over what keeps the signal's size", WeightScale.Of(layers[^1].Layer))) with
        {
            Layer = layers.Count,
            Series = new(
                "log₁₀ of the standard deviation of each layer's z",
                [.. layers.Select(layer => Math.Log10(Math.Max(layer.Spread, 1e-300)))]),
        };
    }
}
