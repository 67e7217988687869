namespace Backprop;

/// <summary>
/// −Σₖ yₖ ln σ(zₖ) = Σₖ yₖ ln(1 + e^(−zₖ)), with derivative −yₖ·σ(−zₖ): a cross-entropy over sigmoids, in which 1 − ŷ keeps its digits
/// where ŷ has rounded to 1.
/// </summary>
internal sealed class SigmoidCrossEntropy : FusedLoss
{
    public override bool IsDifference => false;

    public override T SampleTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets, int width, int stride)
    {
        T sum = 0.0;
        for (int k = 0; k < width * stride; k += stride)
        {
            if (targets[k] != 0) sum += targets[k] * (z[k].Value > 0 ? T.LogP1(T.Exp(-z[k])) : T.LogP1(T.Exp(z[k])) - z[k]);
        }

        return sum;
    }

    public override void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width)
    {
        for (int i = 0; i < delta.Length; i++)
        {
            double rest = Sigmoid.Apply<Real>(-z[i]).Value;
            delta[i] = -targets[i] * rest;
        }
    }
}
