namespace Backprop.Tests.GradientChecking;

/// <summary>
/// Decimals such as 0.1 + 0.2 − 0.3: whether z is 0, or a little above or below, is decided by the order of the sum, so a right gradient of
/// another program has another slope there.
/// </summary>
public sealed class KinkToRoundingTests
{
    [Theory]
    [InlineData("relu", false)]
    [InlineData("leakyRelu", false)]
    [InlineData("relu", true)]
    public void Either_side_is_right_and_a_mistake_is_not(string activation, bool absolute)
    {
        var network = Network.Create([3, 2, 1], Activation.Named(activation), Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[0.1, 0.4], [0.2, -0.7], [-0.3, 0.2]]);
        network.Layers[1].Weights = M([[0.5], [0.3]]);
        Dataset data = new("decimals", [[1, 1, 1], [0.5, -0.2, 0.1], [-1, -1, -1]], [[1], [2], [-1]]);
        var loss = absolute ? Loss.MeanAbsoluteError : Loss.HalfSumSquaredError;
        double z = network.Forward(data.Inputs).Layers[0].Z[0, 0];
        Assert.InRange(Math.Abs(z), 0, 1e-16);
        foreach (bool first in (bool[])[false, true])
        {
            foreach (bool last in (bool[])[false, true])
            {
                var given = Given(first, last);
                var report = GradientCheck.Compare(network, data, loss, given);
                Assert.True(report.Passed, report.ToString());
                foreach (double factor in (double[])[-1, 1.001, 2])
                {
                    var wrong = GradientCheck.Compare(network, data, loss, given.Map(g => factor * g));
                    Assert.False(wrong.Passed, wrong.ToString());
                }
            }
        }

        // Unit 1 counts as above its kink in the first and the last sample, or as below.
        Gradients Given(bool first, bool last)
        {
            var pass = new StudentBackward(network, data, loss);
            double below = network.Layers[0].Activation.Derivative(-1.0);
            double[] slopes = [.. pass.SlopeOf(0, 0).Values];
            (slopes[0], slopes[4]) = (first ? 1 : below, last ? 1 : below);
            return new StudentBackward(network, data, loss) { Slope = _ => new Matrix(3, 2, slopes) }.Run();
        }
    }

    /// <summary>
    /// Sixty samples on the kink in a network in which that many are too much work to try: what some choice of sides could give is
    /// undecided.
    /// </summary>
    [Fact]
    public void With_too_many_kinks_to_try_what_could_be_right_is_undecided()
    {
        var random = new RandomState(3);
        var network = Network.Create([3, 100, 1], Activation.ReLU, Activation.Identity, Initializer.HeNormal(seed: 1));
        network.Layers[0].Weights = new Matrix(3, 100,
            [.. network.Layers[0].Weights.Values.ToArray().Select((w, i) => i % 100 > 0 ? w : ((double[])[0.1, 0.2, -0.3])[i / 100])]);
        var inputs = new Matrix(200, 3, [.. random.Randn(200, 3).Values.ToArray().Select((x, i) => i < 180 ? 1 + (i / 3) : x)]);
        Dataset data = new("sixty on the kink", inputs, 1000 * random.Randn(200, 1));
        var forward = network.Forward(inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, data.Targets));
        // Each sample on the side that makes the sum larger: more than both sums with all of them on one side.
        var slopes = new Matrix(200, 100, [.. network.Layers[0].Activation.Derivative(forward.Layers[0].Z).Values.ToArray()
            .Select((slope, i) => i % 100 > 0 || i >= 6000 ? slope : backward.Layers[0].ActivationGradient[i / 100, 0] > 0 ? 1 : 0)]);
        var given = new StudentBackward(network, data, Loss.MeanSquaredError) { Slope = _ => slopes }.Run();

        var report = GradientCheck.Compare(network, data, Loss.MeanSquaredError, given);

        Assert.Equal(GradientVerdict.Undecided, report.Verdict);
        Assert.Equal(
            ["W1[x1,h1]", "W1[x2,h1]", "W1[x3,h1]", "b1[h1]"], report.With(EntryVerdict.Undecided).Select(entry => entry.Name));
    }

    /// <summary>Outputs that are their targets to rounding: sign(ŷ − y) may be −1, 0 or 1 in each.</summary>
    [Fact]
    public void The_absolute_error_of_what_fits_to_rounding_has_either_sign()
    {
        var network = Network.Create([3, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[0.1], [0.2], [-0.7]]);
        Dataset data = new("fits", [[1, 1, 0], [3, 0, 0], [0, 0, 1], [1, 2, 3]], [[0.3], [0.3], [-0.7], [1]]);
        foreach (double first in (double[])[-1, 0, 1])
        {
            foreach (double second in (double[])[-1, 0, 1])
            {
                var delta = 0.25 * M([[first], [second], [0], [-1]]);

                var report = GradientCheck.Compare(
                    network, data, Loss.MeanAbsoluteError, [new(data.Inputs.Transpose() * delta, delta.SumRows())]);

                Assert.True(report.Passed, report.ToString());
            }
        }
    }

    [Theory]
    [InlineData("relu")]
    [InlineData("leakyRelu")]
    public void In_networks_of_decimals_no_order_of_the_sums_is_called_wrong(string activation)
    {
        for (uint seed = 0; seed < Cases.Of(15); seed++)
        {
            var random = new RandomState(seed);
            double Decimal() => Math.Round(6 * random.NextDouble() - 3) / 10;
            var network = Network.Create([3, 3, 2, 2], Activation.Named(activation), Activation.Identity, Initializer.Zeros);
            foreach (var layer in network.Layers)
                (layer.Weights, layer.Bias) = (layer.Weights.Map(_ => Decimal()), new Vector([.. layer.Bias.Select(_ => Decimal())]));
            var inputs = random.Randn(4, 3).Map(_ => 10 * Decimal());
            var data = new Dataset("decimals", inputs, random.Randn(4, 2).Map(_ => Decimal()));
            // The same network and data with inputs, and so the terms of each sum, in reverse order.
            var reversed = Network.Create([3, 3, 2, 2], Activation.Named(activation), Activation.Identity, Initializer.Zeros);
            foreach (var (layer, other) in network.Layers.Zip(reversed.Layers))
                (other.Weights, other.Bias) = (layer.Weights, layer.Bias);
            reversed.Layers[0].Weights = Reversed(network.Layers[0].Weights);
            var backwards = new Dataset("backwards", Reversed(inputs.Transpose()).Transpose(), data.Targets);
            foreach (var loss in (Loss[])[Loss.HalfSumSquaredError, Loss.MeanAbsoluteError])
            {
                var right = new StudentBackward(reversed, backwards, loss).Right;
                Gradients given = [right[0] with { Weights = Reversed(right[0].Weights) }, .. right.Skip(1)];

                var report = GradientCheck.Compare(network, data, loss, given, new() { Threads = 1 });

                Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{seed} {loss}: {report}");
            }
        }

        static Matrix Reversed(Matrix rows) =>
            new(rows.RowCount, rows.ColumnCount, [.. Enumerable.Range(0, rows.RowCount).Reverse().SelectMany(i => rows.Row(i).ToArray())]);
    }
}
