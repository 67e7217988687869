using System.Globalization;

namespace Backprop;

/// <summary>The check of a network's gradient: measures, judges, asks the diagnosis.</summary>
internal sealed class NetworkCheck
{
    /// <summary>
    /// More parameters times samples than this, or more multiply-adds, and a sample of the entries is measured first: if it shows the
    /// mistake, the rest is not needed.
    /// </summary>
    private const long Large = 4_000_000;
    private const double MostWork = 2e9;

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
        options.Progress?.Report(0);
        var (pass, again) = (new BasePass(network, data, loss), new BasePass(network, data, loss));
        if (NotFinite.OfPass(pass) is { } notFinite) return Stopped(subject, GradientVerdict.NotFinite, notFinite);
        if (NotDeterministic.Between(pass, again) is { } differs) return Stopped(subject, GradientVerdict.NotDeterministic, differs);

        var rounding = new AnalyticRounding(network, data, loss, options.Seed);
        FastCheck? fast = null;
        if (options.Method == DifferentiationMethod.DualNumbers && network.ParameterCount > options.FastAbove)
        {
            fast = RandomDirections.Check(network, data, loss, analytic, rounding, options);
            if (fast is { Decides: true } && fast.Directions.All(direction => direction.Agrees)) return Passed(subject, fast);
        }

        var numeric = new NumericGradient(pass, options.Method, options, LossNoise.Of(pass, rounding.LossNoise));
        var measured = new MeasuredPass(pass);
        var otherwise = new OtherwiseRight(analytic, measured, rounding, numeric, options);
        if (!options.AllEntries && ((long)network.ParameterCount * data.Count > Large || Work() > MostWork))
        {
            var some = Judged(numeric, Sample(measured, numeric), rounding);
            if (some.Any(entry => entry.Verdict == EntryVerdict.Wrong) && !IsCoarse(some)) return Report(some, all: false);
        }

        return Report(Judged(numeric, numeric.Parameters, rounding), all: true);

        // What may be right by its precision or by another convention is measured whole before it is called so.
        bool IsCoarse(GradientEntry[] some)
        {
            GradientEntry[] entries = [.. some];
            return otherwise.Apply(entries) is not null
                || GradientDiagnoser.Verdict(entries) is GradientVerdict.Right or GradientVerdict.Undecided;
        }

        GradientCheckReport Report(GradientEntry[] entries, bool all)
        {
            new Decisiveness(measured, numeric, rounding, options).Apply(entries);
            otherwise.SettleKinks(entries);
            if (OwnFunctionShapes.Irregular(pass) is { } irregular) return Irregular(entries, irregular.Name, irregular.Layer);
            var coarse = all && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong
                ? otherwise.Apply(entries)
                : null;
            var diagnosis = coarse ?? GradientDiagnoser.OfNetwork(measured, gradients, rounding, entries, options);
            if (all && coarse is null && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong)
                diagnosis = otherwise.CoarseQuotient(entries) ?? diagnosis;
            if (!all)
            {
                string sample = $"a sample of {entries.Length} of {network.ParameterCount} derivatives (AllEntries measures every one)";
                diagnosis = diagnosis with { Evidence = $"{diagnosis.Evidence} Measured: {sample}." };
            }

            return Done(
                entries, coarse is { Mistake: GradientMistake.Undecided } ? GradientVerdict.Undecided : GradientDiagnoser.Verdict(entries),
                diagnosis);
        }

        // What goes through a function that is not smooth is neither right nor wrong: no difference tells its derivative.
        GradientCheckReport Irregular(GradientEntry[] entries, string name, int layer)
        {
            for (int i = 0; i < entries.Length; i++)
            {
                if (entries[i].Layer <= layer && entries[i].Verdict != EntryVerdict.NotFinite)
                    entries[i] = entries[i] with { Verdict = EntryVerdict.Undecided, IsIrregular = true };
            }

            var verdict = GradientDiagnoser.Verdict(entries);
            return verdict != GradientVerdict.Undecided
                ? Done(entries, verdict, verdict == GradientVerdict.Wrong ? Location.Describe(entries, measured)
                    : GradientDiagnoser.OfNetwork(measured, gradients, rounding, entries, options))
                : Done(entries, verdict, Undecided.OfOwnFunction(name));
        }

        GradientCheckReport Done(GradientEntry[] entries, GradientVerdict verdict, GradientDiagnosis diagnosis)
        {
            options.Progress?.Report(1);
            return new GradientCheckReport(
                subject, verdict, diagnosis, options.Method, entries, numeric.Evaluations + (fast?.Directions.Count ?? 0), fast);
        }
    }

    /// <summary>The multiply-adds for every derivative: what lies behind a parameter is computed again.</summary>
    private double Work()
    {
        double work = 0, behind = 0;
        foreach (var layer in network.Layers.Reverse())
        {
            double next = layer.Number < network.Layers.Count ? network.Layers[layer.Number].Outputs : 0;
            work += layer.ParameterCount * (1 + next + Math.Max(0, behind - (layer.Outputs * next)));
            behind += (double)layer.Inputs * layer.Outputs;
        }

        return work * data.Count;
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

    private GradientCheckReport Passed(string subject, FastCheck fast)
    {
        string probability = fast.MissOfSmall.ToString("0e+0", CultureInfo.InvariantCulture);
        string evidence = $"The slope of the loss along {fast.Directions.Count} random directions is g·v to rounding; "
            + $"an error of a hundred-thousandth of its matrix or vector, in one parameter or in many, would be missed with "
            + $"probability {probability}.";
        var right = GradientDiagnoser.Right;
        if (fast.Untested.Count > 0)
        {
            string untested = string.Join(", ", fast.Untested);
            right = right with { Summary = $"{right.Summary} The derivatives of {untested} are 0 in both: not tested." };
        }

        return new(
            subject, GradientVerdict.Right, right with { Evidence = evidence }, options.Method, [], fast.Directions.Count, fast);
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
            estimate = numeric.WithSmallerStep(parameter);
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
