using System.Numerics;
using System.Numerics.Tensors;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>
/// A loss taken together with the activation of the output layer, computed from z instead of from a rounded ŷ:
/// finite for any z, and with delta = (ŷ·Σy − y)·scale instead of a quotient that cancels.
/// </summary>
internal abstract class FusedLoss
{
    /// <summary>The term of one sample, from its pre-activations.</summary>
    public abstract T RowTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets)
        where T : struct, IScalar<T>;

    /// <summary>The sum of all samples' terms.</summary>
    public double Sum(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, int width)
    {
        const int MostEntries = 256;
        int rows = Math.Max(MostEntries / width, 1);
        Span<double> terms = stackalloc double[MostEntries];
        Span<double> space = width > MostEntries ? new double[width] : stackalloc double[MostEntries];
        double sum = 0;
        for (int start = 0; start < z.Length; start += rows * width)
        {
            int length = Math.Min(rows * width, z.Length - start);
            var rowTerms = terms[..(length / width)];
            Terms(z.Slice(start, length), targets.Slice(start, length), rowTerms, space[..length], width);
            foreach (double term in rowTerms)
                sum += term;
        }

        return sum;
    }

    /// <summary>The term of every sample at once; override it where there is a vectorised form.</summary>
    /// <param name="z">N × <paramref name="width"/>.</param>
    /// <param name="targets">N × <paramref name="width"/>.</param>
    /// <param name="terms">Receives N terms.</param>
    /// <param name="space">Working space as long as z.</param>
    /// <param name="width">The number of outputs.</param>
    public virtual void Terms(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> terms, Span<double> space, int width)
    {
        for (int n = 0; n < terms.Length; n++)
            terms[n] = RowTerm(Loss.AsReal(z.Slice(n * width, width)), targets.Slice(n * width, width));
    }

    /// <summary>∂(the sum of all terms)/∂z.</summary>
    public abstract void Delta(ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width);
}

/// <summary>
/// −(y ln σ(z) + (1 − y) ln(1 − σ(z))) = max(0, z) − y·z + ln(1 + e^(−|z|)), with derivative σ(z) − y.
/// PyTorch's <c>binary_cross_entropy_with_logits</c>; for y = 0 and 1 nothing cancels, so a tiny loss is right to the last digits too.
/// </summary>
internal sealed class SigmoidBinaryCrossEntropy : FusedLoss
{
    public override T RowTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets)
    {
        T sum = 0.0;
        for (int k = 0; k < z.Length; k++)
            sum += z[k].Value > 0
                ? ((1 - targets[k]) * z[k]) + T.LogP1(T.Exp(-z[k]))
                : T.LogP1(T.Exp(z[k])) - (targets[k] * z[k]);
        return sum;
    }

    public override void Delta(ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width) =>
        TensorPrimitives.Subtract(a, targets, delta);
}

/// <summary>−Σₖ yₖ ln softmax(z)ₖ = Σₖ yₖ·(m + ln Σⱼ e^(zⱼ − m) − zₖ) with m = max z, with derivative softmax(z)·Σy − y.</summary>
internal sealed class SoftmaxCrossEntropy : FusedLoss
{
    private const double Negligible = -700;
    private const double ClearlyLarger = 1e-280;

