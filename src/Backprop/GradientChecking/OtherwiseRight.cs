using System.Globalization;

namespace Backprop;

/// <summary>
/// A gradient that differs from the measured one and is right all the same: by another convention at a kink, to the precision it is given
/// in, or because it was measured by difference quotients itself.
/// </summary>
internal sealed class OtherwiseRight(
    MeasuredGradient gradient, KinkJudge kinks, AnalyticRounding rounding, NumericGradient numeric, GradientCheckOptions options)
{
    /// <summary>An ε in the loss that changes the gradient by more than this part is no protection any more, but a mistake.</summary>
    private const double MostOfEpsilon = 1e-3;

    private readonly double[] given = gradient.Given;
    private readonly MeasuredPass measured = gradient.Pass;

    /// <summary>
    /// What the gradient is, if it is right that way: its entries, all of them or a sample, are no longer called wrong. Null if it is none
    /// of these, or if kinks explain all.
    /// </summary>
    public GradientDiagnosis? Apply(GradientEntry[] entries)
    {
        double[] right = gradient.Right;
        int[] index = [.. entries.Select(numeric.IndexOf)];
        bool isExact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (!isExact) AcceptMeasured(entries, index, right);
        kinks.Accept(entries);
        if (entries.All(entry => entry.Verdict != EntryVerdict.Wrong)) return null;

        int[] ends = [.. measured.Network.Layers.Select(layer => measured.Network.Layers.Take(layer.Number)
            .Sum(before => before.ParameterCount))];
        foreach (var (epsilon, pass) in EpsilonInLoss.Of(measured))
        {
            double[] other = gradient.Of(pass);
            if (!entries.Select((entry, i) => gradient.Is(other, entry, index[i])).All(isRight => isRight)) continue;
            double error = right.Zip(other, (r, g) => Math.Abs(g - r)).Max() / right.Max(Math.Abs);
            if (error > MostOfEpsilon) continue;
            string what = string.Create(CultureInfo.InvariantCulture, $"that of a {measured.Loss} with {epsilon:0e-0} in its logarithms "
                + $"or denominators, which changes it by {error:0e-0} of its largest entry");
            return Accepted(
                i => Math.Abs(given[i] - right[i]) <= 5e-3 * Math.Abs(right[i]), i => Math.Abs(given[i] - right[i]),
                $"the gradient is {what}", "Take ŷ − y, which needs none.", $"The gradient is {what}.", "");
        }

        var precisions = Precision.Of(given, right, rounding).Concat(Precision.OfTwoBytes(given, right, rounding));
        foreach (var exact in precisions)
        {
            foreach (double[] other in (double[][])[right, .. kinks.Conventions])
            {
                // The slopes of a function in single precision are themselves measured only so well.
                var precision = measured.SlopeError <= 1e-10 ? exact
                    : exact with { Tolerance = i => exact.Tolerance(i) + (measured.SlopeError * Math.Abs(other[i])) };
                bool? isRight = precision.IsRight(given, other, ends);
                if (isRight == false) continue;
                return Accepted(
                    i => isRight == true && precision.Decides(i, given[i], other[i]), precision.Tolerance,
                    $"the gradient is {precision.Name}", "Give it with all its digits.",
                    $"The gradient agrees to {precision.Digits}: {precision.Name}.", "");
            }
        }

        var search = Quotients();
        if (search.Run() is not { } quotient) return null;
        string digits = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Floor(-Math.Log10(quotient.Error))):0}");
        string step = string.Create(CultureInfo.InvariantCulture, $"looks like a difference quotient with step about "
            + $"{quotient.Step:0.#e-0}");
        return Accepted(
            i => search.Decides(i, quotient.Step), i => Math.Abs(given[i] - right[i]), $"the gradient {step}",
            "Take a larger step, or a central difference.", $"The gradient agrees to {digits} digits: it {step}.",
            "The same quotient, recomputed, has these errors in every derivative.");

        // All that was wrong is right after all, but for what the digits that are left cannot decide.
        GradientDiagnosis Accepted(
            Func<int, bool> decides, Func<int, double> tolerance, string what, string help, string summary, string evidence)
        {
            int open = 0;
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Verdict is not (EntryVerdict.Wrong or EntryVerdict.Undecided)) continue;
                bool isDecided = decides(index[i]);
                if (!isDecided) open++;
                entries[i] = entries[i] with
                {
                    Verdict = isDecided ? EntryVerdict.Right : EntryVerdict.Undecided,
                    ErrorEstimate = Math.Max(entries[i].ErrorEstimate, tolerance(index[i])),
                };
            }

            string notTested = NotTested.OfNetwork(entries, measured.Base);
            return open == 0 ? GradientDiagnoser.Right with { Summary = $"{summary} {notTested}".TrimEnd(), Evidence = evidence }
                : new(GradientMistake.Undecided, null,
                    $"Undecided: {what}, which leaves {open} of {entries.Length} derivatives too few digits to tell a right one from a "
                        + "wrong one.",
                    help, []);
        }
    }

    /// <summary>What is wrong by no more than the gradient is rounded is undecided, where the other entries are so, too.</summary>
    public void LeaveRounded(GradientEntry[] entries)
    {
        int[] wrong = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Verdict == EntryVerdict.Wrong)];
        bool isRounded = Precision.Of(given, gradient.Right, rounding).Any(precision => wrong.All(i =>
            entries[i].AbsoluteError <= entries[i].ErrorEstimate + precision.Tolerance(numeric.IndexOf(entries[i]))));
        foreach (int i in isRounded ? wrong : [])
            entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };
    }

    /// <summary>
    /// Where no mistake explains a gradient, but a difference quotient with too large or too small a step does, nobody can say that it is
    /// wrong: its entries are undecided. Null if none does.
    /// </summary>
    public GradientDiagnosis? CoarseQuotient(GradientEntry[] entries)
    {
        if (Quotients().Coarse() is not { } step) return null;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Verdict == EntryVerdict.Wrong) entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };
        }

        return Undecided.OfQuotient(entries, step);
    }

    /// <summary>
    /// Where at least half of the derivatives are off, and none by as much as a mistake makes, nobody can say that a gradient is wrong: its
    /// entries are undecided. Null if one is farther off.
    /// </summary>
    public static GradientDiagnosis? NearlyRight(GradientEntry[] entries)
    {
        GradientEntry[] wrong = [.. entries.Where(entry => entry.Verdict == EntryVerdict.Wrong)];
        if (wrong.Any(entry => entry.RelativeError > Decisiveness.Digits)) return null;
        if (2 * wrong.Length < entries.Count(entry => entry.Numeric != 0)) return null;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Verdict == EntryVerdict.Wrong) entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };
        }

        return Undecided.OfDigits(wrong.Length, entries.Length);
    }

    /// <summary>
    /// Where every entry is what a backward pass with measured slopes gives, it is the finite difference that was off: a function may
    /// compute in single precision, or change fast.
    /// </summary>
    private void AcceptMeasured(GradientEntry[] entries, int[] index, double[] right)
    {
        if (!entries.Select((entry, i) => gradient.Is(right, entry, index[i])).All(isRight => isRight)) return;
        var verdict = measured.SlopeError <= 1e-4 ? EntryVerdict.Right : EntryVerdict.Undecided;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Verdict != EntryVerdict.Wrong) continue;
            double g = right[index[i]], tolerance = (4 * rounding[index[i]]) + (Math.Max(1e-9, measured.SlopeError) * Math.Abs(g));
            entries[i] = entries[i] with
            {
                Numeric = g,
                ErrorEstimate = tolerance,
                RelativeError = Difference.Relative(entries[i].Analytic, g),
                Verdict = verdict,
            };
        }
    }

    private QuotientSearch Quotients() =>
        new(measured.Base, rounding, given, gradient.Right, numeric.Parameters, options.WeightDecay);
}
