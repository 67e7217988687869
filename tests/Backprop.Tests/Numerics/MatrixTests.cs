namespace Backprop.Tests;

public sealed class MatrixTests
{
    private static readonly Matrix A = [[1, 2, 3], [4, 5, 6]];
    private static readonly Matrix B = [[7, 8], [9, 10], [11, 12]];

    [Fact]
    public void It_is_built_from_rows_or_a_two_dimensional_array()
    {
        Assert.Equal(A, new Matrix(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }));
        Assert.Equal((2, 3, 6.0), (A.RowCount, A.ColumnCount, A[1, 2]));
        Assert.Equal([1, 2, 3, 4, 5, 6], A.Values.ToArray());
        Assert.Equal(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }, A.ToArray());
        Assert.Equal([[0, 0], [0, 0], [0, 0]], Matrix.Zeros(3, 2));
        Assert.Equal([[0, 0, 1], [1, 0, 0]], Matrix.OneHot([2, 0], 3));
    }

    [Fact]
    public void Products_sums_and_transposes_are_those_of_linear_algebra()
    {
        Assert.Equal([[58, 64], [139, 154]], A * B);
        Assert.Equal([[1, 4], [2, 5], [3, 6]], A.Transpose());
        Assert.Equal([[2, 4, 6], [8, 10, 12]], A + A);
        Assert.Equal([[0, 0, 0], [0, 0, 0]], A - A);
        Assert.Equal([[1, 4, 9], [16, 25, 36]], A.Hadamard(A));
        Assert.Equal([[2, 4, 6], [8, 10, 12]], 2 * A);
        Assert.Equal(2 * A, A * 2);
        Assert.Equal([[11, 22, 33], [14, 25, 36]], A + V([10, 20, 30]));
        Assert.Equal([5, 7, 9], A.SumRows());
        Assert.Equal([[-1, -2, -3], [-4, -5, -6]], A.Map(x => -x));
    }

    [Fact]
    public void Rows_are_selected_in_the_order_asked_for()
    {
        Assert.Equal([[4, 5, 6], [1, 2, 3], [4, 5, 6]], A.SelectRows([1, 0, 1]));
        Assert.Equal([4, 5, 6], A.Row(1).ToArray());
        var rows = new List<double[]>();
        foreach (double[] row in A)
            rows.Add(row);
        Assert.Equal([[1, 2, 3], [4, 5, 6]], rows);
    }

    [Fact]
    public void More_entries_than_an_array_can_hold_are_refused()
    {
        const int Side = 1 << 16;
        void Refused(Action action) => Assert.Equal(
            "A 65536 × 65536 matrix would have 4294967296 entries; at most 2147483591 fit into one.",
            Assert.Throws<ArgumentException>(action).Message);

        Refused(() => Matrix.Zeros(Side, Side));
        Refused(() => Matrix.OneHot(new int[Side], Side));
        Refused(() => new RandomState(1).Randn(Side, Side));
        Refused(() => _ = Matrix.Zeros(Side, 1) * Matrix.Zeros(1, Side));
        Refused(() => Network.Create([1, Side], Activation.Tanh, Initializer.Zeros).Forward(Matrix.Zeros(Side, 1)));
        Refused(() => Network.Create([1, Side, 1], Activation.Tanh, Initializer.Zeros)
            .Train(new Dataset("long", Matrix.Zeros(Side, 1), Matrix.Zeros(Side, 1)), new()));
        Assert.Throws<ArgumentOutOfRangeException>("columns", () => Matrix.Zeros(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new RandomState(1).Randn(-1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => new RandomState(1).Permutation(-1));
    }

    [Fact]
    public void A_changed_entry_makes_another_matrix()
    {
        var changed = A.With(0, 1, 9);

        Assert.Equal([[1, 9, 3], [4, 5, 6]], changed);
        Assert.Equal(2, A[0, 1]);
    }

    [Fact]
    public void The_predicted_class_is_the_first_largest_entry() =>
        Assert.Equal([1, 0, 2], M([[1, 3, 2], [5, 5, 1], [-3, -2, -1]]).ArgMax());

    [Fact]
    public void Matrices_are_equal_bit_for_bit()
    {
        Matrix same = [[1, 2, 3], [4, 5, 6]];
        Assert.True(A.Equals((object)same));
        Assert.Equal(A.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(A.GetHashCode(), A.With(0, 0, 2).GetHashCode());
        Assert.NotEqual(Matrix.Zeros(2, 3).GetHashCode(), Matrix.Zeros(3, 2).GetHashCode());
        Assert.False(A.Equals(A.With(1, 2, 7)));
        Assert.False(Matrix.Zeros(2, 3).Equals(Matrix.Zeros(3, 2)));
        Assert.False(A.Equals(null));
        Assert.False(A.Equals("A"));
        Assert.False(M([[0.0]]).Equals([[-0.0]]));
        Assert.True(M([[double.NaN]]).Equals([[double.NaN]]));
        Assert.False(Matrix.Zeros(0, 1).Equals(Matrix.Zeros(0, 2)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused_with_both_shapes()
    {
        void Refused(string message, Func<object> action) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
        Refused("A 2 × 3 matrix cannot be multiplied by a 2 × 3 matrix: 3 columns need 3 rows on the right.", () => A * A);
        Refused("2 × 3 + 3 × 2: both matrices need the same shape.", () => A + B);
        Refused("2 × 3 − 3 × 2: both matrices need the same shape.", () => A - B);
        Refused("2 × 3 ⊙ 3 × 2: both matrices need the same shape.", () => A.Hadamard(B));
        Refused("2 × 3 + 2 × 2: both matrices need the same shape.", () => A + Matrix.Zeros(2, 2));
        Refused("A vector of 2 entries cannot be added to the rows of a 2 × 3 matrix.", () => A + V([1, 2]));
        Throws.Argument(
            "rows", "rows[1] has 1 entries but rows[0] has 2; all rows of a matrix have the same length.", () =>
            _ = Matrix.Create([[1, 2], [3]]));
        Throws.Argument("rows", "rows[0] is null.", () => _ = Matrix.Create([null!, [3]]));
        Assert.Throws<ArgumentNullException>("entries", () => new Matrix(null!));
    }

    [Fact]
    public void Rows_and_columns_that_are_not_there_are_refused()
    {
        Throws.Argument("row", "This matrix has 2 rows, counted from 0.", () => _ = A[2, 0]);
        Throws.Argument("row", "This matrix has 2 rows, counted from 0.", () => _ = A[-1, 0]);
        Throws.Argument("column", "This matrix has 3 columns, counted from 0.", () => _ = A[0, 3]);
        Throws.Argument("column", "This matrix has 3 columns, counted from 0.", () => A.With(0, -1, 1));
        Throws.Argument("row", "This matrix has 2 rows, counted from 0.", () => A.SelectRows([2]));
        Throws.Argument("rows", "rows", () => Matrix.Zeros(-1, 1));
        Throws.Argument("columns", "columns", () => Matrix.Zeros(1, -1));
        Throws.Argument("classCount", "classCount", () => Matrix.OneHot([], -1));
    }

    [Fact]
    public void Vectors_are_added_scaled_and_compared()
    {
        Vector v = [1, 2];
        Assert.Equal([4, 7], v + [3, 5]);
        Assert.Equal([-2, -3], v - [3, 5]);
        Assert.Equal([2, 4], 2 * v);
        Assert.Equal([0, 0, 0], Vector.Zeros(3));
        Assert.Equal((2, 2.0), (v.Count, v[1]));
        Assert.True(v.Equals((object)V([1, 2])));
        Assert.Equal(v.GetHashCode(), (V([1, 2])).GetHashCode());
        Assert.NotEqual(v.GetHashCode(), (V([2, 1])).GetHashCode());
        Assert.False(v.Equals(null));
        Assert.False(v.Equals(V([1, 3])));
        Assert.False(v.Equals("v"));
        Throws.Argument("index", "This vector has 2 entries, counted from 0.", () => _ = v[2]);
        Throws.Argument("index", "This vector has 2 entries, counted from 0.", () => _ = v[-1]);
        Throws.Argument("count", "count", () => Vector.Zeros(-1));
        Assert.StartsWith(
            "2 + 1 entries: both vectors need the same length.", Assert.Throws<ArgumentException>(() => v + [1]).Message,
            StringComparison.Ordinal);
    }
}
