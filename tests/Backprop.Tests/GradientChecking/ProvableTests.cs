namespace Backprop.Tests.GradientChecking;

/// <summary>
/// A number is called right only as far as that can be known: a 0 where rounding leaves 0, a layer that hardly learns, a derivative that is
/// lost beside a large constant.
/// </summary>
public sealed class ProvableTests
{
    /// <summary>1 − a² is 0 in double precision where the derivative is not: that may be rounding, or never have been computed.</summary>
    [Theory]
    [InlineData("tanh", 20)]
    [InlineData("sigmoid", 40)]
    public void A_0_where_a_saturated_unit_has_a_tiny_slope_is_not_called_right(string activation, double bias)
    {
        var network = Network.Create([1, 2], Activation.Named(activation), Initializer.Zeros);
        network.Layers[0].Weights = M([[0.5, 0.25]]);
        network.Layers[0].Bias = [0, bias];
        var data = new Dataset("sure of one", [[1], [-0.5]], [[0, 0.5], [0.3, 0.5]]);
        var right = Right(network, data, Loss.MeanSquaredError);

        GradientCheck.Compare(network, data, Loss.MeanSquaredError, right).ThrowIfFailed();
        for (int i = 0; i < network.ParameterCount; i++)
        {
            Assert.NotEqual(0, right.Flatten()[i]);
            var report = GradientCheck.Compare(network, data, Loss.MeanSquaredError, With(right, i, 0));
            Assert.True(report.Verdict is GradientVerdict.Wrong or GradientVerdict.Undecided, report.ToString());
        }
    }

    /// <summary>Sigmoids behind small weights: the first layer's gradient is a millionth of the last one's.</summary>
    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1.01)]
    public void Random_directions_see_a_layer_that_hardly_learns(double factor)
    {
        var network = Network.Create([20, 15, 15, 15, 15, 4], Activation.Sigmoid, Activation.Softmax, Initializer.SmallNormal(seed: 1));
        var random = new RandomState(3);
        var data = new Dataset("eight", random.Randn(8, 20), Matrix.OneHot([.. Enumerable.Range(0, 8).Select(n => n % 4)], 4));
        var right = Right(network, data, Loss.CrossEntropy);
        Assert.InRange(right[0].Weights.Values.ToArray().Max(Math.Abs) / right.Norm(), 1e-12, 1e-6);

        var passed = GradientCheck.Compare(network, data, Loss.CrossEntropy, right, new() { FastAbove = 0 });
        var report = GradientCheck.Compare(
            network, data, Loss.CrossEntropy, [new(factor * right[0].Weights, factor * right[0].Bias), .. right.Skip(1)],
            new() { FastAbove = 0 });

        Assert.True(passed.Passed, passed.ToString());
        Assert.Empty(passed.Entries);
        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
    }

    [Fact]
    public void Random_directions_say_which_derivatives_are_0_in_both()
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));
        var data = new Dataset("blank", [[0, 0, 0], [0, 0, 0]], [[1, 0], [0, 1]]);

        var report = GradientCheck.Run(network, data, Loss.MeanSquaredError, new() { FastAbove = 0 });

        Assert.True(report.Passed, report.ToString());
        Assert.EndsWith("The derivatives of W1, W2 are 0 in both: not tested.", report.Diagnosis.Summary, StringComparison.Ordinal);
    }

    /// <summary>A difference quotient with a tiny step excuses what lies within its rounding, but not in a layer that it drowns.</summary>
    [Fact]
    public void A_layer_that_hardly_learns_is_not_excused_as_a_difference_quotient()
    {
        var network = Network.Create([5, 5, 5, 5, 2], Activation.Sigmoid, Activation.Identity, Initializer.SmallNormal(seed: 4));
        var random = new RandomState(4);
        var data = new Dataset("six", random.Randn(6, 5), random.Randn(6, 2));
        var right = Right(network, data, Loss.MeanSquaredError);
        Gradients wrong = [.. right.Select((layer, l) => l < 3 ? new LayerGradient(layer.Weights.Map(Off), new([.. layer.Bias.Select(Off)]))
            : layer)];

        Assert.NotEqual(GradientVerdict.Right, GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Verdict);

        double Off(double g) => g * (1 + (0.5 * ((2 * random.NextDouble()) - 1)));
    }

    [Fact]
    public void One_entry_that_is_off_is_not_excused_by_single_precision()
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));
        var data = new Dataset("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));
        double[] single = [.. Right(network, data, Loss.MeanSquaredError).Flatten().Select(g => (double)(float)g)];
        for (int i = 0; i < single.Length; i++)
        {
            foreach (double factor in (double[])[0, -1, 1.01])
            {
                int k = 0;
                var wrong = Right(network, data, Loss.MeanSquaredError).Map(_ => (float)(k == i ? factor * single[k++] : single[k++]));
                Assert.NotEqual(GradientVerdict.Right, GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Verdict);
            }
        }
    }

    [Theory]
    [InlineData(-1e-4)]
    [InlineData(0)]
    [InlineData(2e-4)]
    public void A_derivative_that_is_lost_beside_a_large_constant_is_not_called_right(double claimed)
    {
        foreach (
            var method in (DifferentiationMethod[])[DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference,
                DifferentiationMethod.ForwardDifference])
        {
            var report = GradientCheck.Run(x => 1e10 + (1e3 * x[0]) + (1e-4 * x[1]), [1, 1], [1e3, claimed], new() { Method = method });

            Assert.True(report.Verdict is GradientVerdict.Undecided or GradientVerdict.Wrong, report.ToString());
        }
    }

    [Fact]
    public void A_slope_between_those_of_a_kink_nearby_is_wrong() =>
        Assert.Equal(GradientVerdict.Wrong, GradientCheck.Run(x => Math.Abs(x[0] - 1e-5), [0], [0.5]).Verdict);

    private static Gradients Right(Network network, Dataset data, Loss loss)
    {
        var forward = network.Forward(data.Inputs);
        return network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
    }

    private static Gradients With(Gradients gradients, int index, double value)
    {
        int k = 0;
        return gradients.Map(g => k++ == index ? value : g);
    }
}
