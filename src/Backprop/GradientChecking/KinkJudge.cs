namespace Backprop;

/// <summary>
/// Judges the entries of a network on whose kinks pre-activations lie: a gradient that is right by some convention there is right.
/// </summary>
internal sealed class KinkJudge(MeasuredGradient gradient, AnalyticRounding rounding, NumericGradient numeric)
{
    /// <summary>More kinks than this, or more work, and it is not tried on which side of each a program may be.</summary>
    private const int MostKinks = 64;
    private const double MostWork = 2e7;

    /// <summary>
    /// The gradients by each convention at the kinks that the pre-activations lie on: right, left, middle, as written; and where it is
    /// rounding that decides on which side they lie, by the sides that explain the given gradient best.
    /// </summary>
    public IReadOnlyList<double[]> Conventions => field ??= AllConventions();

    /// <summary>
    /// Of the entries that lie on a kink, between the one-sided derivatives, those by which no convention at the kink can be meant that is
    /// the others' too are undecided: an entry that is a little off may lie there by chance.
    /// </summary>
    public void Settle(GradientEntry[] entries)
    {
        int[] kinks = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Verdict == EntryVerdict.Kink)];
        if (kinks.Length == 0 || Conventions.Count == 0) return;
        int[] index = [.. entries.Select(numeric.IndexOf)];
        double[] best = Best(entries, index, EntryVerdict.Kink);
        int[] others = [.. kinks.Where(i => !gradient.Is(best, entries[i], index[i]))];
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
    /// What is wrong and is what the best of the conventions gives lies on a kink. Where all that is left could be right on some sides of
    /// the kinks that lie there to rounding, nobody can say that it is not: it is undecided.
    /// </summary>
    public void Accept(GradientEntry[] entries)
    {
        if (Conventions.Count == 0) return;
        int[] index = [.. entries.Select(numeric.IndexOf)];
        double[] best = Best(entries, index, EntryVerdict.Wrong);
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Verdict == EntryVerdict.Wrong && gradient.Is(best, entries[i], index[i]))
                entries[i] = entries[i] with { Verdict = EntryVerdict.Kink };
        }

        int[] wrong = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Verdict == EntryVerdict.Wrong)];
        if (wrong.Length == 0 || KinkConventions.Range(gradient.Pass, MostKinks, gradient.Of) is not { } range) return;
        if (!wrong.All(IsWithin)) return;
        foreach (int i in wrong)
            entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };

        bool IsWithin(int i)
        {
            double error = 4 * rounding[index[i]];
            return entries[i].Analytic >= range.Low[index[i]] - error && entries[i].Analytic <= range.High[index[i]] + error;
        }
    }

    private double[] Best(GradientEntry[] entries, int[] index, EntryVerdict verdict) =>
        Conventions.MaxBy(convention => entries.Where((entry, i) => entry.Verdict == verdict
            && gradient.Is(convention, entry, index[i])).Count())!;

    private List<double[]> AllConventions()
    {
        var pass = gradient.Pass;
        List<double[]> gradients = [.. KinkConventions.Of(pass).Select(gradient.Of)];
        double work = (double)pass.Network.ParameterCount * pass.Samples;
        int most = (int)Math.Min(MostKinks, Math.Sqrt(MostWork / work));
        if (gradients.Count > 0 && KinkConventions.Nearest(pass, most, Distance) is { } nearest) gradients.Add(gradient.Of(nearest));
        return gradients;
    }

    /// <summary>Of each entry in units of the largest of its layer, so that a layer with small derivatives counts as much.</summary>
    private double Distance(MeasuredPass pass)
    {
        double sum = 0;
        double[] other = gradient.Of(pass);
        int start = 0;
        foreach (var layer in pass.Network.Layers)
        {
            double scale = 0, squares = 0;
            for (int i = start; i < start + layer.ParameterCount; i++)
            {
                double difference = gradient.Given[i] - other[i];
                scale = Math.Max(scale, Math.Abs(gradient.Given[i]));
                if (Math.Abs(difference) > rounding[i]) squares += difference * difference;
            }

            sum += scale > 0 ? squares / (scale * scale) : squares;
            start += layer.ParameterCount;
        }

        return sum;
    }
}
