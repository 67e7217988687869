namespace Backprop.Tests;

/// <summary>The operators with which formulas are written by hand.</summary>
public sealed class OperatorTests
{
    private static readonly Matrix A = [[1, -2], [3, 4], [0.5, 8]];
    private static readonly Vector V = [2, -4];

    [Fact]
    public void A_matrix_is_divided_negated_and_freed_of_a_row()
    {
        Assert.Equal([[0.5, -1], [1.5, 2], [0.25, 4]], A / 2);
        Assert.Equal([[-1, 2], [-3, -4], [-0.5, -8]], -A);
        Assert.Equal([[-1, 2], [1, 8], [-1.5, 12]], A - V);
        Assert.Equal(A, A - V + V);
    }

    [Fact]
    public void A_vector_has_the_operations_of_a_matrix()
    {
        Assert.Equal([4, -8], 2 * V);
        Assert.Equal(2 * V, V * 2);
        Assert.Equal([1, -2], V / 2);
        Assert.Equal([-2, 4], -V);
        Assert.Equal([4, 16], V.Hadamard(V));
        Assert.Equal([4, 16], V.Map(x => x * x));
        Assert.Equal([3, -3], V + [1, 1]);
        Assert.Equal([1, -5], V - [1, 1]);
    }

    [Fact]
    public void Each_row_standardized_by_hand_is_that_of_the_standardization()
    {
        var scaling = Standardization.Of(Dataset.Iris);
        var byHand = Dataset.Iris.Inputs - scaling.Mean;

        Assert.Equal(
            scaling.Apply(Dataset.Iris.Inputs),
            Matrix.Create([.. Rows().Select(row => row.Select((x, j) => x / scaling.Deviation[j]).ToArray())]));

        IEnumerable<double[]> Rows()
        {
            foreach (double[] row in byHand)
                yield return row;
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Says("A vector of 2 entries cannot be subtracted from the rows of a 1 × 3 matrix.", () => M([[1, 2, 3]]) - V);
        Says("2 − 3 entries: both vectors need the same length.", () => V - [1, 2, 3]);
        Says("2 ⊙ 1 entries: both vectors need the same length.", () => V.Hadamard([1]));
    }

    private static void Says(string message, Func<object> action) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
