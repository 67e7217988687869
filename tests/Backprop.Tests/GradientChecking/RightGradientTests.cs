using static Backprop.Tests.GradientChecking.FiveSamples;

namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients that look odd: on several kinks, saturated, of functions in single precision.</summary>
public sealed class RightGradientTests
{
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

    /// <summary>A function in single precision hides small changes of the layers before it altogether.</summary>
    [Fact]
    public void Behind_a_function_in_single_precision_small_derivatives_are_undecided_not_wrong()
    {
        var silu = new Activation("silu in float", z => (float)(z / (1 + MathF.Exp((float)-z))),
            z => (1 + (z / (1 + Math.Exp(z)))) / (1 + Math.Exp(-z)));
        var sine = new Activation("sine", Math.Sin, Math.Cos);
        for (uint seed = 0; seed < Cases.Of(40); seed++)
        {
            var network = Network.Create(
                [3, 3, 3, 3, 3], [Activation.Sigmoid, sine, silu, Activation.ELU], Initializer.StandardNormal(seed));
            var data = new Dataset(
                "integers", new RandomState(seed).Randn(2, 3).Map(x => Math.Round(16 * x)), new RandomState(9).Randn(2, 3));

            var report = GradientCheck.Run(network, data, Loss.MeanAbsoluteError, new() { Threads = 1 });

            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{seed}: {report}");
        }
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
    public void What_was_not_tested_is_said()
    {
        var zeros = GradientCheck.Run(Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.Zeros), Dataset.Xor, Loss.MeanSquaredError);
        Assert.True(zeros.Passed, zeros.ToString());
        Assert.Contains("of 9 derivatives are 0 in both: not tested; W2 is all 0", zeros.ToString(), StringComparison.Ordinal);

        var one = GradientCheck.Run(Small, new("one", [[1, 2, 3]], [[1, 0]]), Loss.MeanSquaredError);
        Assert.Contains("one sample: sums over samples not tested", one.ToString(), StringComparison.Ordinal);

        var blank = GradientCheck.Run(Small, new("blank", [[0, 0, 0], [0, 0, 0]], [[1, 0], [0, 1]]), Loss.MeanSquaredError);
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
            GradientCheck.Run(Small, new("far", Five.Inputs, 1e200 * Five.Targets), Loss.HalfSumSquaredError).ToString(),
            StringComparison.Ordinal);

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
