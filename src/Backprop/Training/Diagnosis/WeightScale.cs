namespace Backprop;

/// <summary>How large a layer's weights are beside those that keep the size of a signal.</summary>
/// <remarks>X. Glorot and Y. Bengio (2010), K. He et al. (2015): variance 1/inputs, for ReLU 2/inputs.</remarks>
internal static class WeightScale
{
    /// <summary>The root mean square of the weights over √(gain / inputs): 1 for a start that suits the layer.</summary>
    public static double Of(Layer layer)
    {
        double gain = Changes.IsRectified(layer.Activation) ? 2 : 1;
        return Probe.Norm(layer.Weights) / Math.Sqrt((double)layer.Inputs * layer.Outputs) / Math.Sqrt(gain / layer.Inputs);
    }
}
