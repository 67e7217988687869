using System.Collections;

namespace Backprop;

/// <summary>A number for each epoch of a training, counted from 0.</summary>
public sealed class EpochValues : IReadOnlyList<double>
{
    private readonly List<double> values = [];

    internal EpochValues()
    {
    }

    /// <summary>The number of epochs; 0 if this was not measured.</summary>
    public int Count => values.Count;

    /// <summary>The number of an epoch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch.</exception>
    public double this[int epoch] => (uint)epoch < (uint)values.Count
        ? values[epoch]
        : throw new ArgumentOutOfRangeException(
            nameof(epoch), epoch, $"These are the numbers of {Words.Count(Count, "epoch")}, counted from 0.");

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    internal void Add(double value) => values.Add(value);

    internal void AddRange(IEnumerable<double> more) => values.AddRange(more);

    /// <summary>Makes room, so that the list need not grow while the training runs.</summary>
    internal void Reserve(int epochs) => values.EnsureCapacity(values.Count + Math.Min(epochs, 1_000_000));
}
