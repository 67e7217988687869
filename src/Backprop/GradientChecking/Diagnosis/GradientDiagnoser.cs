using System.Globalization;

namespace Backprop;

/// <summary>
/// Finds the mistake behind a wrong gradient. Each hypothesis predicts the whole gradient that its mistake would give; the one that
/// predicts the given gradient to rounding is the diagnosis. Of several, the one with the fewest fitted numbers wins, then the more common one.
/// </summary>
internal static class GradientDiagnoser
{
    public static GradientDiagnosis Right { get; } = new(GradientMistake.None, null, "The gradient is right.", "", []);

    /// <summary>The verdict over all entries.</summary>
    public static GradientVerdict Verdict(IReadOnlyList<GradientEntry> entries) =>
        entries.Any(entry => entry.Verdict == EntryVerdict.NotFinite) ? GradientVerdict.NotFinite
        : entries.Any(entry => entry.Verdict == EntryVerdict.Wrong) ? GradientVerdict.Wrong
        : entries.Any(entry => entry.Verdict == EntryVerdict.Undecided) ? GradientVerdict.Undecided
        : GradientVerdict.Right;

    /// <summary>The diagnosis of a network's gradient.</summary>
    public static GradientDiagnosis OfNetwork(BasePass pass, Gradients given, AnalyticRounding rounding, IReadOnlyList<GradientEntry> entries, DifferentiationMethod method, Gradients? earlier)
    {
        var verdict = Verdict(entries);
        if (verdict == GradientVerdict.Right) return Kinks(entries);
        if (verdict == GradientVerdict.NotFinite) return NotFinite.Describe(entries);
        if (verdict == GradientVerdict.Undecided) return Undecided.OfNetwork(entries, pass, method);

        var x = new PassIngredients(pass);
        var gradient = new GivenGradient(given, [.. BackwardSteps.Right.Run(x).Reverse()], rounding);
        var factors = FactorMistakes.Of(x, pass.Data, gradient).ToLookup(hypothesis => hypothesis.Mistake is GradientMistake.LayerFactor or GradientMistake.WeightFactor or GradientMistake.BiasFactor);
        IEnumerable<Hypothesis> hypotheses =
        [
            .. GivenDerivativeMistakes.Of(x),
            .. factors[false],
            .. BiasMistakes.Of(x),
            .. DerivativeMistakes.Of(x),
            .. MatrixMistakes.Of(x),
            .. LossMistakes.Of(x, pass.Data),
            .. SampleMistakes.Of(x),
            .. FittedMistakes.Of(x, gradient, earlier),
            .. factors[true],
        ];
        var found = new List<(Hypothesis Hypothesis, double Spread)>();
        foreach (var hypothesis in hypotheses)
        {
            if (gradient.Is(hypothesis.Gradients, out double spread)) found.Add((hypothesis, spread));
        }

        if (found.Count == 0) return Location.Describe(entries, x);
        int fewest = found.Min(match => match.Hypothesis.Fitted);
        var diagnoses = found.Where(match => match.Hypothesis.Fitted == fewest)
            .Select(match => Describe(match.Hypothesis, match.Spread, entries))
            .DistinctBy(diagnosis => (diagnosis.Mistake, diagnosis.Layer)).ToArray();
        return diagnoses[0] with { Alternatives = diagnoses[1..] };
    }

    /// <summary>The diagnosis where nothing is known of the function's inside.</summary>
    public static GradientDiagnosis OfFunction(IReadOnlyList<GradientEntry> entries)
    {
        var verdict = Verdict(entries);
        if (verdict == GradientVerdict.Right) return Kinks(entries);
        if (verdict == GradientVerdict.NotFinite) return NotFinite.Describe(entries);
        if (verdict == GradientVerdict.Undecided) return Undecided.OfFunction(entries);
        if (CommonRatio(entries) is { } ratio)
        {
            return Math.Abs(ratio + 1) <= 1e-6
                ? new(GradientMistake.SignFlip, null, "Every derivative has the wrong sign.", Ratios(entries), [])
                : new(GradientMistake.ConstantFactor, null, $"Factor {FactorName.Number(ratio)}: every derivative is {FactorName.Number(ratio)} times the right one.", Ratios(entries), []);
        }

        var wrong = entries.Where(entry => entry.Verdict == EntryVerdict.Wrong).ToArray();
        return new(GradientMistake.Unknown, null, $"{Location.Names(wrong)} {(wrong.Length == 1 ? "is" : "are")} wrong, the other {entries.Count - wrong.Length} of {entries.Count} right.", "", []);
    }

    private static GradientDiagnosis Kinks(IReadOnlyList<GradientEntry> entries)
    {
        var kinks = entries.Where(entry => entry.Verdict == EntryVerdict.Kink).ToArray();
        if (kinks.Length == 0) return Right;
        string where = kinks.Select(entry => entry.Kink).FirstOrDefault(kink => kink is not null) is { } kink ? $" ({kink})" : "";
        return Right with { Evidence = $"{Location.Names(kinks)} {(kinks.Length == 1 ? "lies" : "lie")} on a kink{where}, where any value between the two one-sided derivatives is a right one." };
    }

    private static GradientDiagnosis Describe(Hypothesis hypothesis, double spread, IReadOnlyList<GradientEntry> entries)
    {
        bool ratios = hypothesis.Mistake is GradientMistake.ConstantFactor or GradientMistake.SignFlip or GradientMistake.Accumulated && CommonRatio(entries) is not null;
        string evidence = hypothesis.Evidence is { } own ? own + " " : "";
        evidence += ratios ? Ratios(entries)
            : string.Create(CultureInfo.InvariantCulture, $"The gradient recomputed with this mistake equals the given one in all {entries.Count} entries (largest difference {spread:0e+0}).");
        return new(hypothesis.Mistake, hypothesis.Layer, hypothesis.Summary, evidence, []);
    }

    private static double? CommonRatio(IReadOnlyList<GradientEntry> entries)
    {
        double largest = entries.Max(entry => Math.Abs(entry.Numeric));
        double[] ratios = [.. entries.Where(entry => Math.Abs(entry.Numeric) > 1e-6 * largest).Select(entry => entry.Analytic / entry.Numeric)];
        if (ratios.Length == 0) return null;
        double ratio = Median(ratios);
        bool common = ratio != 1 && entries.All(entry => Math.Abs(entry.Analytic - (ratio * entry.Numeric)) <= ((1 + Math.Abs(ratio)) * entry.ErrorEstimate) + (1e-9 * Math.Abs(entry.Analytic)));
        return common ? ratio : null;
    }

    private static string Ratios(IReadOnlyList<GradientEntry> entries)
    {
        double ratio = CommonRatio(entries)!.Value;
        double largest = entries.Max(entry => Math.Abs(entry.Numeric));
        double spread = entries.Where(entry => Math.Abs(entry.Numeric) > 1e-6 * largest).Max(entry => Math.Abs((entry.Analytic / entry.Numeric / ratio) - 1));
        return string.Create(CultureInfo.InvariantCulture, $"All {entries.Count} analytic gradients are {ratio:0.0000000} × the numeric ones (spread {Math.Max(spread, 1e-16):0e+0}).");
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
