namespace Backprop;

/// <summary>Judges a network's derivatives one by one.</summary>
internal sealed class NetworkJudge(
    BasePass pass, double[] analytic, NumericGradient numeric, AnalyticRounding rounding, GradientCheckOptions options)
{
    /// <summary>The entries of some parameters, compared with their measured derivatives.</summary>
    public GradientEntry[] Measured(NetworkParameter[] parameters) => Judged(parameters, numeric.Measure(parameters));

    /// <summary>All entries, compared with derivatives that are known.</summary>
    public GradientEntry[] ComparedWith(double[] known) =>
        Judged(numeric.Parameters, [.. known.Select(derivative => new DerivativeEstimate(derivative, 0, 0))]);

    private GradientEntry[] Judged(NetworkParameter[] parameters, DerivativeEstimate[] estimates)
    {
        var entries = new GradientEntry[estimates.Length];
        NumericGradient.ForEach(
            entries.Length, options with { Progress = null }, () => numeric, (i, _) => entries[i] = Judge(parameters[i], estimates[i]));
        return entries;
    }

    private GradientEntry Judge(NetworkParameter parameter, DerivativeEstimate estimate)
    {
        var (network, loss) = (pass.Network, pass.Loss);
        double value = analytic[parameter.Index], error = rounding[parameter.Index];
        bool exact = numeric.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (!double.IsFinite(value) || !double.IsFinite(estimate.Value)) return Entry(EntryVerdict.NotFinite);
        if (!double.IsFinite(error)) return Entry(EntryVerdict.Undecided);
        bool agrees = EntryJudge.Agree(value, estimate, error, options.RelativeTolerance);
        if (agrees && (exact || estimate.Kink is null)) return Entry(EntryVerdict.Right);

        // Far from right, and no kink is near that could explain it: measuring again would change nothing.
        bool kinkPossible = estimate.Kink is not null || !network.Layers.All(layer => layer.Activation.IsGeneric) || !loss.IsGeneric;
        double difference = Math.Abs(value - estimate.Value);
        if (!kinkPossible && (exact || difference > 1e4 * (estimate.Error + error))) return Entry(EntryVerdict.Wrong);

        // A difference that looks wrong is measured again, closer to the point, before it is called so.
        if (!exact)
        {
            var kink = estimate.Kink;
            estimate = numeric.WithSmallerStep(parameter);
            if (estimate.Kink is null && EntryJudge.Agree(value, estimate, error, options.RelativeTolerance))
            {
                estimate = estimate with { Kink = kink };
                return Entry(EntryVerdict.Right);
            }
        }

        var (left, right) = numeric.OneSided(parameter);
        if (EntryJudge.IsSubgradient(value, left, right, error)) return Entry(EntryVerdict.Kink);
        if (!exact && estimate.Kink is not null) estimate = new((left.Value + right.Value) / 2, left.Error + right.Error, 0, estimate.Kink);
        return Entry(EntryJudge.Agree(value, estimate, error, options.RelativeTolerance) ? EntryVerdict.Right : EntryVerdict.Wrong);

        GradientEntry Entry(EntryVerdict verdict) =>
            new(parameter.Name, parameter.Layer + 1, parameter.Row, parameter.Column, network.Parameters[parameter.Index],
                value, estimate.Value, estimate.Error + error, Difference.Relative(value, estimate.Value), verdict, estimate.Kink);
    }
}
