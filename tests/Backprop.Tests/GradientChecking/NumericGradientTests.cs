namespace Backprop.Tests.GradientChecking;

/// <summary>The measured derivatives against quotients of the whole loss, step by step.</summary>
public sealed class NumericGradientTests
{
    private const double Step = 1.0 / 16;

    private static readonly Dataset Data = new("three", new RandomState(2).Randn(3, 3), new RandomState(3).Randn(3, 2));

    [Theory]
    [InlineData("tanh")]
    [InlineData("relu")]
    public void A_step_that_is_asked_for_is_taken_scaled_with_the_parameter(string hidden)
    {
        var network = CreateNetwork(Activation.Named(hidden));
        network.Layers[1].Weights = network.Layers[1].Weights.With(0, 0, 3);

        DerivativeEstimate[] Measure(DifferentiationMethod method) =>
            new NumericGradient(new BasePass(network, Data, Loss.MeanSquaredError), method, new() { Step = Step }, noise: [0, 0])
            .Measure(NetworkParameter.Of(network));
        var (central, forward) = (Measure(DifferentiationMethod.CentralDifference), Measure(DifferentiationMethod.ForwardDifference));

        foreach (var parameter in NetworkParameter.Of(network))
        {
            double h = Math.Abs(network.Parameters[parameter.Index]) > 2
                ? 4 * Step
                : StepSize.For(network.Parameters[parameter.Index], Step);
            Close.To(1e-9, Symmetric(network, parameter, h), central[parameter.Index].Value, parameter.Name, absolute: 1e-12);
            Close.To(
                1e-9, (LossAt(network, parameter, h) - LossAt(network, parameter, 0)) / h, forward[parameter.Index].Value, parameter.Name,
                absolute: 1e-12);
        }
    }

    [Fact]
    public void The_complex_step_takes_the_step_that_is_asked_for_and_is_off_by_its_square()
    {
        var network = CreateNetwork(Activation.Tanh);
        GradientCheckOptions options = new() { Method = DifferentiationMethod.ComplexStep };

        var usual = GradientCheck.Run(network, Data, Loss.MeanSquaredError, options).Entries;
        var coarse = GradientCheck.Run(network, Data, Loss.MeanSquaredError, options with { Step = 0.01 }).Entries;
        var finer = GradientCheck.Run(network, Data, Loss.MeanSquaredError, options with { Step = 0.005 }).Entries;

        double Off(IReadOnlyList<GradientEntry> entries) =>
            entries.Zip(usual, (entry, right) => Math.Abs(entry.Numeric - right.Numeric)).Max();
        Assert.InRange(Off(coarse), 1e-7, 1e-3);
        Assert.Equal(4, Off(coarse) / Off(finer), 0.05);
    }

    /// <summary>
    /// W1 has 12 entries, of which 6 are measured with the double step too; b1, W2 and b2 have up to 8, all of which are.
    /// </summary>
    [Fact]
    public void Some_entries_of_each_matrix_are_measured_twice_for_the_truncation_error()
    {
        var report =
            GradientCheck.Run(CreateNetwork(Activation.Tanh), Data, Loss.MeanSquaredError,
                new() { Method = DifferentiationMethod.CentralDifference });

        Assert.Equal((6 * 4) + (6 * 2) + (4 * 4) + (8 * 4) + (2 * 4), report.Evaluations);
    }

    [Fact]
    public void The_truncation_error_of_a_bias_vector_is_four_times_the_largest_third_of_what_the_double_step_changes()
    {
        var network = CreateNetwork(Activation.Tanh);
        foreach (var layer in network.Layers)
            layer.Bias = new Vector([.. new RandomState((uint)layer.Number).Randn(layer.Outputs).Select(x => 0.5 * Math.Tanh(x))]);

        var report =
            GradientCheck.Run(network, Data, Loss.MeanSquaredError,
                new() { Method = DifferentiationMethod.CentralDifference, Step = Step });

        foreach (var vector in NetworkParameter.Of(network).Where(parameter => parameter.Row < 0).GroupBy(parameter => parameter.Layer))
        {
            double largest =
                vector.Max(parameter => Math.Abs(Symmetric(network, parameter, 2 * Step) - Symmetric(network, parameter, Step)) / 3);
            Assert.All(
                vector, parameter =>
                Close.To(1e-6, 4 * largest, report.Entries[parameter.Index].ErrorEstimate, parameter.Name, absolute: 1e-11));
        }
    }

