using System.Globalization;

namespace Backprop;

/// <summary>
/// A gradient that differs from the measured one and is right all the same: by another convention at a kink, to the precision it is given
/// in, or because it was measured by difference quotients itself.
/// </summary>
internal sealed class OtherwiseRight(
    double[] analytic, MeasuredPass measured, AnalyticRounding rounding, NumericGradient numeric, GradientCheckOptions options)
{
    /// <summary>More kinks than this, or more work, and it is not tried on which side of each a program may be.</summary>
    private const int MostKinks = 64;
    private const double MostWork = 2e7;

    /// <summary>An ε in the loss that changes the gradient by more than this part is no protection any more, but a mistake.</summary>
    private const double MostOfEpsilon = 1e-3;

    /// <summary>The gradient by a backward pass with measured slopes, with the weight decay.</summary>
    public double[] Right => field ??= Gradient(measured);

    /// <summary>
    /// The gradients by each convention at the kinks that the pre-activations lie on: right, left, middle, as written; and where it is
    /// rounding that decides on which side they lie, by the sides that explain the given gradient best.
    /// </summary>
    private List<double[]> Conventions => field ??= AllConventions();

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
        double[] right = Right;
        int[] index = [.. entries.Select(numeric.IndexOf)];
        var conventions = Conventions;
        bool isExact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (!isExact) AcceptMeasured(entries, index, right);
        if (conventions.Count > 0)
        {
            double[] best = Best(entries, index, EntryVerdict.Wrong);
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Verdict == EntryVerdict.Wrong && Is(best, entries[i], index[i]))
                    entries[i] = entries[i] with { Verdict = EntryVerdict.Kink };
            }

            if (entries.Any(entry => entry.Verdict == EntryVerdict.Wrong)) LeaveOpen(entries, index);
        }

        if (entries.All(entry => entry.Verdict != EntryVerdict.Wrong)) return null;

        int[] ends = [.. measured.Network.Layers.Select(layer => measured.Network.Layers.Take(layer.Number)
            .Sum(before => before.ParameterCount))];
        foreach (var (epsilon, pass) in EpsilonInLoss.Of(measured))
        {
            double[] gradient = Gradient(pass);
            if (!entries.Select((entry, i) => Is(gradient, entry, index[i])).All(isRight => isRight)) continue;
            double error = right.Zip(gradient, (r, g) => Math.Abs(g - r)).Max() / right.Max(Math.Abs);
            if (error > MostOfEpsilon) continue;
            string what = string.Create(CultureInfo.InvariantCulture, $"that of a {measured.Loss} with {epsilon:0e-0} in its logarithms "
                + $"or denominators, which changes it by {error:0e-0} of its largest entry");
            return Accepted(
                i => Math.Abs(analytic[i] - right[i]) <= 5e-3 * Math.Abs(right[i]), i => Math.Abs(analytic[i] - right[i]),
                $"the gradient is {what}", "Take ŷ − y, which needs none.", $"The gradient is {what}.", "");
        }

        var precisions = Precision.Of(analytic, right, rounding).Concat(Precision.OfTwoBytes(analytic, right, rounding));
        foreach (var exact in precisions)
        {
            foreach (double[] gradient in (double[][])[right, .. conventions])
            {
                // The slopes of a function in single precision are themselves measured only so well.
                var precision = measured.SlopeError <= 1e-10 ? exact
                    : exact with { Tolerance = i => exact.Tolerance(i) + (measured.SlopeError * Math.Abs(gradient[i])) };
                bool? isRight = precision.IsRight(analytic, gradient, ends);
                if (isRight == false) continue;
                return Accepted(
                    i => isRight == true && precision.Decides(i, analytic[i], gradient[i]), precision.Tolerance,
                    $"the gradient is {precision.Name}", "Give it with all its digits.",
                    $"The gradient agrees to {precision.Digits}: {precision.Name}.", "");
            }
        }

        if (options.WeightDecay != 0) return null;
        var search = new QuotientSearch(measured.Base, rounding, analytic, right, numeric.Parameters);
        if (search.Run() is not { } quotient) return null;
        string digits = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, Math.Floor(-Math.Log10(quotient.Error))):0}");
        string step = string.Create(CultureInfo.InvariantCulture, $"looks like a difference quotient with step about "
            + $"{quotient.Step:0.#e-0}");
        return Accepted(
            i => search.Decides(i, quotient.Step), i => Math.Abs(analytic[i] - right[i]), $"the gradient {step}",
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
        bool isRounded = Precision.Of(analytic, Right, rounding).Any(precision => wrong.All(i =>
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
        if (options.WeightDecay != 0) return null;
        if (new QuotientSearch(measured.Base, rounding, analytic, Right, numeric.Parameters).Coarse() is not { } step) return null;
        for (int i = 0; i < entries.Length; i++)
        {
            if (entries[i].Verdict == EntryVerdict.Wrong) entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };
        }

        return Undecided.OfQuotient(entries, step);
    }

    /// <summary>
    /// Where every entry is what a backward pass with measured slopes gives, it is the finite difference that was off: a function may
    /// compute in single precision, or change fast.
    /// </summary>
    private void AcceptMeasured(GradientEntry[] entries, int[] index, double[] right)
    {
        if (!entries.Select((entry, i) => Is(right, entry, index[i])).All(isRight => isRight)) return;
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

    /// <summary>
    /// Where all that is wrong could be right on some sides of the kinks that lie there to rounding, nobody can say that it is not.
    /// </summary>
    private void LeaveOpen(GradientEntry[] entries, int[] index)
    {
        if (KinkConventions.Range(measured, MostKinks, Gradient) is not { } range) return;
        int[] wrong = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i].Verdict == EntryVerdict.Wrong)];
        if (!wrong.All(IsWithin)) return;
        foreach (int i in wrong)
            entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided };

        bool IsWithin(int i)
        {
            double error = 4 * rounding[index[i]];
            return entries[i].Analytic >= range.Low[index[i]] - error && entries[i].Analytic <= range.High[index[i]] + error;
        }
    }

    private double[] Gradient(MeasuredPass pass) => WithDecay(BackwardSteps.RightGradients(pass));

    private List<double[]> AllConventions()
    {
        List<double[]> gradients = [.. KinkConventions.Of(measured).Select(Gradient)];
        double work = (double)measured.Network.ParameterCount * measured.Samples;
        int most = (int)Math.Min(MostKinks, Math.Sqrt(MostWork / work));
        if (gradients.Count > 0 && KinkConventions.Nearest(measured, most, Distance) is { } nearest) gradients.Add(Gradient(nearest));
        return gradients;

        // Of each entry in units of the largest of its layer, so that a layer with small derivatives counts as much.
        double Distance(MeasuredPass pass)
        {
            double sum = 0;
            double[] gradient = Gradient(pass);
            int start = 0;
            foreach (var layer in measured.Network.Layers)
            {
                double scale = 0, squares = 0;
                for (int i = start; i < start + layer.ParameterCount; i++)
                {
                    double difference = analytic[i] - gradient[i];
                    scale = Math.Max(scale, Math.Abs(analytic[i]));
                    if (Math.Abs(difference) > rounding[i]) squares += difference * difference;
                }

                sum += scale > 0 ? squares / (scale * scale) : squares;
                start += layer.ParameterCount;
            }

            return sum;
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
