namespace Backprop;

/// <summary>
/// Which derivatives agree without that saying anything: their tolerance is not finite, or not small beside the derivative it judges, or
/// beside the largest of its layer where the derivative is 0. What is exactly 0 in both is right, though untested.
/// </summary>
/// <remarks>
/// A coarse tolerance does not matter where it was not needed: where the two agree to <see cref="Digits"/>. Nor does it for a derivative
/// that is nothing beside its layer's largest, if the analytic one is what the formulas give in double precision: it is all that a program
/// which computes ŷ − y can know of it. Neither holds for a derivative with a mistake.
/// </remarks>
internal sealed class Decisiveness(MeasuredPass pass, NumericGradient numeric, AnalyticRounding rounding, GradientCheckOptions options)
{
    /// <summary>A derivative below this part of its terms is what rounding leaves of 0.</summary>
    private const double Rounding = 64.0 / (1L << 53);

    /// <summary>Two derivatives that agree so well agree by themselves: no mistake that is looked for is so small.</summary>
    public const double Digits = 1e-6;

    private readonly Lazy<double[]> plain = new(() => Plain(pass, options));
    private readonly Lazy<double[]> sizes = new(() => TermSizes.Of(pass));
    private readonly bool isExact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;

    /// <summary>Marks the entries that are undecided; measures them once more, closer to the point, where that may help.</summary>
    public void Apply(GradientEntry[] entries)
    {
        double[] scales = new double[pass.Network.Layers.Count];
        foreach (var entry in entries)
        {
            if (double.IsFinite(entry.Numeric)) scales[entry.Layer - 1] = Math.Max(scales[entry.Layer - 1], Math.Abs(entry.Numeric));
        }

        int[] doubtful = [.. Enumerable.Range(0, entries.Length)
            .Where(i => entries[i].Verdict is EntryVerdict.Right or EntryVerdict.Undecided
                && !Decides(entries[i].Numeric, entries[i].ErrorEstimate))];
        if (doubtful.Length == 0) return;
        NumericGradient.ForEach(
            doubtful.Length, options with { Progress = null }, () => numeric,
            (k, _) => entries[doubtful[k]] =
            Decided(numeric.IndexOf(entries[doubtful[k]]), entries[doubtful[k]], scales[entries[doubtful[k]].Layer - 1]));
    }

    private static bool Decides(double derivative, double tolerance) => derivative != 0 && EntryJudge.Decides(tolerance, derivative);

    private GradientEntry Decided(int index, GradientEntry entry, double scale)
    {
        double size = sizes.Value[index];
        bool isZero = Math.Abs(entry.Numeric) <= Rounding * size;
        if (entry is { Analytic: 0, Numeric: 0 } && (isExact || size == 0)) return entry with { Verdict = EntryVerdict.Right };
        if (isZero && EntryJudge.Decides(entry.ErrorEstimate, scale)) return entry;
        if (isExact && Difference.Relative(entry.Analytic, entry.Numeric) <= Digits) return entry with { Verdict = EntryVerdict.Right };
        bool isRounded = !EntryJudge.Decides(rounding[index], entry.Numeric);
        // Exactly 0 where the derivative is not: it may be what rounding leaves of 1 − a², or an entry that was never computed.
        if (isRounded && entry.Analytic != 0 && EntryJudge.Decides(entry.ErrorEstimate, scale)
            && Difference.Relative(entry.Analytic, plain.Value[index]) <= Digits)
        {
            return entry with { Verdict = EntryVerdict.Right, IsLost = true };
        }

        if (isExact || options.Step is not null || isRounded)
            return entry with { Verdict = EntryVerdict.Undecided };

        // It is the method that is too coarse here: extrapolation may be fine enough.
        var closer = numeric.WithSmallerStep(numeric.Parameters[index]);
        double tolerance = closer.Error + rounding[index];
        bool agrees = EntryJudge.Agree(entry.Analytic, closer, rounding[index], options.RelativeTolerance);
        bool isEqual = closer.Error <= Digits * Math.Abs(closer.Value) && Difference.Relative(entry.Analytic, closer.Value) <= Digits;
        if (agrees && !isEqual && !Decides(closer.Value, tolerance)) return entry with { Verdict = EntryVerdict.Undecided };
        return entry with
        {
            Numeric = closer.Value,
            ErrorEstimate = tolerance,
            RelativeError = Difference.Relative(entry.Analytic, closer.Value),
            Verdict = agrees ? EntryVerdict.Right : EntryVerdict.Wrong,
        };
    }

    /// <summary>The gradient as the formulas give it, with the weight decay.</summary>
    private static double[] Plain(MeasuredPass pass, GradientCheckOptions options)
    {
        var forward = pass.Network.Forward(pass.X);
        double[] gradient = new PlainBackward(pass.Network, forward, pass.Loss.Evaluate(forward, pass.Y)).Gradient;
        foreach (var parameter in options.WeightDecay == 0 ? [] : NetworkParameter.Of(pass.Network).Where(parameter => parameter.Row >= 0))
            gradient[parameter.Index] += options.WeightDecay * pass.Network.Parameters[parameter.Index];
        return gradient;
    }
}
