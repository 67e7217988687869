namespace Backprop.Tests.GradientChecking;

/// <summary>What rounding is allowed to do, in a network whose backward pass can be written down: one linear unit, one sample.</summary>
public sealed class AnalyticRoundingTests
{
    /// <summary>2⁻⁵³.</summary>
    private const double U = 1.1102230246251565e-16;

    [Theory]
    [InlineData(0.75, 2, -0.5, 1.25)]
    [InlineData(-1.5, 0.25, 0.125, 3)]
    public void The_bound_of_a_linear_unit_is_made_of_its_terms_and_of_what_disturbed_numbers_do(double w, double x, double b, double y)
    {
        var (network, data) = Unit(w, x, b, y);
        double delta = Math.Abs((w * x) + b - y);

        var rounding = new AnalyticRounding(network, data, Loss.HalfSumSquaredError, seed: 1);

        // ∂L/∂b = delta: three terms as large as delta. Disturbing w, x, b and y by 2⁻²⁰ each moves it by at most these, a quarter more for
        // what its sample's deltas do on average, in three draws; ∂L/∂w = x·delta moves by x times that, and by delta for its own x.
        double move = (2 * Math.Abs(w * x)) + Math.Abs(b) + Math.Abs(y), moveOfWeight = Math.Abs(x) * ((1.25 * move) + delta);
        InRange(64 * U * 3 * delta, 64 * U * ((3 * delta) + (3 * 1.25 * move)), rounding[1]);
        InRange(64 * U * 3 * Math.Abs(x) * delta, 64 * U * ((3 * Math.Abs(x) * delta) + (3 * moveOfWeight)), rounding[0]);
        Close.To(1e-14, 4 * U * ((0.5 * delta * delta) + (delta * Math.Abs((w * x) + b))), rounding.LossNoise, "the loss's noise");

        static void InRange(double low, double high, double actual) => Assert.InRange(actual, low, high * (1 + 1e-5));
    }

    [Fact]
    public void The_bounds_of_a_mean_and_of_a_sum_are_in_the_same_proportion_as_their_gradients()
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Identity, Initializer.XavierNormal(seed: 1));
        Dataset data = new("four", new RandomState(2).Randn(4, 3), new RandomState(3).Randn(4, 2));

        var sum = new AnalyticRounding(network, data, Loss.HalfSumSquaredError, seed: 5);
        var mean = new AnalyticRounding(network, data, Loss.MeanSquaredError, seed: 5);

        // Half a sum of squares over 8 entries is 4 times their mean.
        for (int i = 0; i < network.ParameterCount; i++)
            Close.To(1e-9, sum[i] / 4, mean[i], $"bound {i}");
        Close.To(1e-14, sum.LossNoise / 4, mean.LossNoise, "the loss's noise");
    }

    [Fact]
    public void No_bound_is_more_than_a_billionth_of_the_gradient_in_an_ordinary_network()
    {
        var network = Network.Create([3, 5, 4, 2], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        Dataset data = new("four", new RandomState(2).Randn(4, 3), Matrix.OneHot([0, 1, 1, 0], 2));
        var forward = network.Forward(data.Inputs);
        double norm = network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, data.Targets)).Gradients.Norm();

        var rounding = new AnalyticRounding(network, data, Loss.CrossEntropy, seed: 1);

        Assert.All(Enumerable.Range(0, network.ParameterCount), i => Assert.InRange(rounding[i] / norm, 1e-16, 1e-9));
    }

    [Fact]
    public void Directions_are_NumPys_normal_numbers_and_their_tolerance_is_16_standard_deviations_of_the_bounds()
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        Dataset data = new("four", new RandomState(2).Randn(4, 3), Matrix.OneHot([0, 1, 1, 0], 2));
        var forward = network.Forward(data.Inputs);
        double[] gradient = network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, data.Targets)).Gradients.Flatten();
        var rounding = new AnalyticRounding(network, data, Loss.CrossEntropy, seed: 9);

        var report = GradientCheck.Run(network, data, Loss.CrossEntropy, new() { FastAbove = 0, Directions = 3, Seed = 9 });

        Assert.Equal(3, report.Fast!.Directions.Count);
        Assert.Equal(report.Fast.Directions.Max(direction => direction.RelativeError), report.WorstRelativeError);
        // W1, b1, W2, b2: each moved in a unit in inverse proportion to its rounding.
        (int Start, int Count)[] tensors = [(0, 12), (12, 4), (16, 8), (24, 2)];
        double[] errors = [.. tensors.Select(tensor => Math.Sqrt(
            Enumerable.Range(tensor.Start, tensor.Count).Sum(i => rounding[i] * rounding[i])))];
        double[] units = [.. tensors.SelectMany((tensor, t) => Enumerable.Repeat(errors.Max() / errors[t], tensor.Count))];
        double deviation = Math.Sqrt(units.Select((unit, i) => Math.Pow(unit * rounding[i], 2)).Sum());
        var random = new RandomState(9);
        foreach (var direction in report.Fast.Directions)
        {
            double[] v = [.. random.Randn(gradient.Length).ToArray().Zip(units, (x, unit) => x * unit)];
            Close.To(1e-12, gradient.Zip(v, (g, x) => g * x).Sum(), direction.Analytic, "g·v");
            double sums = v.Select((x, i) => rounding[i] * Math.Abs(x)).Sum() / 32;
            Close.To(1e-12, (16 * deviation) + sums, direction.Tolerance, "tolerance");
            Assert.True(direction.Agrees && Math.Abs(direction.Analytic - direction.Numeric) <= direction.Tolerance);
        }

        Assert.Matches(
            @"^The slope of the loss along 3 random directions is g·v to rounding; an error of a hundred-thousandth of its matrix or vector, in one parameter or in many, would be missed with probability \de-\d\d\.$", report.Diagnosis.Evidence);
    }

    private static (Network Network, Dataset Data) Unit(double w, double x, double b, double y)
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[w]]);
        network.Layers[0].Bias = V([b]);
        return (network, new Dataset("one", M([[x]]), M([[y]])));
    }
}
