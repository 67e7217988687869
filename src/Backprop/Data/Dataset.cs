namespace Backprop;

/// <summary>Samples with their targets.</summary>
public sealed partial class Dataset
{
    /// <summary>A data set.</summary>
    /// <param name="name">What figures and tables call it.</param>
    /// <param name="inputs">X, N × inputs.</param>
    /// <param name="targets">y, N × outputs.</param>
    /// <exception cref="ArgumentException">There is no sample, the numbers of rows differ, or an entry is not finite.</exception>
    public Dataset(string name, Matrix inputs, Matrix targets)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (inputs.RowCount == 0) throw new ArgumentException("inputs has no rows; a data set needs at least one sample.", nameof(inputs));
        if (inputs.RowCount != targets.RowCount)
            throw new ArgumentException($"targets has {targets.RowCount} rows but inputs has {inputs.RowCount}; there must be one target row for each sample.", nameof(targets));
        Finite.ThrowIfNot(inputs.Values, "inputs", nameof(inputs));
        Finite.ThrowIfNot(targets.Values, "targets", nameof(targets));
        Name = name;
        Inputs = inputs;
        Targets = targets;
    }

    /// <summary>The four cases of exclusive or, in the lab sheet's order: 00, 01, 10, 11 with targets 0, 1, 1, 0.</summary>
    public static Dataset Xor { get; } = new("XOR", [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>X, N × inputs.</summary>
    public Matrix Inputs { get; }

    /// <summary>y, N × outputs.</summary>
    public Matrix Targets { get; }

    /// <summary>The number of samples N.</summary>
    public int Count => Inputs.RowCount;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Count} samples, {Inputs.ColumnCount} inputs, {Targets.ColumnCount} outputs";
}
