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
        var numeric = new NumericGradient(pass, options.Method, options, rounding.LossNoise);
        var estimates = numeric.Measure();
        var entries = new GradientEntry[estimates.Length];
        long evaluations = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            entries[i] = Judge(numeric, numeric.Parameters[i], estimates[i], rounding[i]);
            evaluations += estimates[i].Evaluations;
        }

        var diagnosis = GradientDiagnoser.OfNetwork(pass, gradients, rounding, entries, options.Earlier);
        return new GradientCheckReport(subject, GradientDiagnoser.Verdict(entries), diagnosis, options.Method, entries, evaluations);
    }

    private GradientCheckReport Stopped(string subject, GradientVerdict verdict, GradientDiagnosis diagnosis) =>
        new(subject, verdict, diagnosis, options.Method, [], evaluations: 2);

    private GradientEntry Judge(NumericGradient numeric, NetworkParameter parameter, DerivativeEstimate estimate, double rounding)
    {
        double value = analytic[parameter.Index];
        bool exact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (!double.IsFinite(value) || !double.IsFinite(estimate.Value)) return Entry(EntryVerdict.NotFinite);
        bool agrees = EntryJudge.Agree(value, estimate, rounding, options.RelativeTolerance);
        if (agrees && (exact || estimate.Kink is null)) return Entry(EntryVerdict.Right);

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
