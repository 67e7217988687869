using System.Globalization;

namespace Backprop;

/// <summary>The check of a network's gradient: measures, judges, asks the diagnosis.</summary>
internal sealed class NetworkCheck
{
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

        var numeric = new NumericGradient(pass, options.Method, options, rounding.LossNoise);
        var estimates = numeric.Measure();
        var entries = new GradientEntry[estimates.Length];
        NumericGradient.ForEach(entries.Length, options, () => numeric, (i, _) => entries[i] = Judge(numeric, numeric.Parameters[i], estimates[i], rounding[i]));
        new Decisiveness(pass, numeric, rounding, options).Apply(entries);
        long evaluations = estimates.Sum(estimate => (long)estimate.Evaluations) + (fast?.Directions.Count ?? 0);
        var diagnosis = GradientDiagnoser.OfNetwork(pass, gradients, rounding, entries, options.Method, options.Earlier);
        return new GradientCheckReport(subject, GradientDiagnoser.Verdict(entries), diagnosis, options.Method, entries, evaluations, fast);
    }

    private GradientCheckReport Passed(string subject, FastCheck fast)
    {
        double norm = gradients.Norm();
        string evidence = string.Create(CultureInfo.InvariantCulture, $"The slope of the loss along {fast.Directions.Count} random directions is g·v to rounding; an error of a millionth of the gradient's norm, in one parameter or in many, would be missed with probability {fast.MissProbability(1e-6 * norm):0e+0}.");
        return new(subject, GradientVerdict.Right, GradientDiagnoser.Right with { Evidence = evidence }, options.Method, [], fast.Directions.Count, fast);
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
