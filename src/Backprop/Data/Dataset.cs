using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Backprop;

/// <summary>Samples with their targets: numbers to be predicted, or classes as one-hot rows (or a single column of 0 and 1).</summary>
public sealed partial class Dataset
{
    private string? fingerprint;

    /// <summary>A data set.</summary>
    /// <param name="name">What figures and tables call it.</param>
    /// <param name="inputs">X, N × inputs.</param>
    /// <param name="targets">y, N × outputs.</param>
    /// <param name="inputNames">A name for each column of X; x1, x2, … if left out.</param>
    /// <param name="classNames">A name for each class; 0, 1, … if left out and the targets are classes.</param>
    /// <exception cref="ArgumentException">
    /// There is no sample or no column, the numbers of rows or names do not fit, or an entry is not finite.
    /// </exception>
    public Dataset(
        string name, Matrix inputs, Matrix targets, IReadOnlyList<string>? inputNames = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ThrowIfUnusable(inputs, nameof(inputs));
        ThrowIfUnusable(targets, nameof(targets));
        if (inputs.RowCount != targets.RowCount)
        {
            throw new ArgumentException(
                $"targets has {Words.Count(targets.RowCount, "row")} but inputs has {inputs.RowCount}; "
                + "there must be one target row for each sample.",
                nameof(targets));
        }

        if (inputNames is not null && inputNames.Count != inputs.ColumnCount)
        {
            throw new ArgumentException(
                $"inputNames has {inputNames.Count} entries but inputs has {inputs.ColumnCount} columns; give a name for each.",
                nameof(inputNames));
        }

        int classes = Classification.HasClasses(targets) ? Math.Max(targets.ColumnCount, 2) : 0;
        if (classNames is not null && classNames.Count != classes)
        {
            throw new ArgumentException(
                $"classNames has {classNames.Count} entries but the targets stand for {classes} classes; give a name for each.",
                nameof(classNames));
        }

        Name = name;
        Inputs = inputs;
        Targets = targets;
        InputNames = [.. inputNames ?? Enumerable.Range(1, inputs.ColumnCount).Select(i => $"x{i}")];
        ClassNames = [.. classNames ?? Enumerable.Range(0, classes).Select(k => $"{k}")];
    }

    /// <summary>
    /// Some samples of another data set, or the same with other inputs: its names hold. A few targets can look like classes where all
    /// together do not.
    /// </summary>
    private Dataset(string name, Matrix inputs, Matrix targets, Dataset source)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        (Name, Inputs, Targets, InputNames, ClassNames) = (name, inputs, targets, source.InputNames, source.ClassNames);
    }

    /// <summary>The four cases of exclusive or, in the lab sheet's order: 00, 01, 10, 11 with targets 0, 1, 1, 0.</summary>
    public static Dataset Xor { get; } = new("XOR", [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>X, N × inputs.</summary>
    public Matrix Inputs { get; }

    /// <summary>y, N × outputs.</summary>
    public Matrix Targets { get; }

    /// <summary>A name for each column of X.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>A name for each class; empty if the targets are not classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The class of each sample, an index into <see cref="ClassNames"/>; empty if the targets are not classes.</summary>
    public IReadOnlyList<int> Classes => ClassNames.Count == 0 ? [] : Classification.ClassesOf(Targets);

    /// <summary>The number of samples N.</summary>
    public int Count => Inputs.RowCount;

    /// <summary>The samples one by one, as in the lab sheet's pseudo-code: <c>foreach (var (x, y) in data.Samples)</c>.</summary>
    public IEnumerable<Sample> Samples =>
        Enumerable.Range(0, Count).Select(i => new Sample(Vector.Create(Inputs.Row(i)), Vector.Create(Targets.Row(i))));

    /// <summary>The same targets and names with other inputs, such as scaled ones.</summary>
    /// <param name="inputs">X, N × inputs.</param>
    /// <exception cref="ArgumentException">The matrix has another shape, or an entry that is not finite.</exception>
    public Dataset WithInputs(Matrix inputs)
    {
        ThrowIfUnusable(inputs, nameof(inputs));
        return inputs.RowCount == Count && inputs.ColumnCount == Inputs.ColumnCount
            ? new(Name, inputs, Targets, this)
            : throw new ArgumentException($"inputs is {inputs.Shape} but {Name} has {Inputs.Shape} inputs.", nameof(inputs));
    }

    /// <summary>The same inputs and their names with other targets, such as scaled or recoded ones.</summary>
    /// <param name="targets">y, N × outputs.</param>
    /// <exception cref="ArgumentException">The matrix has another number of rows, or an entry that is not finite.</exception>
    public Dataset WithTargets(Matrix targets) => new(Name, Inputs, targets, InputNames);

    /// <summary>The samples with the given indices, in the given order.</summary>
    /// <param name="name">The name of the selection.</param>
    /// <param name="samples">Indices from 0 to N − 1, at least one.</param>
    /// <exception cref="ArgumentException">There is no index, or one is not that of a sample.</exception>
    public Dataset Select(string name, ReadOnlySpan<int> samples)
    {
        if (samples.IsEmpty) throw new ArgumentException("samples is empty; a data set needs at least one sample.", nameof(samples));
        for (int i = 0; i < samples.Length; i++)
        {
            if ((uint)samples[i] < (uint)Count) continue;
            throw new ArgumentException(
                $"samples[{i}] is {samples[i]} but {Name} has {Words.Count(Count, "sample")}, counted from 0.", nameof(samples));
        }

        return new(name, Inputs.SelectRows(samples), Targets.SelectRows(samples), this);
    }

    /// <inheritdoc/>
    public override string ToString() => ClassNames.Count == 0
        ? $"{NameAndSize}, {Words.Count(Targets.ColumnCount, "output")}"
        : $"{NameAndSize}, {ClassNames.Count} classes";

    private string NameAndSize => $"{Name}: {Words.Count(Count, "sample")}, {Words.Count(Inputs.ColumnCount, "input")}";

    /// <summary>A digest of all inputs and targets, by which a saved training knows them again.</summary>
    internal string Fingerprint => fingerprint ??= Digest();

    /// <summary>Throws if the targets are not classes.</summary>
    internal void ThrowIfWithoutClasses(string parameterName)
    {
        if (ClassNames.Count == 0)
        {
            throw new ArgumentException(
                $"The targets of {Name} are not classes: each row must be one-hot, or a single 0 or 1.", parameterName);
        }
    }

    private string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var matrix in new[] { Inputs, Targets })
        {
            hash.AppendData(Encoding.UTF8.GetBytes(matrix.Shape));
            hash.AppendData(MemoryMarshal.AsBytes(matrix.Values));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static void ThrowIfUnusable(Matrix matrix, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(matrix, parameterName);
        if (matrix.RowCount == 0)
            throw new ArgumentException($"{parameterName} has no rows; a data set needs at least one sample.", parameterName);
        if (matrix.ColumnCount == 0)
            throw new ArgumentException($"{parameterName} has no columns; a data set needs at least one.", parameterName);
        Finite.ThrowIfNot(matrix.Values, parameterName, parameterName);
    }
}

/// <summary>One sample of a data set.</summary>
/// <param name="Input">x, one entry per input.</param>
/// <param name="Target">y, one entry per output.</param>
public sealed record Sample(Vector Input, Vector Target);
