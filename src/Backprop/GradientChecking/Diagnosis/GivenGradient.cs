using System.Numerics.Tensors;

namespace Backprop;

/// <summary>The gradient that is checked, beside the right one and what rounding may do to it; layers are counted from 0.</summary>
internal sealed class GivenGradient
{
    private readonly Matrix[] weightRounding;
    private readonly Vector[] biasRounding;

    public GivenGradient(Gradients given, IReadOnlyList<LayerGradient> right, AnalyticRounding rounding)
    {
        (Given, Right) = (given, right);
        (weightRounding, biasRounding) = (new Matrix[right.Count], new Vector[right.Count]);
        int index = 0;
        for (int l = 0; l < right.Count; l++)
        {
            weightRounding[l] = right[l].Weights.Map(_ => rounding[index++]);
            biasRounding[l] = new Vector([.. right[l].Bias.Select(_ => rounding[index++])]);
        }
    }

    public Gradients Given { get; }

    public IReadOnlyList<LayerGradient> Right { get; }

    /// <summary>
    /// Whether a predicted gradient, the output layer first, is the given one to rounding. It must also come at least a thousand times
    /// nearer than the right gradient does: where a mistake hardly changes anything, agreement alone would show nothing.
    /// </summary>
    /// <param name="prediction">Computed layer by layer, as far as it agrees.</param>
    /// <param name="spread">The largest difference, relative to the largest entry of its matrix or vector.</param>
    public bool Is(IEnumerable<LayerGradient> prediction, out double spread)
    {
        spread = 0;
        double unexplained = 0;
        int l = Right.Count;
        foreach (var layer in prediction)
        {
            l--;
            if (!Agree(layer.Weights.Values, Given[l].Weights.Values, Right[l].Weights.Values, weightRounding[l].Values, ref spread, ref unexplained)
                || !Agree(layer.Bias.Values, Given[l].Bias.Values, Right[l].Bias.Values, biasRounding[l].Values, ref spread, ref unexplained))
            {
                return false;
            }
        }

        return l == 0 && spread <= 1e-3 * unexplained;
    }

    /// <summary>The c with given = c · right for a layer's weights; NaN if there is none, null if both are zero to rounding.</summary>
    public double? WeightFactor(int l) => Factor(Given[l].Weights.Values, Right[l].Weights.Values, weightRounding[l].Values);

    /// <summary>The same for a layer's biases.</summary>
    public double? BiasFactor(int l) => Factor(Given[l].Bias.Values, Right[l].Bias.Values, biasRounding[l].Values);

    private static double? Factor(ReadOnlySpan<double> given, ReadOnlySpan<double> right, ReadOnlySpan<double> rounding)
    {
        double largest = TensorPrimitives.MaxMagnitude(right) is var signed ? Math.Abs(signed) : 0, noise = TensorPrimitives.Max(rounding);
        double givenLargest = Math.Abs(TensorPrimitives.MaxMagnitude(given));
        if (largest <= 16 * noise) return givenLargest <= 16 * noise ? null : double.NaN;
        if (givenLargest == 0) return 0;
        double factor = TensorPrimitives.Dot(given, right) / TensorPrimitives.SumOfSquares(right);
        for (int i = 0; i < given.Length; i++)
        {
            if (!(Math.Abs(given[i] - (factor * right[i])) <= (4 * Math.Max(1, Math.Abs(factor)) * noise) + (1e-9 * givenLargest))) return double.NaN;
        }

        // A factor that differs from 1 by no more than rounding does is 1.
        return Math.Abs(factor - 1) <= 1e-10 + (4 * noise / largest) ? 1 : factor;
    }

    private static bool Agree(ReadOnlySpan<double> predicted, ReadOnlySpan<double> given, ReadOnlySpan<double> right, ReadOnlySpan<double> rounding, ref double spread, ref double unexplained)
    {
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(predicted)), rightLargest = Math.Abs(TensorPrimitives.MaxMagnitude(right));
        double scale = Math.Max(largest, Math.Max(rightLargest, Math.Abs(TensorPrimitives.MaxMagnitude(given))));
        double growth = rightLargest == 0 ? 1 : Math.Max(1, largest / rightLargest);
        for (int i = 0; i < given.Length; i++)
        {
            double difference = Math.Abs(predicted[i] - given[i]);
            if (!(difference <= (4 * growth * rounding[i]) + (1e-10 * Math.Abs(predicted[i])) + (1e-12 * largest))) return false;
            if (scale == 0) continue;
            spread = Math.Max(spread, difference / scale);
            unexplained = Math.Max(unexplained, Math.Abs(right[i] - given[i]) / scale);
        }

        return true;
    }
}
