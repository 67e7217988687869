using System.Numerics.Tensors;

namespace Backprop;

/// <summary>The factor of every activation of the hidden layers in one pass: 0 where the unit is dropped, else 1 / (1 − p).</summary>
internal sealed class DropoutMasks
{
    private readonly double[] rates;
    private readonly int[] widths;
    private readonly double[]?[] factors;

    public DropoutMasks(Network network, int samples, Dropout? dropout)
    {
        widths = [.. network.Layers.Select(layer => layer.Outputs)];
        rates = [.. widths.SkipLast(1).Select((_, l) => dropout is null ? 0 : dropout.RateOf(l)), 0];
        factors = [.. widths.Select((width, l) => rates[l] > 0 ? new double[Matrix.Length(samples, width)] : null)];
    }

    /// <summary>Whether units of this layer, counted from 0, are dropped.</summary>
    public bool Has(int layer) => factors[layer] is not null;

    /// <summary>Draws the units to drop for so many samples.</summary>
    public void Draw(RandomState random, int samples)
    {
        for (int l = 0; l < factors.Length; l++)
        {
            if (factors[l] is not { } mask) continue;
            double kept = 1 / (1 - rates[l]);
            for (int i = 0; i < samples * widths[l]; i++)
                mask[i] = random.NextDouble() < rates[l] ? 0 : kept;
        }
    }

    /// <summary>values ⊙ factors, for the samples that start at an index.</summary>
    public void Apply(int layer, int start, ReadOnlySpan<double> values, Span<double> result) =>
        TensorPrimitives.Multiply(values, factors[layer].AsSpan(start * widths[layer], values.Length), result);
}
