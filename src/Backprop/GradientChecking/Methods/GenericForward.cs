using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>
/// A sample's forward pass in any number type; from the start to the whole loss it is the plainest form of an oracle.
/// </summary>
internal static class GenericForward
{
    /// <summary>L for the given parameters, in the order of the network's.</summary>
    public static T Loss<T>(Network network, Dataset data, Loss loss, ReadOnlySpan<T> parameters)
        where T : struct, IScalar<T>
    {
        int widest = network.Sizes.Max();
        T[] inputs = new T[widest], z = new T[widest], a = new T[widest];
        var fused = loss.FusedWith(network.Layers[^1].Activation);
        T sum = 0.0;
        for (int n = 0; n < data.Count; n++)
        {
            for (int i = 0; i < network.Inputs; i++)
                inputs[i] = data.Inputs.Row(n)[i];
            int start = 0;
            foreach (var layer in network.Layers)
            {
                var weights = parameters.Slice(start, layer.Inputs * layer.Outputs);
                var bias = parameters.Slice(start + weights.Length, layer.Outputs);
                Layer(
                    layer, weights, bias, inputs.AsSpan(0, layer.Inputs), z.AsSpan(0, layer.Outputs), a.AsSpan(0, layer.Outputs));
                (inputs, a) = (a, inputs);
                start += layer.ParameterCount;
            }

            sum += loss.SampleTerm<T>(fused, z.AsSpan(0, network.Outputs), inputs.AsSpan(0, network.Outputs), data.Targets.Row(n));
        }

        return loss.OverSamples == Reduction.Mean ? sum / (double)data.Count : sum;
    }

    /// <summary>z = a·W + b and φ(z) of one sample, in any number type.</summary>
    public static void Layer<T>(
        Layer layer, ReadOnlySpan<T> weights, ReadOnlySpan<T> bias, ReadOnlySpan<T> inputs, Span<T> z, Span<T> a)
        where T : struct, IScalar<T>
    {
        bias.CopyTo(z);
        if (typeof(T) == typeof(Real))
        {
            MatrixProduct.MultiplyAdd(
                MemoryMarshal.Cast<T, double>(inputs), MemoryMarshal.Cast<T, double>(weights), MemoryMarshal.Cast<T, double>(z), 1,
                layer.Inputs, layer.Outputs);
        }
        else
        {
            for (int i = 0; i < inputs.Length; i++)
            {
                for (int j = 0; j < z.Length; j++)
                    z[j] += inputs[i] * weights[(i * z.Length) + j];
            }
        }

        layer.Activation.Kernel.ApplyRow<T>(z, a);
    }
}
