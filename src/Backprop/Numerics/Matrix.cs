using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>
/// An immutable matrix of doubles, stored row by row. In a batch a row is a sample: X is N × inputs, W is inputs × outputs.
/// </summary>
/// <example><code>Matrix x = [[0, 0], [0, 1], [1, 0], [1, 1]];   // 4 × 2</code></example>
[CollectionBuilder(typeof(Matrix), nameof(Create))]
public sealed partial class Matrix : IEquatable<Matrix>
{
    private readonly double[] values;

    /// <summary>A matrix with the given entries.</summary>
    /// <param name="entries">rows × columns.</param>
    public Matrix(double[,] entries)
        : this(Rows(entries), entries.GetLength(1), Flatten(entries))
    {
    }

    /// <summary>Takes the array as it is: the caller must not keep it.</summary>
    internal Matrix(int rows, int columns, double[] values)
    {
        RowCount = rows;
        ColumnCount = columns;
        this.values = values;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>All entries, row by row.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The same entries, for other threads.</summary>
    internal ReadOnlyMemory<double> Memory => values;

    /// <summary>The entry in a row and a column, both counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            if ((uint)row >= (uint)RowCount)
                throw new ArgumentOutOfRangeException(nameof(row), row, $"This matrix has {RowCount} rows, counted from 0.");
            if ((uint)column >= (uint)ColumnCount)
                throw new ArgumentOutOfRangeException(nameof(column), column, $"This matrix has {ColumnCount} columns, counted from 0.");
            return values[(row * ColumnCount) + column];
        }
    }

    /// <summary>Builds a matrix from its rows; what <c>Matrix m = [[1, 2], [3, 4]]</c> calls.</summary>
    /// <exception cref="ArgumentException">The rows differ in length, or one is null.</exception>
    public static Matrix Create(ReadOnlySpan<double[]> rows)
    {
        int columns = rows.Length == 0 ? 0 : rows[0]?.Length ?? 0;
        double[] values = new double[Length(rows.Length, columns)];
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] is null) throw new ArgumentException($"rows[{i}] is null.", nameof(rows));
            if (rows[i].Length != columns)
            {
                throw new ArgumentException(
                    $"rows[{i}] has {rows[i].Length} entries but rows[0] has {columns}; all rows of a matrix have the same length.",
                    nameof(rows));
            }

            rows[i].CopyTo(values, i * columns);
        }

        return new Matrix(rows.Length, columns, values);
    }

    /// <summary>A matrix with every entry zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">There would be more entries than an array can hold.</exception>
    public static Matrix Zeros(int rows, int columns) => new(rows, columns, new double[Length(rows, columns)]);

    /// <summary>One row per class index, with a 1 in that class's column and 0 elsewhere.</summary>
    /// <param name="classes">N class indices, from 0.</param>
    /// <param name="classCount">The number of columns.</param>
    /// <returns>N × <paramref name="classCount"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A class is negative or not below <paramref name="classCount"/>.</exception>
    public static Matrix OneHot(IReadOnlyList<int> classes, int classCount)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentOutOfRangeException.ThrowIfNegative(classCount);
        double[] values = new double[Length(classes.Count, classCount)];
        for (int i = 0; i < classes.Count; i++)
        {
            if ((uint)classes[i] >= (uint)classCount)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(classes), classes[i],
                    $"classes[{i}] is {classes[i]}; with {classCount} classes it must be from 0 to {classCount - 1}.");
            }

            values[(i * classCount) + classes[i]] = 1;
        }

        return new Matrix(classes.Count, classCount, values);
    }

    /// <summary>One row, without a copy.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> Row(int row)
    {
        if ((uint)row >= (uint)RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"This matrix has {RowCount} rows, counted from 0.");
        return values.AsSpan(row * ColumnCount, ColumnCount);
    }

    /// <summary>One column.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Vector Column(int column)
    {
        if ((uint)column >= (uint)ColumnCount)
            throw new ArgumentOutOfRangeException(nameof(column), column, $"This matrix has {ColumnCount} columns, counted from 0.");
        double[] entries = new double[RowCount];
        for (int i = 0; i < RowCount; i++)
            entries[i] = values[(i * ColumnCount) + column];
        return new Vector(entries);
    }

    /// <summary>The given rows, in the given order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Matrix SelectRows(ReadOnlySpan<int> rows)
    {
        double[] selected = new double[Length(rows.Length, ColumnCount)];
        for (int i = 0; i < rows.Length; i++)
            Row(rows[i]).CopyTo(selected.AsSpan(i * ColumnCount));
        return new Matrix(rows.Length, ColumnCount, selected);
    }

    /// <summary>The same matrix with one entry changed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public Matrix With(int row, int column, double value)
    {
        _ = this[row, column];
        double[] copy = (double[])values.Clone();
        copy[(row * ColumnCount) + column] = value;
        return new Matrix(RowCount, ColumnCount, copy);
    }

    /// <summary>The index of each row's largest entry: the predicted class of each sample.</summary>
    public int[] ArgMax()
    {
        int[] indices = new int[RowCount];
        for (int i = 0; i < RowCount; i++)
            indices[i] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(Row(i));
        return indices;
    }

    /// <summary>The rows, each a copy.</summary>
    public IEnumerator<double[]> GetEnumerator()
    {
        for (int i = 0; i < RowCount; i++)
            yield return Row(i).ToArray();
    }

    /// <summary>The entries as a two-dimensional array.</summary>
    public double[,] ToArray()
    {
        double[,] array = new double[RowCount, ColumnCount];
        Buffer.BlockCopy(values, 0, array, 0, values.Length * sizeof(double));
        return array;
    }

    /// <summary>Whether both have the same shape and the same entries, bit for bit (NaN equals NaN, 0 differs from −0).</summary>
    public bool Equals(Matrix? other) =>
        other is not null && RowCount == other.RowCount && ColumnCount == other.ColumnCount
        && System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values)
            .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes(other.Values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Matrix);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(RowCount);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(Values));
        return hash.ToHashCode();
    }

    /// <summary>A single sample as a matrix of one row.</summary>
    internal static Matrix OneRow(Vector row) => new(1, row.Count, row.Values.ToArray());

    /// <summary>The number of entries of a matrix.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    /// <exception cref="ArgumentException">There would be more entries than an array can hold.</exception>
    internal static int Length(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        long length = (long)rows * columns;
        return length <= Array.MaxLength ? (int)length
            : throw new ArgumentException(
                $"A {rows} × {columns} matrix would have {length} entries; at most {Array.MaxLength} fit into one.");
    }

    /// <summary>The shape as text: <c>4 × 2</c>.</summary>
    internal string Shape => $"{RowCount} × {ColumnCount}";

    private static int Rows(double[,] entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries.GetLength(0);
    }

    private static double[] Flatten(double[,] entries)
    {
        double[] values = new double[entries.Length];
        Buffer.BlockCopy(entries, 0, values, 0, values.Length * sizeof(double));
        return values;
    }
}
