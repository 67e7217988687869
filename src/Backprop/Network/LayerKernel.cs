using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>
/// The arithmetic of one layer over row-major spans: the only implementation of forward and backward, on which both the
/// step-by-step records and the training loop run.
/// </summary>
internal static class LayerKernel
{
    /// <summary>z = a·W + b and φ(z).</summary>
    /// <param name="layer">The activation and the shape.</param>
    /// <param name="weights">W, inputs × outputs.</param>
    /// <param name="bias">b, one entry per output.</param>
    /// <param name="inputs">The activations of the layer before, N × inputs.</param>
    /// <param name="z">Receives z, N × outputs.</param>
    /// <param name="a">Receives φ(z), N × outputs.</param>
    /// <param name="samples">N.</param>
    public static void Forward(
        Layer layer, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, ReadOnlySpan<double> inputs, Span<double> z, Span<double> a,
        int samples)
    {
        ThrowIfNot(samples, layer, inputs, z);
        if (SmallLayer.Is(layer, samples))
        {
            SmallLayer.Forward(layer, weights, bias, inputs, z, samples);
        }
        else
        {
            MatrixProduct.Multiply(inputs, weights, z, samples, layer.Inputs, layer.Outputs);
            for (int start = 0; start < z.Length; start += bias.Length)
                Add(bias, z.Slice(start, bias.Length));
        }

        layer.Activation.Kernel.Apply(z, a, layer.Outputs);
    }

    /// <summary>∂L/∂W = aᵀ·delta with the a of the layer before, and ∂L/∂b = Σ over samples of delta.</summary>
    public static void Gradient(
        Layer layer, ReadOnlySpan<double> inputs, ReadOnlySpan<double> delta, Span<double> weightGradient, Span<double> biasGradient,
        int samples)
    {
        ThrowIfNot(samples, layer, inputs, delta);
        if (SmallLayer.Is(layer, samples))
        {
            SmallLayer.Gradient(layer, inputs, delta, weightGradient, biasGradient, samples);
            return;
        }

        MatrixProduct.TransposeMultiply(inputs, delta, weightGradient, samples, layer.Inputs, layer.Outputs);
        delta[..layer.Outputs].CopyTo(biasGradient);
        for (int start = layer.Outputs; start < delta.Length; start += layer.Outputs)
            Add(delta.Slice(start, layer.Outputs), biasGradient);
    }

    /// <summary>∂L/∂a of the layer before: delta·Wᵀ.</summary>
    public static void InputGradient(
        Layer layer, ReadOnlySpan<double> weights, ReadOnlySpan<double> delta, Span<double> inputGradient, int samples)
    {
        ThrowIfNot(samples, layer, inputGradient, delta);
        if (SmallLayer.Is(layer, samples)) SmallLayer.InputGradient(layer, weights, delta, inputGradient, samples);
        else MatrixProduct.MultiplyTranspose(delta, weights, inputGradient, samples, layer.Outputs, layer.Inputs);
    }

    /// <summary>The loops over few units read and write without looking at lengths, so they are looked at here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ThrowIfNot(int samples, Layer layer, ReadOnlySpan<double> inputs, ReadOnlySpan<double> outputs)
    {
        if (inputs.Length != samples * layer.Inputs || outputs.Length != samples * layer.Outputs)
            throw new ArgumentException($"The spans are not those of {samples} samples of {layer}.", nameof(samples));
    }

    /// <summary>sum += x; a call of the library costs more than a short row itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ReadOnlySpan<double> x, Span<double> sum)
    {
        if (x.Length >= 8)
        {
            TensorPrimitives.Add(x, sum, sum);
            return;
        }

        for (int j = 0; j < x.Length; j++)
            sum[j] += x[j];
    }
}
