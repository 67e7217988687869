using System.Numerics.Tensors;

namespace Backprop;

/// <content>The operations of the backpropagation formulas, so that a student can write them by hand.</content>
public sealed partial class Matrix
{
    /// <summary>The transpose, columns × rows.</summary>
    public Matrix Transpose()
    {
        double[] result = new double[values.Length];
        Transpose(values, result, RowCount, ColumnCount);
        return new Matrix(ColumnCount, RowCount, result);
    }

    /// <summary>The elementwise product x ⊙ y.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Matrix Hadamard(Matrix other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Elementwise(this, other, "⊙", TensorPrimitives.Multiply);
    }

    /// <summary>The function applied to every entry.</summary>
    public Matrix Map(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Matrix(RowCount, ColumnCount, Array.ConvertAll(values, x => function(x)));
    }

    /// <summary>The sum over the rows (over the samples of a batch): one entry per column.</summary>
    public Vector SumRows()
    {
        double[] sum = new double[ColumnCount];
        for (int i = 0; i < RowCount; i++)
            TensorPrimitives.Add<double>(sum, Row(i), sum);
        return new Vector(sum);
    }

    /// <summary>The matrix product: (n × m) · (m × p) = n × p.</summary>
    /// <exception cref="ArgumentException">
    /// The columns of <paramref name="left"/> are not as many as the rows of <paramref name="right"/>.
    /// </exception>
    public static Matrix operator *(Matrix left, Matrix right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.ColumnCount != right.RowCount)
        {
            throw new ArgumentException(
                $"A {left.Shape} matrix cannot be multiplied by a {right.Shape} matrix: "
                + $"{left.ColumnCount} columns need {left.ColumnCount} rows on the right.");
        }

        double[] product = new double[Length(left.RowCount, right.ColumnCount)];
        MatrixProduct.Multiply(left.values, right.values, product, left.RowCount, left.ColumnCount, right.ColumnCount);
        return new Matrix(left.RowCount, right.ColumnCount, product);
    }

    /// <summary>Every entry times a number.</summary>
    public static Matrix operator *(double factor, Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] result = new double[matrix.values.Length];
        TensorPrimitives.Multiply(matrix.values, factor, result);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, result);
    }

    /// <summary>Every entry times a number.</summary>
    public static Matrix operator *(Matrix matrix, double factor) => factor * matrix;

    /// <summary>Every entry divided by a number.</summary>
    public static Matrix operator /(Matrix matrix, double divisor)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] result = new double[matrix.values.Length];
        TensorPrimitives.Divide(matrix.values, divisor, result);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, result);
    }

    /// <summary>The elementwise sum.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Matrix operator +(Matrix left, Matrix right) => Elementwise(left, right, "+", TensorPrimitives.Add);

    /// <summary>The elementwise difference.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Matrix operator -(Matrix left, Matrix right) => Elementwise(left, right, "−", TensorPrimitives.Subtract);

    /// <summary>Every entry with the other sign.</summary>
    public static Matrix operator -(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        double[] result = new double[matrix.values.Length];
        TensorPrimitives.Negate<double>(matrix.values, result);
        return new Matrix(matrix.RowCount, matrix.ColumnCount, result);
    }

    /// <summary>The vector added to every row, as the bias in z = a·W + b.</summary>
    /// <exception cref="ArgumentException">The matrix does not have as many columns as the vector has entries.</exception>
    public static Matrix operator +(Matrix left, Vector right) => RowByRow(left, right, "added to", TensorPrimitives.Add);

    /// <summary>The vector subtracted from every row, as the mean of each column.</summary>
    /// <exception cref="ArgumentException">The matrix does not have as many columns as the vector has entries.</exception>
    public static Matrix operator -(Matrix left, Vector right) => RowByRow(left, right, "subtracted from", TensorPrimitives.Subtract);

    private delegate void ElementwiseOperation(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination);

    private static Matrix RowByRow(Matrix left, Vector right, string what, ElementwiseOperation operation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.ColumnCount != right.Count)
            throw new ArgumentException($"A vector of {right.Count} entries cannot be {what} the rows of a {left.Shape} matrix.");
        double[] result = new double[left.values.Length];
        for (int i = 0; i < left.RowCount; i++)
            operation(left.Row(i), right.Values, result.AsSpan(i * left.ColumnCount));
        return new Matrix(left.RowCount, left.ColumnCount, result);
    }

    private static Matrix Elementwise(Matrix left, Matrix right, string symbol, ElementwiseOperation operation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.RowCount != right.RowCount || left.ColumnCount != right.ColumnCount)
            throw new ArgumentException($"{left.Shape} {symbol} {right.Shape}: both matrices need the same shape.");
        double[] result = new double[left.values.Length];
        operation(left.values, right.values, result);
        return new Matrix(left.RowCount, left.ColumnCount, result);
    }

    /// <summary>The transpose of a matrix in row-major storage.</summary>
    internal static void Transpose(ReadOnlySpan<double> matrix, Span<double> transpose, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
        {
            var row = matrix.Slice(i * columns, columns);
            for (int j = 0; j < row.Length; j++)
                transpose[(j * rows) + i] = row[j];
        }
    }
}
