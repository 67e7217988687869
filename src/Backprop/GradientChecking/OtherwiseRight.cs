using System.Globalization;

namespace Backprop;

/// <summary>
/// A gradient that differs from the measured one and is right all the same: by another convention at a kink, to the precision it is given
/// in, or because it was measured by difference quotients itself.
/// </summary>
internal sealed class OtherwiseRight(
    double[] analytic, MeasuredPass measured, AnalyticRounding rounding, NumericGradient numeric, GradientCheckOptions options)
{
    /// <summary>The gradients by each convention at the kinks that the pre-activations lie on: right, left, middle, as written.</summary>
    private List<double[]> Conventions =>
        field ??= [.. KinkConventions.Of(measured).Select(pass => WithDecay(BackwardSteps.RightGradients(pass)))];

    /// <summary>
    /// Of the entries that lie on a kink, between the one-sided derivatives, those by which no convention at the kink can be meant that is
    /// the others' too are undecided: an entry that is a little off may lie there by chance.
    /// </summary>
    public void SettleKinks(GradientEntry[] entries)
    {
        int[] kinks = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Verdict == EntryVerdict.Kink)];
        if (kinks.Length == 0 || Conventions.Count == 0) return;
        int[] index = [.. entries.Select(numeric.IndexOf)];
        double[] best = Best(entries, index, EntryVerdict.Kink);
        int[] others = [.. kinks.Where(i => !Is(best, entries[i], index[i]))];
        if (others.Length == 0 || IsOneSlope()) return;
        foreach (int i in others)
            entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };

        // One slope between the two everywhere, which is none of the usual ones.
        bool IsOneSlope()
        {
            var (after, before) = (Conventions[0], Conventions[1]);
            double[] parts = [.. kinks.Where(i => after[index[i]] != before[index[i]])
                .Select(i => (entries[i].Analytic - before[index[i]]) / (after[index[i]] - before[index[i]]))];
            return parts.Length >= 2 && parts.Min() >= 0 && parts.Max() <= 1 && parts.Max() - parts.Min() <= 1e-6;
        }
    }

    /// <summary>
    /// What the gradient is, if it is right that way: its entries, all of them or a sample, are no longer called wrong. Null if it is none
    /// of these, or if kinks explain all.
    /// </summary>
    public GradientDiagnosis? Apply(GradientEntry[] entries)
    {
        double[] right = WithDecay(BackwardSteps.RightGradients(measured));
        int[] index = [.. entries.Select(numeric.IndexOf)];
        var conventions = Conventions;
        if (conventions.Count > 0)
        {
            double[] best = Best(entries, index, EntryVerdict.Wrong);
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Verdict == EntryVerdict.Wrong && Is(best, entries[i], index[i]))
                    entries[i] = entries[i] with { Verdict = EntryVerdict.Kink };
            }

            if (entries.All(entry => entry.Verdict != EntryVerdict.Wrong)) return null;
        }

        int[] ends = [.. measured.Network.Layers.Select(layer => measured.Network.Layers.Take(layer.Number)
            .Sum(before => before.ParameterCount))];
        if (Precision.Of(analytic, right, rounding) is { } precision)
        {
            foreach (double[] gradient in (double[][])[right, .. conventions])
            {
                if (precision.IsRight(analytic, gradient, ends) is not false and var known)
                {
                    Accept(known is null ? EntryVerdict.Undecided : EntryVerdict.Right, precision.Tolerance);
                    return known is null
                        ? new(GradientMistake.Undecided, null,
                            $"Undecided: the gradient is {precision.Name}, which leaves too few digits to tell a right one from a wrong one.", "Give it with all its digits.", [])
                        : GradientDiagnoser.Right with
                        {
                            Summary = $"The gradient agrees to {precision.Digits}: {precision.Name}.",
                            Evidence = NotTested.OfNetwork(entries, measured.Base)
                        };
                }
            }
        }

        if (new QuotientSearch(measured.Base, rounding, analytic, right, numeric.Parameters).Run() is not { } quotient
            || options.WeightDecay != 0)
        {
            return null;
        }

        Accept(EntryVerdict.Right, i => Math.Abs(analytic[i] - right[i]));
        string digits = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Floor(-Math.Log10(quotient.Error))):0}");
        return GradientDiagnoser.Right with
        {
            Summary = string.Create(
                CultureInfo.InvariantCulture,
                $"The gradient agrees to {digits} digits: it looks like a difference quotient with step about {quotient.Step:0e-0}."),
            Evidence = "The same quotient, recomputed, has these errors in every derivative.",
        };

        void Accept(EntryVerdict verdict, Func<int, double> tolerance)
        {
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Verdict is EntryVerdict.Wrong or EntryVerdict.Undecided)
                {
                    entries[i] =
                        entries[i] with { Verdict = verdict, ErrorEstimate = Math.Max(entries[i].ErrorEstimate, tolerance(index[i])) };
                }
            }
        }
    }

    private double[] WithDecay(LayerGradient[] gradients) =>
        GradientDiagnoser.Flat(gradients.Select((layer, l) => options.WeightDecay == 0 ? layer
        : layer with { Weights = layer.Weights + (options.WeightDecay * measured.Network.Layers[l].Weights) }));

    private double[] Best(GradientEntry[] entries, int[] index, EntryVerdict verdict) =>
        Conventions.MaxBy(gradient => entries.Where((entry, i) => entry.Verdict == verdict && Is(gradient, entry, index[i])).Count())!;

    private bool Is(double[] gradient, GradientEntry entry, int i) =>
        Math.Abs(entry.Analytic - gradient[i]) <= (4 * rounding[i]) + (Math.Max(1e-9, measured.SlopeError) * Math.Abs(gradient[i]));
}
