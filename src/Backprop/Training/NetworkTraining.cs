namespace Backprop;

/// <content>Training: the five steps, repeated.</content>
public sealed partial class Network
{
    /// <summary>The loss of a training that names none.</summary>
    internal Loss DefaultLoss => Layers[^1].Activation.IsElementwise ? Loss.MeanSquaredError : Loss.CrossEntropy;

    /// <summary>Trains the network: changes its parameters until the epochs are done or a stopping rule holds.</summary>
    /// <param name="data">The samples to learn from.</param>
    /// <param name="options">Loss, optimizer, epochs, …</param>
    /// <returns>What happened in each epoch.</returns>
    /// <exception cref="ArgumentException">
    /// The data do not fit the network or the loss, an option is out of range, or the output is softmax of a single unit, which is always
    /// 1.
    /// </exception>
    /// <exception cref="InvalidOperationException">A schedule of one's own gives a factor that is none.</exception>
    public TrainingHistory Train(Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        bool takesCrossEntropy = options.Loss is null && !Layers[^1].Activation.IsElementwise;
        options = options with { Loss = options.Loss ?? DefaultLoss };
        TrainingChecks.ThrowIfInvalid(this, data, options);
        var shuffle = options.ShuffleSeed is { } seed ? new RandomState(seed) : null;
        var dropout = options.Dropout is null ? null : new RandomState(options.DropoutSeed);
        var history = new TrainingHistory(options, this, data, new TrainingState(new OptimizerState(ParameterCount), shuffle, dropout))
        {
            LossNote = takesCrossEntropy ? "No loss was set: it is the cross-entropy, which belongs to softmax." : "",
        };
        return new Trainer(this, data, history).Run();
    }

    /// <summary>
    /// Goes on with a training: optimizer, shuffle, dropout and schedule continue where they stopped, so that two halves give
    /// the same parameters, bit for bit, as the whole at once.
    /// </summary>
    /// <param name="data">The samples that were learned from so far.</param>
    /// <param name="history">What was done so far; it stays as it is.</param>
    /// <param name="epochs">How many more epochs.</param>
    /// <param name="cancellationToken">Stops this part of the training; a token that ended the part before is not asked again.</param>
    /// <exception cref="ArgumentException">
    /// The history is of another network or of other data, or the network no longer has the parameters that the training left.
    /// </exception>
    public TrainingHistory Resume(Dataset data, TrainingHistory history, int epochs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(history);
        var options = history.Options with { Epochs = epochs, CancellationToken = cancellationToken };
        TrainingChecks.ThrowIfInvalid(this, data, options);
        TrainingChecks.ThrowIfNotContinued(this, data, history);
        var next = history.Continue(options);
        if (history.StopReason == StopReason.NoProgress) next.State.EpochsSinceLowest = 0;   // It is patient again.
        next.State.Last.CopyTo(Parameters, 0);
        return new Trainer(this, data, next).Run();
    }
}
