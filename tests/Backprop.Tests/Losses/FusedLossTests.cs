namespace Backprop.Tests;

/// <summary>A loss together with the output layer's activation is what both are one after the other.</summary>
public sealed class FusedLossTests
{
    /// <summary>
    /// Among them ties for the largest z, differences so large that an exponential vanishes, and losses near 0; more rows than a vector has
    /// lanes, and some left over.
    /// </summary>
    [Fact]
    public void The_fused_terms_of_a_batch_equal_those_of_its_rows()
    {
        Matrix z = [
            [1, 2, 3], [0, 0, 0], [-5, 3, 3], [800, 0, -800], [-800, 0, 1e-3], [1e300, -1e300, 0], [40, 0, 1], [0, 700, 1],
            [650, 0, -1], [-1, 0, 690], [2, 2, 2], [0.5, -0.25, 0.125], [30, 30, -30], [1, 1, 0], [9, 8, 7], [-1, -2, -3], [5, 0, 0], [0, 0,
                36],
        ];
        Matrix y = [
            [0, 0, 1], [1, 0, 0], [0.2, 0.3, 0.5], [0, 1, 0], [0.5, 0.5, 0], [1, 0, 0], [1, 0, 0], [0, 1, 0],
            [1, 0, 0], [0, 0, 1], [0, 1, 0], [0.25, 0.25, 0.5], [1, 0, 0], [0, 0, 1], [0, 1, 0], [1, 0, 0], [0, 0, 1], [0, 0, 1],
        ];
        foreach (
            var fused in new[] { Loss.CrossEntropy.FusedWith(Activation.Softmax)!, Loss.BinaryCrossEntropy.FusedWith(Activation.Sigmoid)! })
        {
            foreach (int rows in new[] { 1, 3, 4, 8, 11, 18 })
            {
                double[] expected = [.. Enumerable.Range(0, rows)
                    .Select(n => fused.SampleTerm(Real.Of(z.Row(n)), y.Row(n), 3).Value)], terms = new double[rows];

                fused.Terms(ByOutput(z, rows), ByOutput(y, rows), terms, new double[3 * rows], 3);

                Close.To(2e-15, expected, terms, fused.GetType().Name);
                if (expected.Sum() < 1e200)
                    Close.To(2e-15, expected.Sum(), fused.Sum(z.Values[..(3 * rows)], y.Values[..(3 * rows)], 3), "sum");
            }
        }

        static ReadOnlySpan<double> ByOutput(Matrix matrix, int rows) =>
            new Matrix(rows, 3, matrix.Values[..(3 * rows)].ToArray()).Transpose().Values;
    }

    /// <summary>Rows are summed in groups: as many as fit, and a row alone that is longer than the space for a group.</summary>
    [Theory]
    [InlineData(1, 3)]
    [InlineData(60, 10)]
    [InlineData(7, 255)]
    [InlineData(5, 256)]
    [InlineData(6, 257)]
    [InlineData(3, 1000)]
    public void The_sum_of_a_cross_entropy_is_that_of_its_rows(int rows, int width)
    {
        var fused = Loss.CrossEntropy.FusedWith(Activation.Softmax)!;
        var z = new RandomState(1).Randn(rows, width);
        var y = Matrix.OneHot([.. Enumerable.Range(0, rows).Select(n => n % width)], width);
        double expected = Enumerable.Range(0, rows).Sum(n => fused.SampleTerm(Real.Of(z.Row(n)), y.Row(n), width).Value);

        Close.To(1e-14, expected, fused.Sum(z.Values, y.Values, width), "sum");
    }

    [Fact]
    public void The_chain_and_the_fused_form_give_the_same_delta()
    {
        var network = Network.Create([2, 3], Activation.Softmax, Initializer.StandardNormal(seed: 2));
        var forward = network.Forward([[0.5, -1], [2, 1]]);
        Matrix targets = [[0.2, 0.3, 0.5], [0, 1, 0]];
        var loss = Loss.CrossEntropy.Evaluate(forward, targets);
        double[] chain = new double[6];
        Activation.Softmax.Kernel.Backward(forward.Layers[0].Z.Values, forward.Output.Values, loss.Gradient.Values, chain, 3);

        Close.To(1e-13, chain, network.Backward(forward, loss).Layers[0].Delta.Values, "delta");
        Close.To(1e-14, loss.Value, Loss.CrossEntropy.Evaluate(forward.Output, targets).Value, "value");
    }
}
