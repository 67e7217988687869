namespace Backprop;

/// <summary>
/// What a progress callback is told after an epoch; shown, it is a bar with the epoch, the loss, the time left and the loss curve so far.
/// </summary>
/// <param name="Epoch">The epoch just done, from 0.</param>
/// <param name="Loss">Its loss.</param>
/// <example><code>var shown = display("training …");   // in one cell with network.Train(data, new() { Progress = p => shown.Update(p)
/// })</code></example>
public readonly partial record struct EpochProgress(int Epoch, double Loss)
{
    /// <summary>The number of epochs that the training will have if no stopping rule ends it.</summary>
    public int Epochs { get; init; } = Epoch + 1;

    /// <summary>The time since this training, or this part of it, began.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The time left at the speed so far; zero if it is not known.</summary>
    public TimeSpan Remaining { get; init; }

    /// <summary>The losses of all epochs so far.</summary>
    internal IReadOnlyList<double> Losses { get; init; } = [];
}
