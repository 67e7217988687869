using System.Globalization;

namespace Backprop;

/// <summary>The check of a network's gradient: measures, judges, asks the diagnosis.</summary>
internal sealed class NetworkCheck
{
    /// <summary>
    /// More parameters times samples than this, and a sample of the entries is measured first: if it shows the mistake, the rest is not
    /// needed.
    /// </summary>
    private const long Large = 4_000_000;

    private const int SampledOfTensor = 32;

    private readonly Network network;
    private readonly Dataset data;
    private readonly Loss loss;
    private readonly Gradients gradients;
    private readonly double[] analytic;
    private readonly GradientCheckOptions options;

    public NetworkCheck(Network network, Dataset data, Loss loss, Gradients gradients, GradientCheckOptions options)
    {
        (this.network, this.data, this.loss, this.gradients, this.options) = (network, data, loss, gradients, options);
        analytic = gradients.Flatten();
    }

    public GradientCheckReport Report(string subject)
    {
        var (pass, again) = (new BasePass(network, data, loss), new BasePass(network, data, loss));
        if (NotFinite.OfPass(pass) is { } notFinite) return Stopped(subject, GradientVerdict.NotFinite, notFinite);
        if (NotDeterministic.Between(pass, again) is { } differs) return Stopped(subject, GradientVerdict.NotDeterministic, differs);

        var rounding = new AnalyticRounding(network, data, loss, options.Seed);
        FastCheck? fast = null;
        if (options.Method == DifferentiationMethod.DualNumbers && network.ParameterCount > options.FastAbove)
        {
            fast = RandomDirections.Check(network, data, loss, analytic, rounding, options);
            if (fast.Decides(gradients.Norm()) && fast.Directions.All(direction => direction.Agrees)) return Passed(subject, fast);
        }

        var numeric = new NumericGradient(pass, options.Method, options, Math.Max(rounding.LossNoise, MeasuredNoise(pass)));
        var measured = new MeasuredPass(pass);
        if (!options.AllEntries && (long)network.ParameterCount * data.Count > Large)
        {
            var some = Judged(numeric, Sample(measured, numeric), rounding);
            if (some.Any(entry => entry.Verdict == EntryVerdict.Wrong)) return Report(some, all: false);
        }

        return Report(Judged(numeric, numeric.Parameters, rounding), all: true);

        GradientCheckReport Report(GradientEntry[] entries, bool all)
        {
            new Decisiveness(measured, numeric, rounding, options).Apply(entries);
            var coarse = all && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong
                ? Coarse(entries, measured, rounding, numeric) : null;
            var diagnosis = coarse ?? GradientDiagnoser.OfNetwork(measured, gradients, rounding, entries, options);
            if (!all)
            {
                diagnosis =
                    diagnosis with { Evidence = $"{diagnosis.Evidence} Measured: a sample of {entries.Length} of {network.ParameterCount} derivatives (AllEntries measures every one)." };
            }

            var verdict = coarse is { Mistake: GradientMistake.Undecided } ? GradientVerdict.Undecided : GradientDiagnoser.Verdict(entries);
            options.Progress?.Report(1);
            return new GradientCheckReport(
                subject, verdict, diagnosis, options.Method, entries, numeric.Evaluations + (fast?.Directions.Count ?? 0), fast);
        }
    }

    /// <summary>What rounding does to the values of functions of one's own, which may compute in single precision.</summary>
    private double MeasuredNoise(BasePass pass)
    {
        if (loss.IsGeneric && network.Layers.All(layer => layer.Activation.IsGeneric)) return 0;
        var perturbed = new PerturbedLoss<Real>(pass);
        var parameters = NetworkParameter.Of(network);
        double[] noise = [.. parameters.Where((_, i) => i % ((parameters.Length + 14) / 15) == 0)
            .Select(parameter => FunctionNoise.Of(step => perturbed.Change(parameter, step - 1), 1)).Order()];
        return 4 * noise[noise.Length / 2];
    }

    private GradientEntry[] Judged(NumericGradient numeric, NetworkParameter[] parameters, AnalyticRounding rounding)
    {
        var estimates = numeric.Measure(parameters);
        var entries = new GradientEntry[estimates.Length];
        NumericGradient.ForEach(
            entries.Length, options with { Progress = null }, () => numeric,
            (i, _) => entries[i] = Judge(numeric, parameters[i], estimates[i], rounding[parameters[i].Index]));
        return entries;
    }

    /// <summary>
    /// Of every matrix and vector the entries that are farthest from a backward pass with measured slopes, and others drawn at random.
    /// </summary>
    private NetworkParameter[] Sample(MeasuredPass measured, NumericGradient numeric)
    {
        double[] right = GradientDiagnoser.Flat(BackwardSteps.RightGradients(measured));
        var random = new RandomState(options.Seed);
        return [.. numeric.Parameters.GroupBy(parameter => (parameter.Layer, parameter.Row < 0))
            .SelectMany(
                tensor => tensor.OrderByDescending(parameter => Math.Abs(analytic[parameter.Index] - right[parameter.Index]))
                .Take(SampledOfTensor / 4)
                .Union(tensor.OrderBy(_ => random.NextDouble()).Take(SampledOfTensor)))
            .OrderBy(parameter => parameter.Index)];
    }

