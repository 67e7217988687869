namespace Backprop;

/// <summary>The batches of an epoch: the samples in order, or in a new random order each epoch, gathered into buffers.</summary>
internal sealed class SampleBatches(Dataset data, int size, RandomState? shuffle)
{
    private readonly int[] order = new int[data.Count];
    private readonly double[] inputs = new double[shuffle is null ? 0 : Matrix.Length(size, data.Inputs.ColumnCount)];
    private readonly double[] targets = new double[shuffle is null ? 0 : Matrix.Length(size, data.Targets.ColumnCount)];

    /// <summary>The samples of a batch; the last of an epoch may have fewer.</summary>
    public int Size => size;

    /// <summary>The order of the samples in this epoch: NumPy's <c>permutation(N)</c>, or 0, 1, 2, …</summary>
    public void PutInOrder()
    {
        if (shuffle is null) return;
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        shuffle.Shuffle<int>(order);
    }

    /// <summary>X of some samples.</summary>
    public ReadOnlyMemory<double> Inputs(int start, int samples) => Rows(data.Inputs, inputs, start, samples);

    /// <summary>y of some samples.</summary>
    public ReadOnlyMemory<double> Targets(int start, int samples) => Rows(data.Targets, targets, start, samples);

    private ReadOnlyMemory<double> Rows(Matrix all, double[] buffer, int start, int samples)
    {
        int width = all.ColumnCount;
        if (shuffle is null) return all.Memory.Slice(start * width, samples * width);
        for (int i = 0; i < samples; i++)
            all.Row(order[start + i]).CopyTo(buffer.AsSpan(i * width));
        return buffer.AsMemory(0, samples * width);
    }
}
