namespace Backprop;

/// <summary>Names where the numbers of a training stopped being finite.</summary>
internal static class Divergence
{
    /// <summary>A sentence with the epoch, the layer and the learning rate.</summary>
    public static string Describe(Network network, TrainingBuffers buffers, int samples, int epoch, double learningRate)
    {
        string where = "the loss is";
        foreach (var layer in network.Layers)
        {
            if (HasNonFinite(layer.WeightSpan) || HasNonFinite(layer.BiasSpan)) where = $"the parameters of layer {layer.Number} are";
            else if (HasNonFinite(buffers.ZOf(layer, samples))) where = $"the pre-activations of layer {layer.Number} are";
            else if (HasNonFinite(buffers.GradientOf(layer))) where = $"the gradient of layer {layer.Number} is";
            else continue;
            break;
        }

        return FormattableString.Invariant($"Diverged in epoch {epoch}: {where} no longer finite, with learning rate {learningRate}. Try a smaller one.");
    }

    private static bool HasNonFinite(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) return true;
        }

        return false;
    }
}
