using System.Numerics.Tensors;

namespace Backprop;

/// <summary>How far rounding sets a network's loss off when its parameters move.</summary>
internal static class LossNoise
{
    /// <summary>Where functions are hardly saturated.</summary>
    private static readonly double[] usual = [-1.9, -1.3, -0.7, -0.3, 0.2, 0.6, 1.1, 1.7];

    /// <summary>
    /// What rounding does to the loss when a parameter of each layer moves: functions of one's own may compute in single precision, which
    /// shows only where they are computed again, in the layers behind, and perhaps not where they are saturated.
    /// </summary>
    public static double[] Of(BasePass pass, double lossNoise)
    {
        var (network, data, loss) = (pass.Network, pass.Data, pass.Loss);
        double[] noise = [.. network.Layers.Select(_ => lossNoise)];
        if (loss.IsGeneric && network.Layers.All(layer => layer.Activation.IsGeneric)) return noise;
        var perturbed = new PerturbedLoss<Real>(pass);
        foreach (var layer in NetworkParameter.Of(network).GroupBy(parameter => parameter.Layer))
        {
            double[] measured = [.. layer.Where((_, i) => i % ((layer.Count() + 14) / 15) == 0)
                .Select(parameter => FunctionNoise.Of(step => perturbed.Change(parameter, step - 1), 1)).Order()];
            noise[layer.Key] = Math.Max(lossNoise, 4 * measured[measured.Length / 2]);
        }

        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, loss.EvaluateUnchecked(forward, data.Targets));
        for (int l = noise.Length - 1; l >= 0; l--)
        {
            if (l + 1 < noise.Length) noise[l] = Math.Max(noise[l], noise[l + 1]);
            var activation = network.Layers[l].Activation;
            if (activation.IsGeneric) continue;
            double size = TensorPrimitives.SumOfMagnitudes(backward.Layers[l].ActivationGradient.Hadamard(forward.Layers[l].A).Values);
            double own = 4 * FunctionNoise.Relative(activation.Apply, usual) * size;
            if (own > noise[l]) noise[l] = own;
        }

        return noise;
    }
}