    [Theory]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.ForwardDifference)]
    public void With_a_tiny_step_the_error_that_is_stated_is_rounding_and_covers_it(DifferentiationMethod method)
    {
        var network = CreateNetwork(Activation.Tanh);
        var exact = GradientCheck.Run(network, Data, Loss.MeanSquaredError).Entries;

        var report = GradientCheck.Run(network, Data, Loss.MeanSquaredError, new() { Method = method, Step = 1.0 / (1L << 42) });

        Assert.Equal(
            (GradientVerdict.Undecided, true),
            (report.Verdict, report.ToString().Contains("dual numbers measure them", StringComparison.Ordinal)));
        Assert.Contains(report.Entries.Zip(exact), pair => Math.Abs(pair.First.Numeric - pair.Second.Numeric) > 1e-6);
        Assert.All(
            report.Entries.Zip(exact),
            pair => Assert.InRange(Math.Abs(pair.First.Numeric - pair.Second.Numeric), 0, pair.First.ErrorEstimate));
    }

    /// <summary>
    /// Where all pre-activations are positive ReLU is the identity; only whether ±h crosses its kink has to be looked at: two evaluations.
    /// </summary>
    [Fact]
    public void Looking_for_kinks_costs_two_evaluations_a_parameter_where_there_are_none_near()
    {
        Dataset data = new("positive", [[1, 2], [2, 1]], [[1], [3]]);

        long Evaluations(Activation activation)
        {
            var network = Network.Create([2, 2, 1], activation, Activation.Identity, Initializer.Zeros);
            network.Layers[0].Weights = M([[0.5, 0.25], [0.75, 1]]);
            network.Layers[0].Bias = V([2, 3]);
            network.Layers[1].Weights = M([[0.5], [-0.25]]);
            return GradientCheck.Run(network, data, Loss.MeanSquaredError, new() { Method = DifferentiationMethod.Extrapolation })
                .Evaluations;
        }

        Assert.Equal(Evaluations(Activation.Identity) + (2 * 9), Evaluations(Activation.ReLU));
    }

    [Fact]
    public void Every_parameter_is_measured_whatever_the_number_of_threads()
    {
        var network = Network.Create([9, 11, 3], Activation.Tanh, Activation.Identity, Initializer.XavierNormal(seed: 1));
        Dataset data = new("three", new RandomState(2).Randn(3, 9), new RandomState(3).Randn(3, 3));

        foreach (int threads in (int[])[1, 2, 5])
        {
            var entries = GradientCheck.Run(network, data, Loss.MeanSquaredError, new() { Threads = threads }).Entries;
            Assert.Equal(NetworkParameter.Of(network).Select(parameter => parameter.Name), entries.Select(entry => entry.Name));
            Assert.All(entries, entry => Assert.NotEqual(0, entry.Numeric));
        }
    }

    private static Network CreateNetwork(Activation hidden) =>
        Network.Create([3, 4, 2], hidden, Activation.Identity, Initializer.XavierNormal(seed: 1));

    private static double Symmetric(Network network, NetworkParameter parameter, double h) =>
        (LossAt(network, parameter, h) - LossAt(network, parameter, -h)) / (2 * h);

    private static double LossAt(Network network, NetworkParameter parameter, double step)
    {
        var moved = network.Copy();
        moved.Parameters[parameter.Index] += step;
        return Loss.MeanSquaredError.Evaluate(moved.Forward(Data.Inputs), Data.Targets).Value;
    }
}
