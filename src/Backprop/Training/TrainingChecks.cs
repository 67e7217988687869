namespace Backprop;

/// <summary>Whether data and options fit a network, said before anything is changed.</summary>
internal static class TrainingChecks
{
    public static void ThrowIfInvalid(Network network, Dataset data, TrainingOptions options)
    {
        if (options.Optimizer is null) throw new ArgumentException("Optimizer is null.", nameof(options));
        if (options.Schedule is null)
        {
            throw new ArgumentException(
                "Schedule is null; for a constant learning rate it is LearningRateSchedule.Constant.", nameof(options));
        }

        if (!network.Layers[^1].Activation.IsElementwise && network.Outputs == 1)
        {
            throw new ArgumentException(
                $"The output layer is {network.Layers[^1].Activation} of a single output, which is always 1: "
                + "give it sigmoid, or an output for each class.",
                nameof(network));
        }

        network.ThrowIfNotFor(data, nameof(data));
        if (options.Validation is { } validation) network.ThrowIfNotFor(validation, "options.Validation");
        foreach (var loss in new[] { options.Loss!, options.ReportedLoss ?? options.Loss! })
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
        {
            throw new ArgumentException(
                FormattableString.Invariant($"WeightDecay is {options.WeightDecay} but must be a finite number, 0 or above."),
                nameof(options));
        }

        if (options.ProgressInterval < TimeSpan.Zero)
            throw new ArgumentException($"ProgressInterval is {options.ProgressInterval} but must be zero or more.", nameof(options));
        ThrowIfNotPositive(options, options.ClipNorm, nameof(options.ClipNorm));
        ThrowIfNotPositive(options, options.ClipValue, nameof(options.ClipValue));
        if (options.ClipNorm is not null && options.ClipValue is not null)
        {
            throw new ArgumentException(
                "ClipNorm and ClipValue are both set; the gradient is clipped in one of these ways.", nameof(options));
        }

        if (options.Dropout is { } dropout) ThrowIfNotFor(network, dropout, options);
        ThrowIfNotALimit(options, options.StopWhenLossBelow, nameof(options.StopWhenLossBelow));
        ThrowIfNotALimit(options, options.StopWhenGradientNormBelow, nameof(options.StopWhenGradientNormBelow));
    }

    /// <summary>Throws if a history cannot be gone on with.</summary>
    public static void ThrowIfNotContinued(Network network, Dataset data, TrainingHistory history)
    {
        if (!history.Sizes.SequenceEqual(network.Sizes))
            throw new ArgumentException("history is of a network with other layers than this one.", nameof(history));
        if (!history.Activations.SequenceEqual(network.Layers.Select(layer => layer.Activation.Name)))
        {
            throw new ArgumentException(
                $"history is of a network with the activations {string.Join(", ", history.Activations)}.", nameof(history));
        }

        if (history.DataFingerprint != data.Fingerprint)
        {
            throw new ArgumentException(
                $"{data.Name} are not the samples that history was trained on; to learn from others, call Train.", nameof(data));
        }

        foreach (var layer in network.Layers)
        {
            if (layer.Parameters.SequenceEqual(history.State.Left.AsSpan(layer.Start, layer.ParameterCount))) continue;
            throw new ArgumentException(
                $"The parameters of layer {layer.Number} are not those that the training left; to go on from others, call Train.",
                nameof(history));
        }
    }

    private static void ThrowIfNotFor(Network network, Dropout dropout, TrainingOptions options)
    {
        int hidden = network.Layers.Count - 1;
        if (hidden == 0)
            throw new ArgumentException("Dropout is set but the network has no hidden layer to drop units of.", nameof(options));
        if (dropout.Count == 1 || dropout.Count == hidden) return;
        string numbers = $"Dropout has {Words.Count(dropout.Count, "rate")} but the network has {Words.Count(hidden, "hidden layer")}";
        throw new ArgumentException($"{numbers}; give one for all or one for each.", nameof(options));
    }

    private static void ThrowIfNotPositive(TrainingOptions options, double? value, string option)
    {
        if (value is { } limit && !(limit > 0 && double.IsFinite(limit)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"{option} is {limit} but must be a finite number above 0."), nameof(options));
        }
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
