using System.Globalization;
using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Names where the numbers of a training stopped being finite, and what could help.</summary>
internal static class Divergence
{
    /// <summary>
    /// From a pre-activation beyond this on, a function may well overflow: then the step was too long, not the function wrong.
    /// </summary>
    private const double Large = 100;

    /// <summary>A sentence with the epoch, the layer and the learning rate.</summary>
    public static string Describe(Network network, TrainingBuffers buffers, int samples, int epoch, double learningRate, bool isFirstStep)
    {
        string where = LossOrNorm(network, buffers, samples);
        string remedy = isFirstStep
            ? "No step was taken before, so it is not the learning rate: look at the inputs and the first weights."
            : "Try a smaller one.";
        foreach (var layer in network.Layers)
        {
            if (!Finite.All(layer.Parameters)) where = $"the parameters of layer {layer.Number} are";
            else if (!Finite.All(buffers.ZOf(layer, samples))) where = $"the pre-activations of layer {layer.Number} are";
            else if (!Finite.All(buffers.AOf(layer, samples))) (where, remedy) = OfActivation(layer, buffers, samples, remedy);
            else if (!Finite.All(buffers.GradientOf(layer))) (where, remedy) = OfGradient(network, layer, buffers, samples, remedy);
            else continue;
            break;
        }

        return FormattableString.Invariant(
            $"Diverged in epoch {epoch}: {where} no longer finite, with learning rate {NumberFormat.SingleAscii(learningRate)}. {remedy}");
    }

    private static string LossOrNorm(Network network, TrainingBuffers buffers, int samples)
    {
        double largest = samples == 0 ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(buffers.Output(samples)));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"the loss or the norm of its gradient (the output of layer {network.Layers.Count} "
                + $"reaches {NumberFormat.SingleAscii(largest)}) is");
    }

    private static (string Where, string Remedy) OfActivation(Layer layer, TrainingBuffers buffers, int samples, string remedy)
    {
        ReadOnlySpan<double> z = buffers.ZOf(layer, samples), a = buffers.AOf(layer, samples);
        int at = IndexOfNotFinite(a);
        string value = FormattableString.Invariant($"{layer.Activation} is {a[at]} at z = {NumberFormat.SingleAscii(z[at])}");
        bool isUndefined = double.IsNaN(a[at]) || Math.Abs(z[at]) <= Large;
        return ($"the activations of layer {layer.Number} ({value}) are", isUndefined ? Replace(layer) : remedy);
    }

    /// <summary>
    /// A gradient that is not finite comes from a derivative that is none, in this layer or after it, or from numbers that grew.
    /// </summary>
    private static (
        string Where, string Remedy) OfGradient(Network network, Layer first, TrainingBuffers buffers, int samples, string remedy)
    {
        foreach (var layer in network.Layers.Skip(first.Number - 1).Reverse().Where(layer => layer.Activation.IsElementwise))
        {
            var z = buffers.ZOf(layer, samples);
            foreach (double each in z)
            {
                double derivative = layer.Activation.Derivative(each);
                if (double.IsFinite(derivative) || Math.Abs(each) > Large) continue;
                string value = FormattableString.Invariant(
                    $"φ′ of {layer.Activation} in layer {layer.Number} is {derivative} at z = {NumberFormat.SingleAscii(each)}");
                return ($"the gradient of layer {first.Number} ({value}) is", Replace(layer));
            }
        }

        return ($"the gradient of layer {first.Number} is", remedy);
    }

    private static string Replace(Layer layer) =>
        $"A smaller one cannot help: give layer {layer.Number} an activation whose value and derivative are numbers for every z.";

    private static int IndexOfNotFinite(ReadOnlySpan<double> values)
    {
        int at = 0;
        while (double.IsFinite(values[at]))
            at++;
        return at;
    }
}