    public override T RowTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets)
    {
        int largest = 0;
        for (int j = 1; j < z.Length; j++)
        {
            if (z[j].Value > z[largest].Value) largest = j;
        }

        // The largest term is 1 exactly, so the rest goes through ln(1 + x), which keeps a loss near 0 accurate.
        T rest = 0.0, term = 0.0;
        for (int j = 0; j < z.Length; j++)
        {
            if (j != largest) rest += T.Exp(z[j] - z[largest]);
        }

        T logSum = T.LogP1(rest);
        for (int k = 0; k < z.Length; k++)
        {
            if (targets[k] != 0) term += targets[k] * (logSum - (z[k] - z[largest]));
        }

        return term;
    }

    /// <summary>
    /// The same for as many rows at once as a vector has lanes, and with all exponentials in one call; that of the largest z is left out by making it
    /// negligible. No exponent is below −700: there the vectorised form leaves its fast path. A term so small that e⁻⁷⁰⁰ = 1e-304 counts is computed alone.
    /// </summary>
    public override void Terms(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> terms, Span<double> space, int width)
    {
        int whole = terms.Length - (terms.Length % Vector<double>.Count), block = width * Vector<double>.Count;
        for (int start = 0; start < whole * width; start += block)
            Exponents(z.Slice(start, block), targets.Slice(start, block), space.Slice(start, block), terms.Slice(start / width, Vector<double>.Count), width);

        TensorPrimitives.Exp<double>(space[..(whole * width)], space);
        for (int n = 0; n < whole; n += Vector<double>.Count)
        {
            var rest = Vector<double>.Zero;
            for (int k = 0; k < width; k++)
                rest += new Vector<double>(space[((n * width) + (k * Vector<double>.Count))..]);
            var u = Vector<double>.One + rest;
            var logSum = Lanes.ConditionalSelect(Lanes.Equals(u, Vector<double>.One), rest, Lanes.Log(u) * rest / (u - Vector<double>.One));
            for (int lane = 0; lane < Vector<double>.Count; lane++)
            {
                double total = 0;
                foreach (double target in targets.Slice((n + lane) * width, width))
                    total += target;
                terms[n + lane] = rest[lane] < ClearlyLarger ? RowTerm(n + lane, z, targets, width) : terms[n + lane] + (total * logSum[lane]);
            }
        }

        for (int n = whole; n < terms.Length; n++)
            terms[n] = RowTerm(n, z, targets, width);
    }

    private double RowTerm(int n, ReadOnlySpan<double> z, ReadOnlySpan<double> targets, int width) =>
        RowTerm(Loss.AsReal(z.Slice(n * width, width)), targets.Slice(n * width, width));

    /// <summary>zₖ − m of some rows, entry k of all rows side by side, and −Σₖ yₖ·(zₖ − m) of each.</summary>
    private static void Exponents(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> exponents, Span<double> terms, int width)
    {
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            for (int k = 0; k < width; k++)
                exponents[(k * Vector<double>.Count) + lane] = z[(lane * width) + k];
        }

        var max = new Vector<double>(exponents);
        for (int start = Vector<double>.Count; start < exponents.Length; start += Vector<double>.Count)
            max = Lanes.Max(max, new Vector<double>(exponents[start..]));

        var found = Vector<long>.Zero;
        for (int start = 0; start < exponents.Length; start += Vector<double>.Count)
        {
            var exponent = new Vector<double>(exponents[start..]) - max;
            exponent.CopyTo(exponents[start..]);
        }

        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            double weighted = 0;
            for (int k = 0; k < width; k++)
            {
                if (targets[(lane * width) + k] is var y and not 0) weighted += y * exponents[(k * Vector<double>.Count) + lane];
            }

            terms[lane] = -weighted;
        }

        for (int start = 0; start < exponents.Length; start += Vector<double>.Count)
        {
            var exponent = new Vector<double>(exponents[start..]);
            var largest = Lanes.AndNot(Lanes.Equals(exponent, Vector<double>.Zero), found);
            found |= largest;
            Lanes.ConditionalSelect(largest, Lanes.Create(Negligible), Lanes.Max(exponent, Lanes.Create(Negligible))).CopyTo(exponents[start..]);
        }
    }

    public override void Delta(ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width)
    {
        for (int start = 0; start < a.Length; start += width)
        {
            double total = 0;
            for (int k = start; k < start + width; k++)
                total += targets[k];
            for (int k = start; k < start + width; k++)
                delta[k] = (a[k] * total) - targets[k];
        }
    }
}
