namespace Backprop;

/// <content>Training: the five steps, repeated.</content>
public sealed partial class Network
{
    /// <summary>Trains the network: changes its parameters until the epochs are done or a stopping rule holds.</summary>
    /// <param name="data">The samples to learn from.</param>
    /// <param name="options">Loss, optimizer, epochs, …</param>
    /// <returns>What happened in each epoch.</returns>
    /// <exception cref="ArgumentException">The data do not fit the network or the loss, or an option is out of range.</exception>
    public TrainingHistory Train(Dataset data, TrainingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var shuffle = options.ShuffleSeed is { } seed ? new RandomState(seed) : null;
        var history = new TrainingHistory(options, this, new TrainingState(new OptimizerState(ParameterCount), shuffle));
        return new Trainer(this, data, options, history).Run();
    }

    /// <summary>
    /// Goes on with a training: optimizer, shuffle and schedule continue where they stopped, so that two halves give
    /// the same parameters, bit for bit, as the whole at once. The network must have the parameters that the training left.
    /// </summary>
    /// <param name="data">The samples to learn from.</param>
    /// <param name="history">What was done so far; it stays as it is.</param>
    /// <param name="epochs">How many more epochs.</param>
    /// <param name="cancellationToken">Stops this part of the training; a token that ended the part before is not asked again.</param>
    /// <exception cref="ArgumentException">The history is of another network, or the data do not fit.</exception>
    public TrainingHistory Resume(Dataset data, TrainingHistory history, int epochs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.GradientNorms.Length != Layers.Count || history.State.Optimizer.ParameterCount != ParameterCount)
            throw new ArgumentException("history is of a network with other layers than this one.", nameof(history));
        var options = history.Options with { Epochs = epochs, CancellationToken = cancellationToken };
        return new Trainer(this, data, options, history.Continue(options, this)).Run();
    }
}
