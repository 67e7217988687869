using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>
/// A loss taken together with the activation of the output layer, computed from z instead of from a rounded ŷ:
/// finite for any z, and with delta = (ŷ·Σy − y)·scale instead of a quotient that cancels.
/// </summary>
internal abstract class FusedLoss
{
    /// <summary>The term of one sample, from its pre-activations.</summary>
    /// <param name="z">The sample's first pre-activation, and what follows.</param>
    /// <param name="targets">The same of its targets.</param>
    /// <param name="width">The number of outputs.</param>
    /// <param name="stride">From one output to the next.</param>
    public abstract T SampleTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets, int width, int stride = 1)
        where T : struct, IScalar<T>;

    /// <summary>The sum of all samples' terms.</summary>
    /// <param name="z">N × <paramref name="width"/>.</param>
    /// <param name="targets">N × <paramref name="width"/>.</param>
    /// <param name="width">The number of outputs.</param>
    [SkipLocalsInit]
    public double Sum(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, int width)
    {
        const int MostEntries = 256;
        if (width > MostEntries) return SumOfWideRows(z, targets, width);
        int rows = MostEntries / width;
        Span<double> terms = stackalloc double[MostEntries], space = stackalloc double[MostEntries];
        Span<double> someZ = stackalloc double[MostEntries], someTargets = stackalloc double[MostEntries];
        double sum = 0;
        for (int start = 0; start < z.Length; start += rows * width)
        {
            int length = Math.Min(rows * width, z.Length - start), count = length / width;
            Matrix.Transpose(z.Slice(start, length), someZ, count, width);
            Matrix.Transpose(targets.Slice(start, length), someTargets, count, width);
            Terms(someZ[..length], someTargets[..length], terms[..count], space[..length], width);
            foreach (double term in terms[..count])
                sum += term;
        }

        return sum;
    }

    /// <summary>The term of every sample at once; override it where there is a vectorised form.</summary>
    /// <param name="z"><paramref name="width"/> × N: the samples of an output side by side, so that a vector takes several.</param>
    /// <param name="targets"><paramref name="width"/> × N.</param>
    /// <param name="terms">Receives N terms.</param>
    /// <param name="space">Working space as long as z.</param>
    /// <param name="width">The number of outputs.</param>
    public virtual void Terms(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> terms, Span<double> space, int width)
    {
        for (int n = 0; n < terms.Length; n++)
            terms[n] = SampleTerm(Real.Of(z[n..]), targets[n..], width, terms.Length);
    }

    /// <summary>Whether delta is ŷ·Σy − y, which is how everybody writes it.</summary>
    public virtual bool IsDifference => true;

    /// <summary>∂(the sum of all terms)/∂z; from z where ŷ has rounded to y.</summary>
    public abstract void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width);

    private double SumOfWideRows(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, int width)
    {
        double sum = 0;
        for (int start = 0; start < z.Length; start += width)
            sum += SampleTerm(Real.Of(z[start..]), targets[start..], width);
        return sum;
    }
}

/// <summary>
/// −(y ln σ(z) + (1 − y) ln(1 − σ(z))) = max(0, z) − y·z + ln(1 + e^(−|z|)), with derivative σ(z) − y.
/// PyTorch's <c>binary_cross_entropy_with_logits</c>; for y = 0 and 1 nothing cancels, so a tiny loss is right to the last digits too.
/// </summary>
internal sealed class SigmoidBinaryCrossEntropy : FusedLoss
{
    public override T SampleTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets, int width, int stride)
    {
        T sum = 0.0;
        for (int k = 0; k < width * stride; k += stride)
        {
            sum += z[k].Value > 0
                ? ((1 - targets[k]) * z[k]) + T.LogP1(T.Exp(-z[k]))
                : T.LogP1(T.Exp(z[k])) - (targets[k] * z[k]);
        }

        return sum;
    }

    public override void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width)
    {
        TensorPrimitives.Subtract(a, targets, delta);
        for (int i = 0; i < delta.Length; i++)
        {
            // 1 − ŷ is σ(−z); for y = 1 that is all of delta, to the last digit.
            if (a[i] > Saturation.Threshold) delta[i] = 1 - targets[i] - (Math.Exp(-z[i]) * a[i]);
        }
    }
}

/// <summary>−Σₖ yₖ ln softmax(z)ₖ = Σₖ yₖ·(m + ln Σⱼ e^(zⱼ − m) − zₖ) with m = max z, with derivative softmax(z)·Σy − y.</summary>
internal sealed class SoftmaxCrossEntropy : FusedLoss
{
    private const double Negligible = -700;
    private const double ClearlyLarger = 1e-280;

