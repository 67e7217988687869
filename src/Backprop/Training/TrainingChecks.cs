namespace Backprop;

/// <summary>Whether data and options fit a network, said before anything is changed.</summary>
internal static class TrainingChecks
{
    public static void ThrowIfInvalid(Network network, Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (options.Loss is null) throw new ArgumentException("Loss is null.", nameof(options));
        if (options.Optimizer is null) throw new ArgumentException("Optimizer is null.", nameof(options));
        if (options.Schedule is null) throw new ArgumentException("Schedule is null; for a constant learning rate it is LearningRateSchedule.Constant.", nameof(options));
        network.ThrowIfNotFor(data, nameof(data));
        if (options.Validation is { } validation) network.ThrowIfNotFor(validation, "options.Validation");
        foreach (var loss in new[] { options.Loss, options.ReportedLoss ?? options.Loss })
        {
            loss.ThrowIfNotFor(network.Layers[^1].Activation, nameof(options));
            loss.ThrowIfNotTargets(data.Targets, nameof(data));
            if (options.Validation is not null) loss.ThrowIfNotTargets(options.Validation.Targets, "options.Validation");
        }

        ThrowIfBelow(options, options.Epochs, 0, nameof(options.Epochs));
        ThrowIfBelow(options, options.BatchSize ?? 1, 1, nameof(options.BatchSize));
        ThrowIfBelow(options, options.Patience ?? 1, 1, nameof(options.Patience));
        ThrowIfBelow(options, options.SnapshotEvery ?? 1, 1, nameof(options.SnapshotEvery));
        if (!(options.WeightDecay >= 0) || double.IsInfinity(options.WeightDecay))
            throw new ArgumentException(FormattableString.Invariant($"WeightDecay is {options.WeightDecay} but must be a finite number, 0 or above."), nameof(options));
        ThrowIfNotALimit(options, options.StopWhenLossBelow, nameof(options.StopWhenLossBelow));
        ThrowIfNotALimit(options, options.StopWhenGradientNormBelow, nameof(options.StopWhenGradientNormBelow));
    }

    private static void ThrowIfNotALimit(TrainingOptions options, double? value, string option)
    {
        if (value is { } limit && double.IsNaN(limit))
            throw new ArgumentException($"{option} is NaN but must be a number.", nameof(options));
    }

    private static void ThrowIfBelow(TrainingOptions options, int value, int lowest, string option)
    {
        if (value < lowest)
            throw new ArgumentException($"{option} is {value} but must be {lowest} or above.", nameof(options));
    }
}
