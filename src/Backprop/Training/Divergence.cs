using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Names where the numbers of a training stopped being finite.</summary>
internal static class Divergence
{
    /// <summary>A sentence with the epoch, the layer and the learning rate.</summary>
    public static string Describe(Network network, TrainingBuffers buffers, int samples, int epoch, double learningRate)
    {
        double largest = samples == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(buffers.Output(samples)));
        string where = FormattableString.Invariant($"the loss or the norm of its gradient (the output of layer {network.Layers.Count} reaches {largest:G3}) is");
        foreach (var layer in network.Layers)
        {
            if (!Finite.All(layer.WeightSpan) || !Finite.All(layer.BiasSpan)) where = $"the parameters of layer {layer.Number} are";
            else if (!Finite.All(buffers.ZOf(layer, samples))) where = $"the pre-activations of layer {layer.Number} are";
            else if (!Finite.All(buffers.GradientOf(layer))) where = $"the gradient of layer {layer.Number} is";
            else continue;
            break;
        }

        return FormattableString.Invariant($"Diverged in epoch {epoch}: {where} no longer finite, with learning rate {learningRate}. Try a smaller one.");
    }
}