    public override T SampleTerm<T>(ReadOnlySpan<T> z, ReadOnlySpan<double> targets, int width, int stride)
    {
        int largest = 0, end = width * stride;
        for (int j = stride; j < end; j += stride)
        {
            if (z[j].Value > z[largest].Value) largest = j;
        }

        // The largest term is 1 exactly, so the rest goes through ln(1 + x), which keeps a loss near 0 accurate.
        T rest = 0.0, term = 0.0;
        for (int j = 0; j < end; j += stride)
        {
            if (j != largest) rest += T.Exp(z[j] - z[largest]);
        }

        var logSum = T.LogP1(rest);
        for (int k = 0; k < end; k += stride)
        {
            if (targets[k] != 0) term += targets[k] * (logSum - (z[k] - z[largest]));
        }

        return term;
    }

    /// <summary>
    /// The same for as many samples at once as a vector has lanes, and with all exponentials in one call; that of the largest z is left out
    /// by making it
    /// negligible. No exponent is below −700: there the vectorised form leaves its fast path. A term so small that e⁻⁷⁰⁰ = 1e-304 counts is
    /// computed alone.
    /// </summary>
    public override void Terms(ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> terms, Span<double> space, int width)
    {
        int count = terms.Length, whole = count - (count % Vector<double>.Count);
        space = space[..(whole * width)];
        for (int n = 0; n < whole; n += Vector<double>.Count)
            Exponents(z[n..], targets[n..], space[n..], count, whole, width).CopyTo(terms[n..]);

        ElementaryFunctions.Exp(space, space);
        for (int n = 0; n < whole; n += Vector<double>.Count)
        {
            Vector<double> rest = Vector<double>.Zero, total = Vector<double>.Zero;
            for (int k = 0; k < width; k++)
            {
                rest += new Vector<double>(space[((k * whole) + n)..]);
                total += new Vector<double>(targets[((k * count) + n)..]);
            }

            var u = Vector<double>.One + rest;
            var logSum = Lanes.ConditionalSelect(Lanes.Equals(u, Vector<double>.One), rest, Lanes.Log(u) * rest / (u - Vector<double>.One));
            (new Vector<double>(terms[n..]) + (total * logSum)).CopyTo(terms[n..]);
            for (int lane = 0; lane < Vector<double>.Count && Lanes.LessThanAny(rest, Lanes.Create(ClearlyLarger)); lane++)
            {
                if (rest[lane] < ClearlyLarger) terms[n + lane] = SampleTerm(Real.Of(z[(n + lane)..]), targets[(n + lane)..], width, count);
            }
        }

        for (int n = whole; n < count; n++)
            terms[n] = SampleTerm(Real.Of(z[n..]), targets[n..], width, count);
    }

    /// <summary>
    /// zₖ − m of the samples of one vector, with the first of the largest made negligible, and the vector of −Σₖ yₖ·(zₖ − m). The entries
    /// of an output are
    /// <paramref name="stride"/> after those of the one before, the exponents <paramref name="exponentStride"/>.
    /// </summary>
    private static Vector<double> Exponents(
        ReadOnlySpan<double> z, ReadOnlySpan<double> targets, Span<double> exponents, int stride, int exponentStride, int width)
    {
        var max = new Vector<double>(z);
        for (int k = 1; k < width; k++)
            max = Lanes.Max(max, new Vector<double>(z[(k * stride)..]));

        var weighted = Vector<double>.Zero;
        var found = Vector<long>.Zero;
        for (int k = 0; k < width; k++)
        {
            var exponent = new Vector<double>(z[(k * stride)..]) - max;
            var y = new Vector<double>(targets[(k * stride)..]);
            weighted += Lanes.ConditionalSelect(Lanes.Equals(y, Vector<double>.Zero), Vector<double>.Zero, y * exponent);
            var largest = Lanes.AndNot(Lanes.Equals(exponent, Vector<double>.Zero), found);
            found |= largest;
            Lanes.ConditionalSelect(largest, Lanes.Create(Negligible), Lanes.Max(exponent, Lanes.Create(Negligible)))
                .CopyTo(exponents[(k * exponentStride)..]);
        }

        return -weighted;
    }

    public override void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> targets, Span<double> delta, int width)
    {
        for (int start = 0; start < a.Length; start += width)
        {
            double total = 0;
            for (int k = start; k < start + width; k++)
                total += targets[k];
            for (int k = start; k < start + width; k++)
                delta[k] = a[k] > Saturation.Threshold ? OfConfident(a, targets, k, start, width) : (a[k] * total) - targets[k];
        }
    }

    /// <summary>ŷₖ·Σⱼ yⱼ − yₖ·Σⱼ ŷⱼ, both sums without j = k: the same number, but nothing cancels in it.</summary>
    private static double OfConfident(ReadOnlySpan<double> a, ReadOnlySpan<double> targets, int k, int start, int width)
    {
        double otherTargets = 0, rest = 0;
        for (int j = start; j < start + width; j++)
        {
            if (j == k) continue;
            otherTargets += targets[j];
            rest += a[j];
        }

        return (a[k] * otherTargets) - (targets[k] * rest);
    }
}
