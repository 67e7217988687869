namespace Backprop;

/// <summary>
/// −Σₖ (yₖ ln ŷₖ + (1 − yₖ) ln(1 − ŷₖ)) with ŷ = softmax(z). ln(1 − ŷₖ) is ln of the other exponentials' sum less ln of all of them, so it
/// is finite and exact where ŷₖ has rounded to 1, and needs no bound.
/// </summary>
internal sealed class SoftmaxBinaryCrossEntropy : FusedLoss
{
    /// <summary>−ln(1 − ŷ) of a single output, which is 1 whatever z is: the bound of the binary cross-entropy.</summary>
    private const double OfOne = 100;

    public override bool IsDifference => false;

    public override T SampleTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets, int width, int stride)
    {
        if (width == 1) return OfOne * (1 - targets[0]);
        int end = width * stride, first = z[0].Value >= z[stride].Value ? 0 : stride, second = stride - first;
        for (int k = 2 * stride; k < end; k += stride)
        {
            if (z[k].Value > z[first].Value) (first, second) = (k, first);
            else if (z[k].Value > z[second].Value) second = k;
        }

        T others = 0.0, sum = 0.0;
        for (int k = 0; k < end; k += stride)
        {
            if (k != first && k != second) others += T.Exp(z[k] - z[second]);
        }

        // Σⱼ e^(zⱼ − z₁) is 1 for the largest z₁, and e^logRest for the others.
        var logRest = z[second] - z[first] + T.LogP1(others);
        var logSum = T.LogP1(T.Exp(logRest));
        for (int k = 0; k < end; k += stride)
        {
            var log = z[k] - z[first] - logSum;
            if (targets[k] != 0) sum -= targets[k] * log;
            if (targets[k] != 1) sum -= (1 - targets[k]) * (k == first ? logRest - logSum : T.LogP1(-T.Exp(log)));
        }

        return sum;
    }

    /// <summary>
    /// deltaⱼ = −yⱼ(1 − ŷⱼ) + (1 − yⱼ)ŷⱼ + ŷⱼ·Σₖ (yₖ − (1 − yₖ)·ŷₖ/(1 − ŷₖ)) over k ≠ j. For the largest ŷ, ŷⱼ/(1 − ŷₖ) is the softmax of
    /// the others alone.
    /// </summary>
    public override void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width)
    {
        for (int start = 0; start < a.Length && width > 1; start += width)
            RowDelta(z.Slice(start, width), a.Slice(start, width), targets.Slice(start, width), delta.Slice(start, width));
        if (width == 1) delta.Clear();
    }

    private static void RowDelta(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> y, Span<double> delta)
    {
        int first = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(z);
        double second = double.NegativeInfinity, exponentials = 0, rest = 0, others = 0;
        for (int k = 0; k < z.Length; k++)
        {
            if (k != first) second = Math.Max(second, z[k]);
        }

        for (int k = 0; k < z.Length; k++)
        {
            if (k == first) continue;
            exponentials += Math.Exp(z[k] - second);
            rest += a[k];
            others += Pull(a[k], y[k]);
        }

        for (int j = 0; j < z.Length; j++)
        {
            double share = Math.Exp(z[j] - second) / exponentials;
            delta[j] = j == first
                ? (-y[j] * rest) + ((1 - y[j]) * a[j]) + (a[j] * others)
                : (-y[j] * (1 - a[j])) + ((1 - y[j]) * a[j]) + (a[j] * (others - Pull(a[j], y[j])))
                    + (y[first] * a[j]) - ((1 - y[first]) * share * a[first]);
        }

        static double Pull(double a, double y) => y - ((1 - y) * a / (1 - a));
    }
}
