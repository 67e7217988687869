using System.Globalization;

namespace Backprop;

/// <summary>
/// Finds the mistake behind a wrong gradient. Each hypothesis predicts the whole gradient that its mistake would give; the one that
/// predicts the given gradient to rounding is the diagnosis. Of several, the one with the fewest fitted numbers wins, then the more common
/// one.
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
    public static GradientDiagnosis OfNetwork(
        MeasuredPass measured, Gradients given, AnalyticRounding rounding, IReadOnlyList<GradientEntry> entries,
        GradientCheckOptions options)
    {
        var verdict = Verdict(entries);
        if (verdict == GradientVerdict.Right) return Passing(entries, NotTested.OfNetwork(entries, measured.Base));
        if (verdict == GradientVerdict.NotFinite) return NotFinite.Describe(entries);
        if (verdict == GradientVerdict.Undecided) return Undecided.OfNetwork(entries, measured.Base, options.Method);

        // Where the right gradient is nearly 0 too, any mistake gives 0 to rounding.
        if (given.Flatten().All(g => g == 0)) return AllZero(entries, measured.Network.ParameterCount);

        // What the student may have done differently without being wrong: another convention at a kink, and another precision.
        MeasuredPass[] passes = [measured, .. KinkConventions.Of(measured)];
        Precision[] precisions = [.. Precision.Of(given.Flatten(), Flat(BackwardSteps.RightGradients(measured)), rounding)];
        foreach (var (pass, isOther) in passes.Select((pass, i) => (pass, i > 0)))
        {
            if (Search(pass, i => rounding[i], options) is { } found)
            {
                return isOther
                    ? found with { Evidence = found.Evidence + " (At the kink, φ′ is taken by another convention, which is no mistake.)" }
                    : found;
            }

            foreach (var precision in precisions)
            {
                if (Search(pass, precision.Tolerance, options) is not { } coarse) continue;
                string name = char.ToUpperInvariant(precision.Name[0]) + precision.Name[1..];
                return coarse with { Summary = $"{name}, and: {coarse.Summary}" };
            }
        }

        return Location.Describe(entries, measured);

        GradientDiagnosis? Search(MeasuredPass pass, Func<int, double> tolerance, GradientCheckOptions options)
        {
            double coarser = pass.SlopeError > 1e-10 ? pass.SlopeError : 0;
            var search =
                new MistakeSearch(pass, pass.Base.Data,
                new GivenGradient(given, pass, tolerance, options with { RelativeTolerance = options.RelativeTolerance + coarser }),
                options, hasOthers: ReferenceEquals(pass, measured));
            var diagnoses = search.Run().Select(explanation => Describe(explanation, entries, measured.Network.ParameterCount))
                .DistinctBy(diagnosis => (diagnosis.Layer, string.Join(",", diagnosis.Mistakes),
                    diagnosis.Mistake == GradientMistake.OtherForward ? diagnosis.Summary : "")).ToArray();
            return diagnoses.Length == 0 ? null : diagnoses[0] with { Alternatives = diagnoses[1..] };
        }
    }

    private static GradientDiagnosis AllZero(IReadOnlyList<GradientEntry> entries, int parameters)
    {
        var tensors = entries.Where(entry => entry.Numeric != 0).GroupBy(entry => (entry.IsBias, entry.Layer)).OrderBy(tensor => tensor.Key)
            .Select(tensor => (tensor.Key.IsBias ? "b" : "W") + tensor.Key.Layer);
        int[] layers = [.. entries.Where(entry => entry.Numeric != 0).Select(entry => entry.Layer).Distinct()];
        return new(GradientMistake.ZeroGradient, layers.Length == 1 ? layers[0] : null,
            $"The derivatives of {string.Join(", ", tensors)} are all 0: they were never computed.",
            $"The gradient recomputed with this mistake equals the given one in all {parameters} entries (largest difference 0).", []);
    }

    /// <summary>A gradient's entries in the order of the network's parameters.</summary>
    public static double[] Flat(IEnumerable<LayerGradient> gradients) => Gradients.Create([.. gradients]).Flatten();

    /// <summary>The diagnosis where nothing is known of the function's inside.</summary>
    public static GradientDiagnosis OfFunction(IReadOnlyList<GradientEntry> entries)
    {
        var verdict = Verdict(entries);
        if (verdict == GradientVerdict.Right) return Passing(entries, NotTested.OfFunction(entries));
        if (verdict == GradientVerdict.NotFinite) return NotFinite.Describe(entries);
        if (verdict == GradientVerdict.Undecided) return Undecided.OfFunction(entries);
        if (CommonRatio(entries) is { } measured)
        {
            double ratio = FactorName.Shortest(measured, entries.Where(entry => entry.Numeric != 0)
                .Max(entry => entry.ErrorEstimate / Math.Abs(entry.Numeric)));
            if (ratio == 0) return new(GradientMistake.ZeroGradient, null, "Every derivative is 0: they were never computed.", "", []);
            return Math.Abs(ratio + 1) <= 1e-6
                ? new(GradientMistake.SignFlip, null, "Every derivative has the wrong sign.", Ratios(entries), [])
                : new(GradientMistake.ConstantFactor, null,
                    $"Factor {FactorName.Number(ratio)}: every derivative is {FactorName.Number(ratio)} times the right one.",
                    Ratios(entries), []);
        }

        if (Decay(entries) is { } decay) return decay;

        var wrong = entries.Where(entry => entry.Verdict == EntryVerdict.Wrong).ToArray();
        return new(
            GradientMistake.Unknown, null,
            $"{Location.Names(wrong)} {(wrong.Length == 1 ? "is" : "are")} wrong, the other {entries.Count - wrong.Length} of "
                + $"{entries.Count} right.", "", []);
    }

    /// <summary>
    /// λ·θ of a weight decay that only one of the two gradients contains, in some of the parameters (not the biases, say).
    /// </summary>
    private static GradientDiagnosis? Decay(IReadOnlyList<GradientEntry> entries)
    {
        var off = entries.Where(entry => entry.Verdict == EntryVerdict.Wrong).ToArray();
        if (off.Length < 3 || off.Any(entry => entry.Value == 0)) return null;
        double[] lambdas = [.. off.Select(entry => (entry.Analytic - entry.Numeric) / entry.Value)];
        double lambda = Median(lambdas), error = off.Max(entry => entry.ErrorEstimate / Math.Abs(entry.Analytic - entry.Numeric));
        if (off.Any(entry => Math.Abs(entry.Analytic - entry.Numeric - (lambda * entry.Value)) > entry.ErrorEstimate
            + (1e-7 * Math.Abs(lambda * entry.Value))))
        {
            return null;
        }

        string where = off.Length == entries.Count ? "" : $" in {off.Length} of {entries.Count} parameters";
        string number = FormattableString.Invariant($"{FactorName.Shortest(Math.Abs(lambda), error):G6}");
        return new(GradientMistake.WeightDecay, null, lambda < 0
            ? $"The λ·θ of the weight decay is missing{where} (λ = {number})."
            : $"The gradient contains λ·θ with λ = {number} (weight decay){where}, which f does not.", "", []);
    }

    private static GradientDiagnosis Passing(IReadOnlyList<GradientEntry> entries, string notTested)
    {
        var right = Right with { Summary = $"{Right.Summary} {notTested}".TrimEnd() };
        var kinks = entries.Where(entry => entry.Verdict == EntryVerdict.Kink).ToArray();
        if (kinks.Length == 0) return right;
        string where = kinks.Select(entry => entry.Kink).FirstOrDefault(kink => kink is not null) is { } kink ? $" ({kink})" : "";
        return right with
        {
            Evidence = $"{Location.Names(kinks)} {(kinks.Length == 1 ? "lies" : "lie")} on a kink{where}, where any value between the two "
                + "one-sided derivatives is a right one.",
        };
    }

    private static GradientDiagnosis Describe(Explanation explanation, IReadOnlyList<GradientEntry> entries, int parameters)
    {
        var first = explanation.Findings[0];
        bool ratios = explanation.Findings.Count == 1
            && first.Mistake is GradientMistake.ConstantFactor or GradientMistake.SignFlip or GradientMistake.Accumulated
            && CommonRatio(entries) is not null;
        string evidence =
            string.Concat(explanation.Findings.Where(finding => finding.Evidence is not null).Select(finding => finding.Evidence + " "));
        string mistake = explanation.Findings.Count == 1 ? "this mistake" : "these mistakes";
        evidence += ratios ? Ratios(entries)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"The gradient recomputed with {mistake} equals the given one in all {parameters} entries (largest difference "
                    + $"{explanation.Spread:0e+0;-0e+0;0}).");
        string summary = first.Summary + string.Concat(explanation.Findings.Skip(1).Select(finding => " Besides: " + finding.Summary));
        return new(
            first.Mistake, explanation.Findings.Count == 1 ? first.Layer : null, summary, evidence, [])
        { Mistakes = [.. explanation.Findings.Select(finding => finding.Mistake)] };
    }

    private static double? CommonRatio(IReadOnlyList<GradientEntry> entries)
    {
        if (entries.Any(entry => !double.IsFinite(entry.ErrorEstimate))) return null;
        double largest = entries.Max(entry => Math.Abs(entry.Numeric));
        double[] ratios = [.. entries.Where(entry => Math.Abs(entry.Numeric) > 1e-6 * largest)
            .Select(entry => entry.Analytic / entry.Numeric)];
        if (ratios.Length == 0) return null;
        double ratio = Median(ratios);
        if (ratio == 0) return entries.All(entry => entry.Analytic == 0) ? 0 : null;
        bool common = ratio != 1 && ratios.All(other => Math.Abs(other - ratio) <= 1e-3 * Math.Abs(ratio - 1))
            && entries.All(entry => Math.Abs(entry.Analytic - (ratio * entry.Numeric)) <= ((1 + Math.Abs(ratio)) * entry.ErrorEstimate)
                + (1e-9 * Math.Abs(entry.Analytic)));
        return common ? ratio : null;
    }

    private static string Ratios(IReadOnlyList<GradientEntry> entries)
    {
        double ratio = CommonRatio(entries)!.Value;
        double largest = entries.Max(entry => Math.Abs(entry.Numeric));
        double spread = entries.Where(entry => Math.Abs(entry.Numeric) > 1e-6 * largest)
            .Max(entry => Math.Abs((entry.Analytic / entry.Numeric / ratio) - 1));
        return entries.Count == 1
            ? string.Create(CultureInfo.InvariantCulture, $"The analytic gradient is {ratio:0.0000000} × the numeric one.")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"All {entries.Count} analytic gradients are {ratio:0.0000000} × the numeric ones "
                    + $"(spread {Math.Max(spread, 1e-16):0e+0}).");
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);
}