    /// <summary>
    /// A gradient that is right by another convention at a kink, or to the precision it is given in, or because it was measured itself:
    /// what it is, and its entries are no longer called wrong. Null if it is none of these.
    /// </summary>
    private GradientDiagnosis? Coarse(GradientEntry[] entries, MeasuredPass measured, AnalyticRounding rounding, NumericGradient numeric)
    {
        double[] right = WithDecay(BackwardSteps.RightGradients(measured));
        var conventions = KinkConventions.Of(measured).Select(pass => WithDecay(BackwardSteps.RightGradients(pass))).ToList();
        if (conventions.Count > 0)
        {
            bool Is(double[] gradient, GradientEntry entry, int i) =>
                Math.Abs(entry.Analytic - gradient[i]) <= (4 * rounding[i]) + (Math.Max(1e-9, measured.SlopeError) * Math.Abs(gradient[i]));
            double[] best =
                conventions.MaxBy(gradient => entries.Where((entry, i) => entry.Verdict == EntryVerdict.Wrong && Is(gradient, entry, i))
                .Count())!;
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Verdict == EntryVerdict.Wrong && Is(best, entries[i], i))
                    entries[i] = entries[i] with { Verdict = EntryVerdict.Kink };
            }

            if (entries.All(entry => entry.Verdict != EntryVerdict.Wrong)) return null;
        }

        int[] ends = [.. network.Layers.Select(layer => network.Layers.Take(layer.Number).Sum(before => before.ParameterCount))];
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
                    entries[i] = entries[i] with { Verdict = verdict, ErrorEstimate = Math.Max(entries[i].ErrorEstimate, tolerance(i)) };
            }
        }
    }

    private double[] WithDecay(LayerGradient[] gradients) =>
        GradientDiagnoser.Flat(gradients.Select((layer, l) => options.WeightDecay == 0 ? layer
        : layer with { Weights = layer.Weights + (options.WeightDecay * network.Layers[l].Weights) }));

    private GradientCheckReport Passed(string subject, FastCheck fast)
    {
        double norm = gradients.Norm();
        string evidence =
            string.Create(CultureInfo.InvariantCulture,
            $"The slope of the loss along {fast.Directions.Count} random directions is g·v to rounding; an error of a millionth of the gradient's norm, in one parameter or in many, would be missed with probability {fast.MissProbability(1e-6 * norm):0e+0}.");
        return new(
            subject, GradientVerdict.Right, GradientDiagnoser.Right with { Evidence = evidence }, options.Method, [], fast.Directions.Count,
            fast);
    }

    private GradientCheckReport Stopped(string subject, GradientVerdict verdict, GradientDiagnosis diagnosis) =>
        new(subject, verdict, diagnosis, options.Method, [], evaluations: 2);

    private GradientEntry Judge(NumericGradient numeric, NetworkParameter parameter, DerivativeEstimate estimate, double rounding)
    {
        double value = analytic[parameter.Index];
        bool exact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (!double.IsFinite(value) || !double.IsFinite(estimate.Value)) return Entry(EntryVerdict.NotFinite);
        if (!double.IsFinite(rounding)) return Entry(EntryVerdict.Undecided);
        bool agrees = EntryJudge.Agree(value, estimate, rounding, options.RelativeTolerance);
        if (agrees && (exact || estimate.Kink is null)) return Entry(EntryVerdict.Right);

        // Far from right, and no kink is near that could explain it: measuring again would change nothing.
        bool kinkPossible = estimate.Kink is not null || !network.Layers.All(layer => layer.Activation.IsGeneric) || !loss.IsGeneric;
        double difference = Math.Abs(value - estimate.Value);
        if (!kinkPossible && (exact || difference > 1e4 * (estimate.Error + rounding))) return Entry(EntryVerdict.Wrong);

        // A difference that looks wrong is measured again, closer to the point, before it is called so.
        if (!exact)
        {
            var kink = estimate.Kink;
            estimate = numeric.Again(parameter);
            if (estimate.Kink is null && EntryJudge.Agree(value, estimate, rounding, options.RelativeTolerance))
            {
                estimate = estimate with { Kink = kink };
                return Entry(EntryVerdict.Right);
            }
        }

        var (left, right) = numeric.OneSided(parameter);
        if (EntryJudge.IsSubgradient(value, left, right, rounding)) return Entry(EntryVerdict.Kink);
        if (!exact && estimate.Kink is not null) estimate = new((left.Value + right.Value) / 2, left.Error + right.Error, 0, estimate.Kink);
        return Entry(EntryJudge.Agree(value, estimate, rounding, options.RelativeTolerance) ? EntryVerdict.Right : EntryVerdict.Wrong);

        GradientEntry Entry(EntryVerdict verdict) =>
            new(parameter.Name, parameter.Layer + 1, parameter.Row, parameter.Column, network.Parameters[parameter.Index],
                value, estimate.Value, estimate.Error + rounding, Difference.Relative(value, estimate.Value), verdict, estimate.Kink);
    }
}
