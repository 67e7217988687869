namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients that look odd: on several kinks, saturated, in another precision, measured instead of derived.</summary>
public sealed class RightGradientTests
{
    private static readonly Network Network = Create(seed: 11);
    private static readonly Dataset Five = new("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));

    [Theory]
    [InlineData(true, DifferentiationMethod.Automatic)]
    [InlineData(false, DifferentiationMethod.CentralDifference)]
    [InlineData(false, DifferentiationMethod.Automatic)]
    public void Several_pre_activations_on_a_kink_at_once_are_no_mistake(bool own, DifferentiationMethod method)
    {
        var relu = own ? new Activation("my relu", z => Math.Max(0, z), z => z > 0 ? 1 : 0) : Activation.ReLU;
        for (uint seed = 0; seed < Cases.Of(60); seed++)
        {
            var random = new RandomState(seed);
            var network = Network.Create([4, 4, 3, 3], relu, Activation.Identity, Initializer.Zeros);
            foreach (var layer in network.Layers)
                layer.Weights = layer.Weights.Map(_ => Math.Round(3 * random.NextDouble()) - 1.5 > 0 ? 1 : -1);
            var data = new Dataset("integers", random.Randn(6, 4).Map(x => Math.Round(x)), random.Randn(6, 3).Map(x => Math.Round(x)));

            var report = GradientCheck.Run(network, data, Loss.HalfSumSquaredError, new() { Method = method, Threads = 1 });

            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{seed}: {report}");
        }
    }

    [Fact]
    public void An_own_ReLU_with_slope_1_at_0_is_right()
    {
        var relu = new Activation("my relu", z => Math.Max(0, z), z => z >= 0 ? 1 : 0);
        for (uint seed = 0; seed < Cases.Of(40); seed++)
        {
            var report =
                GradientCheck.Run(Network.Create([2, 4, 4, 4, 1], relu, Activation.Identity, Initializer.StandardNormal(seed)), Dataset.Xor,
                    Loss.MeanSquaredError, new() { Threads = 1 });

            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{seed}: {report}");
        }
    }

    [Fact]
    public void A_saturated_tanh_is_undecided_not_wrong()
    {
        var network = Network.Create([1, 1, 1, 1], Activation.Tanh, Initializer.Zeros);
        foreach (var layer in network.Layers)
            layer.Weights = M([[30]]);

        var report = GradientCheck.Run(network, new("one", [[1], [2]], [[0], [1]]), Loss.MeanSquaredError);

        Assert.True(report.Verdict is GradientVerdict.Undecided or GradientVerdict.Right, report.ToString());
    }

    [Fact]
    public void A_function_in_single_precision_has_its_own_derivative()
    {
        var tanh = new Activation("tanh in float", z => MathF.Tanh((float)z), z => 1 - Math.Pow(MathF.Tanh((float)z), 2));
        var network = Network.Create([3, 4, 2], tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));

        var report = GradientCheck.Run(network, Five, Loss.MeanSquaredError);

        Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, report.ToString());
    }

    [Fact]
    public void A_loss_in_single_precision_has_its_own_derivative()
    {
        var squares = new Loss("squares in float", (p, y) => (float)((p - y) * (p - y)), (p, y) => 2 * (p - y));
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));

        var report = GradientCheck.Run(network, Five, squares);

        Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, report.ToString());
    }

    [Fact]
    public void A_loss_with_a_kink_is_right_on_it()
    {
        var network = Network.Create([2, 2], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[1, 2], [3, -1]]);
        var data = new Dataset("fits", [[1, 0], [0, 1], [1, 1]], [[1, 2], [3, -1], [0, 0]]);

        Assert.True(
            GradientCheck.Run(network, data, Loss.Of<AbsoluteError>()).Passed, GradientCheck.Run(network, data, Loss.Of<AbsoluteError>())
            .ToString());
        Assert.True(GradientCheck.Run(network, data, new Loss("absolute", (p, y) => Math.Abs(p - y), (p, y) => Math.Sign(p - y))).Passed);
    }

    [Fact]
    public void Single_precision_is_named_and_no_mistake()
    {
        var report = Compare(Map(Right(), g => (float)g));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains("agrees to 7 digits: single precision", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Rounded_decimals_are_named_and_no_mistake(int decimals)
    {
        var report = Compare(Map(Right(), g => Math.Round(g, decimals)));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains($"rounded to {decimals} decimals", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-6, false, "1e-6")]
    [InlineData(1e-5, true, "1e-5")]
    [InlineData(1e-4, false, "1e-4")]
    [InlineData(1e-3, true, "1e-3")]
    public void Difference_quotients_are_named_with_their_step_and_no_mistake(double h, bool central, string step)
    {
        double[] quotients = [.. Enumerable.Range(0, Network.ParameterCount)
            .Select(i => central ? (At(i, h) - At(i, -h)) / (2 * h) : (At(i, h) - At(i, 0)) / h)];
        int k = 0;

        var report = Compare(Map(Right(), _ => quotients[k++]));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains($"looks like a difference quotient with step about {step}", report.ToString(), StringComparison.Ordinal);

        static double At(int i, double h)
        {
            var moved = Network.Copy();
            moved.Parameters[i] += h;
            return Loss.MeanSquaredError.Evaluate(moved.Forward(Five.Inputs), Five.Targets).Value;
        }
    }

    [Fact]
    public void A_mistake_in_single_precision_is_named_with_the_precision()
    {
        var example = new RandomNetwork(Network, Five, Loss.MeanSquaredError, new RandomState(4));

        var diagnosis = Compare(Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => (float)g)).Diagnosis;

        Assert.Equal(GradientMistake.MissingDerivative, diagnosis.Mistake);
        Assert.StartsWith("Single precision, and: φ′(z) is missing", diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_rounded_to_decimals_is_named_with_the_rounding()
    {
        var example = new RandomNetwork(Network, Five, Loss.MeanSquaredError, new RandomState(4));

        var diagnosis = Compare(
            Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => Math.Round(g, 6))).Diagnosis;

        Assert.Equal(GradientMistake.MissingDerivative, diagnosis.Mistake);
        Assert.StartsWith("Rounded to 6 decimals, and: φ′(z) is missing", diagnosis.Summary, StringComparison.Ordinal);
    }

    /// <summary>Of a large network a sample of the entries is measured first; it must not call the precision a mistake.</summary>
    [Fact]
    public void A_large_gradient_in_single_precision_is_no_mistake()
    {
        var network = Network.Create([40, 60, 5], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        Dataset data = new("many", new RandomState(2).Randn(1500, 40), Matrix.OneHot([.. Enumerable.Range(0, 1500).Select(n => n % 5)], 5));
        var right = new StudentBackward(network, data, Loss.CrossEntropy).Right;

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, Map(right, g => (float)g));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains("single precision", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_a_thousandth_too_much_is_wrong_in_every_precision()
    {
        Assert.Equal(GradientVerdict.Wrong, Compare(Map(Right(), g => (float)(1.001 * g))).Verdict);
        Assert.NotEqual(GradientVerdict.Right, Compare(Map(Right(), g => Math.Round(1.01 * g, 4))).Verdict);
        Assert.NotEqual(GradientVerdict.Right, Compare(Map(Right(), g => Math.Round(1.001 * g, 6))).Verdict);
        Assert.Equal(GradientVerdict.Wrong, Compare(Map(Right(), g => 1.00001 * g)).Verdict);
    }

    [Fact]
    public void The_relative_tolerance_reaches_the_diagnosis()
    {
        var random = new RandomState(3);
        var example = new RandomNetwork(Network, Five, Loss.MeanSquaredError, new RandomState(4));
        var noisy =
            Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => g * (1 + (1e-7 * random.NextDouble())));

        Assert.Equal(
            GradientMistake.MissingDerivative,
            GradientCheck.Compare(Network, Five, Loss.MeanSquaredError, noisy, new() { RelativeTolerance = 1e-6 }).Diagnosis.Mistake);
    }

    [Fact]
    public void The_regularised_objective_is_checked()
    {
        Gradients decayed = [.. Right()
            .Zip(Network.Layers, (gradient, layer) => gradient with { Weights = gradient.Weights + (0.01 * layer.Weights) })];
        GradientCheckOptions options = new() { WeightDecay = 0.01 };

        foreach (
            var method in (DifferentiationMethod[])[DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference,
                DifferentiationMethod.Extrapolation])
        {
            GradientCheck.Compare(Network, Five, Loss.MeanSquaredError, decayed, options with { Method = method }).ThrowIfFailed();
        }

        GradientCheck.Compare(Network, Five, Loss.MeanSquaredError, decayed, options with { FastAbove = 0 }).ThrowIfFailed();
        GradientCheck.Run(Network, Five, Loss.MeanSquaredError, options).ThrowIfFailed();
        var missing = GradientCheck.Compare(Network, Five, Loss.MeanSquaredError, Right(), options).Diagnosis;
        Assert.Equal(
            (GradientMistake.WeightDecay, "The λ·W of the weight decay is missing (λ = 0.01)."), (missing.Mistake, missing.Summary));
    }

    [Fact]
    public void A_forgotten_decay_of_any_function_is_named()
    {
        double[] theta = [1, -2, 0.5, 3];

        var report = GradientCheck.Run(x => x.Sum(Math.Sin) + (0.05 * x.Sum(v => v * v)), theta, [.. theta.Select(Math.Cos)]);

        Assert.Equal(
            (GradientMistake.WeightDecay, "The λ·θ of the weight decay is missing (λ = 0.1)."),
            (report.Diagnosis.Mistake, report.Diagnosis.Summary));
    }

    [Fact]
    public void What_was_not_tested_is_said()
    {
        var zeros = GradientCheck.Run(Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.Zeros), Dataset.Xor, Loss.MeanSquaredError);
        Assert.True(zeros.Passed, zeros.ToString());
        Assert.Contains("of 9 derivatives are 0 in both: not tested; W2 is all 0", zeros.ToString(), StringComparison.Ordinal);

        var one = GradientCheck.Run(Network, new("one", [[1, 2, 3]], [[1, 0]]), Loss.MeanSquaredError);
        Assert.Contains("one sample: sums over samples not tested", one.ToString(), StringComparison.Ordinal);

        var blank = GradientCheck.Run(Network, new("blank", [[0, 0, 0], [0, 0, 0]], [[1, 0], [0, 1]]), Loss.MeanSquaredError);
        Assert.Contains(
            "9 of 32 derivatives are 0 in both: not tested; all inputs are 0: give inputs that are not", blank.ToString(),
            StringComparison.Ordinal);
        Assert.Equal(9, blank.Untested);
    }

    [Fact]
    public void A_null_inside_the_gradients_is_named() =>
        Throws.Argument(
            "gradients", "gradients[1].Weights is null; every layer needs ∂L/∂W and ∂L/∂b.",
            () => Compare([Right()[0], new(null!, Right()[1].Bias), Right()[2]]));

    [Fact]
    public void A_loss_that_overflows_is_not_called_undefined() =>
        Assert.Contains(
            "overflows; scale the targets and outputs down",
            GradientCheck.Run(Network, new("far", Five.Inputs, 1e200 * Five.Targets), Loss.HalfSumSquaredError).ToString(),
            StringComparison.Ordinal);

    [Fact]
    public void A_check_shows_its_progress_and_can_be_cancelled()
    {
        var shown = new System.Collections.Concurrent.ConcurrentBag<double>();
        GradientCheck.Run(Network, Five, Loss.MeanSquaredError, new() { Progress = new Now(shown.Add) });
        Assert.Contains(1, shown);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => GradientCheck.Run(Network, Five, Loss.MeanSquaredError, new() { CancellationToken = source.Token }));
    }

    [Fact]
    public void A_sample_of_a_large_network_names_the_mistake()
    {
        var network = Network.Create([64, 128, 64, 10], Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1));
        var random = new RandomState(2);
        var data =
            new Dataset("digits", random.Randn(300, 64).Map(_ => random.NextDouble()),
                Matrix.OneHot([.. Enumerable.Range(0, 300).Select(n => n % 10)], 10));
        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, data.Targets));
        Gradients wrong = [.. backward.Layers.Select(layer => layer.Gradient with { Bias = (1.0 / 300) * layer.Gradient.Bias })];

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, wrong);

        Assert.Equal(GradientMistake.BiasAveraged, report.Diagnosis.Mistake);
        Assert.InRange(report.Entries.Count, 100, 400);
        Assert.Contains("of 17226 derivatives (AllEntries measures every one)", report.Diagnosis.Evidence, StringComparison.Ordinal);
    }

    private static GradientCheckReport Compare(Gradients gradients) =>
        GradientCheck.Compare(Network, Five, Loss.MeanSquaredError, gradients);

    private static Gradients Right()
    {
        var forward = Network.Forward(Five.Inputs);
        return Network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Five.Targets)).Gradients;
    }

    private static Gradients Map(Gradients gradients, Func<double, double> change) =>
        [.. gradients.Select(layer => new LayerGradient(layer.Weights.Map(change), new Vector([.. layer.Bias.Select(change)])))];

    private static Network Create(uint seed)
    {
        var network =
            Network.Create([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid], Initializer.LeCunNormal(seed));
        var random = new RandomState(9);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        return network;
    }

    private sealed class Now(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }

    private readonly struct AbsoluteError : ILossFunction<AbsoluteError>
    {
        public static string Name => "absolute error of its own";

        public static Reduction OverOutputs => Reduction.Mean;

        public static Reduction OverSamples => Reduction.Mean;

        public static T Term<T>(T prediction, double target)
            where T : struct, IScalar<T> => prediction.Value >= target ? prediction - target : -(prediction - target);

        public static double Derivative(double prediction, double target) => Math.Sign(prediction - target);
    }
}
