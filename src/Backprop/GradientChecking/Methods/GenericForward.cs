namespace Backprop;

/// <summary>The whole loss in any number type, every layer computed from the start: the plainest form of an oracle.</summary>
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
                for (int j = 0; j < layer.Outputs; j++)
                {
                    z[j] = bias[j];
                    for (int i = 0; i < layer.Inputs; i++)
                        z[j] += inputs[i] * weights[(i * layer.Outputs) + j];
                }

                layer.Activation.Kernel.ApplyRow<T>(z.AsSpan(0, layer.Outputs), a.AsSpan(0, layer.Outputs));
                (inputs, a) = (a, inputs);
                start += layer.ParameterCount;
            }

            sum += loss.SampleTerm<T>(fused, z.AsSpan(0, network.Outputs), inputs.AsSpan(0, network.Outputs), data.Targets.Row(n));
        }

        return loss.OverSamples == Reduction.Mean ? sum / (double)data.Count : sum;
    }
}
