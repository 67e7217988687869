namespace Backprop;

/// <summary>Weights much too large or too small for the depth and width.</summary>
internal sealed class BadInitialisationScale : Fault
{
    private const double TooSmall = 0.01;
    private const double TooLarge = 4;
    private const int FewInputs = 4;

    public override string Name => "bad initialisation scale";

    public override TrainingFinding? Test(Examination training)
    {
        // A few large weights are still a small sum.
        double[] scales = [.. training.HiddenLayers.Select(layer => layer.Inputs < FewInputs ? Math.Sqrt(WeightScale.Of(layer))
            : WeightScale.Of(layer))];
        if (scales.Length == 0 || scales.Contains(0)) return null;
        double product = scales.Aggregate(1.0, (all, scale) => all * scale), largest = scales.Max();
        bool isSmall = product < TooSmall;
        if (!isSmall && largest < TooLarge) return null;
        int layer = Array.IndexOf(scales, isSmall ? scales.Min() : largest) + 1;
        return Found(
            0.66,
            isSmall ? $"the weights shrink a signal to {NumberFormat.Single(product)} of its size on its way through the hidden layers."
                : $"the weights of layer {layer} are {NumberFormat.Single(largest)} times as large as suits "
                    + $"{Words.Count(training.Setup.Network.Layers[layer - 1].Inputs, "input")}.",
            isSmall ? "The output then hardly depends on the input, and the gradient shrinks by the same factor on its way back."
                : "Sums over that many inputs get large: units saturate or explode before anything is learned.",
            Changes.Initialize(training),
            new TrainingEvidence(
                isSmall ? "product over the layers" : "weights over what keeps the signal's size", isSmall ? product : largest)) with
        {
            Layer = layer,
            Series = new("weights over what keeps the signal's size, each hidden layer", scales),
        };
    }
}
