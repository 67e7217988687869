namespace Backprop;

/// <summary>
/// Says why a training does not learn: what is wrong, where, which numbers show it, what to change, and what a training with that change
/// gives.
/// </summary>
/// <example><code>
/// TrainingCheck.Run(network, Dataset.Xor, options)              // trains a copy and examines it
/// network.Train(Dataset.Xor, options).Diagnose()                // examines a training that was done
/// TrainingCheck.Run(network, data, options).ThrowIfIll()        // in a unit test
/// </code></example>
public static class TrainingCheck
{
    /// <summary>Trains a copy of the network and examines what happened; the network itself stays as it is.</summary>
    /// <param name="network">The network, with the parameters that the training starts from.</param>
    /// <param name="data">The samples.</param>
    /// <param name="options">How it is trained; a setting that no training could start with is a finding, not an error.</param>
    /// <param name="checkOptions">How to examine; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data have other numbers of inputs or outputs than the network, or an option is out of
    /// range.</exception>
    public static TrainingCheckReport Run(Network network, Dataset data, TrainingOptions options, TrainingCheckOptions? checkOptions = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        network.ThrowIfNotFor(data, nameof(data));
        if (options.Validation is { } validation) network.ThrowIfNotFor(validation, "options.Validation");
        options = options with
        {
            Loss = options.Loss
            ?? (network.Layers[^1].Activation == Activation.Softmax ? Loss.CrossEntropy : Loss.MeanSquaredError)
        };
        var setup = new TrainingSetup(network.Copy(), data, options);
        var run = TrainingRun.Of(setup);
        var report = new TrainingDiagnoser(checkOptions ?? new()).Examine(run);
        return run.Failure is not null && report.Findings.Count == 0
            ? throw new ArgumentException(run.Failure, nameof(options))
            : report;
    }
}

/// <summary>How a training is examined.</summary>
public sealed record TrainingCheckOptions
{
    /// <summary>Whether each change is tried: a training with it beside the old one, from the same seed.</summary>
    public bool Prove { get; init; } = true;

    /// <summary>The seed of what a change draws anew: start weights, the order of the samples.</summary>
    public uint Seed { get; init; } = 1;
}
