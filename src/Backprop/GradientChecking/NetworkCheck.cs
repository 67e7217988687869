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
        var open = NetworkParameter.Of(network);
        if (options.Method == DifferentiationMethod.DualNumbers && network.ParameterCount > options.FastAbove)
        {
            var directions = new RandomDirections(network, data, loss, analytic, rounding, options);
            fast = directions.Check();
            if (fast is { Decides: true, Agrees: true }) return Passed(subject, fast);
            if (fast is { Agrees: true }) open = directions.Open();
        }

        var numeric = new NumericGradient(pass, options.Method, options, LossNoise.Of(pass, rounding.LossNoise));
        var measured = new MeasuredPass(pass);
        var gradient = new MeasuredGradient(analytic, measured, rounding, options.WeightDecay);
        var kinks = new KinkJudge(gradient, rounding, numeric);
        var otherwise = new OtherwiseRight(gradient, kinks, rounding, numeric, options);
        var judge = new NetworkJudge(pass, analytic, numeric, rounding, options);
        if (open.Length < network.ParameterCount)
        {
            // What is right of one W or b alone may be wrong by another's precision or convention: then all is measured.
            var some = judge.Measured(open);
            if (GradientDiagnoser.Verdict(some) != GradientVerdict.Wrong)
            {
                var decided = NetworkParameter.Of(network).Select(parameter => parameter.TensorName)
                    .Except(open.Select(parameter => parameter.TensorName));
                return Report(some, $"Along random directions of {string.Join(", ", decided)} the slope of the loss is g·v to rounding.");
            }
        }

        if (!options.AllEntries && ((long)network.ParameterCount * data.Count > Large || Work() > MostWork))
        {
            var some = judge.Measured(Sample(gradient.Right, numeric));
            if (some.Any(entry => entry.Verdict == EntryVerdict.Wrong))
            {
                if (IsWrong(some))
                {
                    return Report(some, $"Measured: a sample of {some.Length} of {network.ParameterCount} derivatives (AllEntries measures "
                        + "every one).", isSample: true);
                }

                if (fast is not null && IsKnown(gradient.Right))
                {
                    return Report(judge.ComparedWith(gradient.Right),
                        "Compared with a backward pass with measured slopes, which gives the slope of the loss along random directions.");
                }
            }
        }

        return Report(judge.Measured(numeric.Parameters));

        // Neither by its precision nor by another convention is it right.
        bool IsWrong(GradientEntry[] some)
        {
            GradientEntry[] entries = [.. some];
            return otherwise.Apply(entries) is null && OtherwiseRight.NearlyRight(entries) is null
                && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong;
        }

        // What may be right in that way is compared with a backward pass with measured slopes, if directions show that to be right.
        bool IsKnown(double[] right) =>
            new RandomDirections(network, data, loss, right, rounding, options).Check() is { Decides: true, Agrees: true };

        GradientCheckReport Report(GradientEntry[] entries, string note = "", bool isSample = false)
        {
            new Decisiveness(measured, numeric, rounding, options).Apply(entries);
            kinks.Settle(entries);
            if (OwnFunctionShapes.Irregular(pass) is { } irregular) return Irregular(entries, irregular.Name, irregular.Layer);
            var coarse = !isSample && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong
                ? otherwise.Apply(entries)
                : null;
            if (coarse is null && !isSample && network.Layers.Any(layer => !layer.Activation.IsGeneric)) otherwise.LeaveRounded(entries);
            var diagnosis = coarse ?? GradientDiagnoser.OfNetwork(measured, gradients, rounding, entries, options);
            if (!isSample && coarse is null && GradientDiagnoser.Verdict(entries) == GradientVerdict.Wrong)
                diagnosis = otherwise.CoarseQuotient(entries) ?? OtherwiseRight.NearlyRight(entries) ?? diagnosis;
            if (note.Length > 0) diagnosis = diagnosis with { Evidence = $"{diagnosis.Evidence} {note}".TrimStart() };
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

            otherwise.LeaveRounded(entries);
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

    /// <summary>
    /// Of every matrix and vector the entries that are farthest from a backward pass with measured slopes, and others drawn at random.
    /// </summary>
    private NetworkParameter[] Sample(double[] right, NumericGradient numeric)
    {
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
}
