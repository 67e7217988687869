namespace Backprop.Tests.GradientChecking;

/// <summary>What a gradient check refuses, and what it says then.</summary>
public sealed class RefusalTests
{
    private static readonly Network Network =
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 5));
    private static readonly Activation Cube = new("cube", z => z * z * z, z => 3 * z * z);
    private static readonly Loss Quartic = new("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));
    private static readonly Gradients Zero = [new(Matrix.Zeros(2, 3), Vector.Zeros(3)), new(Matrix.Zeros(3, 1), Vector.Zeros(1))];

    public static TheoryData<GradientCheckOptions, string> OutOfRange => new()
    {
        { new() { Method = (DifferentiationMethod)77 },
            "Method is 77 but must be one of Automatic, ForwardDifference, CentralDifference, Extrapolation, ComplexStep, DualNumbers." },
        { new() { Step = 0 }, "Step is 0 but must be a finite number above 0." },
        { new() { Step = -0.5 }, "Step is -0.5 but must be a finite number above 0." },
        { new() { Step = double.NaN }, "Step is NaN but must be a finite number above 0." },
        { new() { Step = double.PositiveInfinity }, "Step is Infinity but must be a finite number above 0." },
        { new() { FastAbove = -1 }, "FastAbove is -1 but must be 0 or above." },
        { new() { Directions = 0 }, "Directions is 0 but must be 1 or above." },
        { new() { RelativeTolerance = -0.25 }, "RelativeTolerance is -0.25 but must be from 0 to below 1." },
        { new() { RelativeTolerance = 1 }, "RelativeTolerance is 1 but must be from 0 to below 1." },
        { new() { RelativeTolerance = double.NaN }, "RelativeTolerance is NaN but must be from 0 to below 1." },
        { new() { Threads = 0 }, "Threads is 0 but must be 1 or above." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void An_option_out_of_range_is_refused_by_every_check(GradientCheckOptions options, string message)
    {
        Throws.Argument("options", message, () => GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError, options));
        Throws.Argument("options", message, () => GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, Zero, options));
        Throws.Argument("options", message, () => GradientCheck.Run(x => x[0], [1], [1], options));
        Throws.Argument("options", message, () => GradientCheck.Run<Identity>([1], [1], options));
    }

    [Fact]
    public void The_options_at_the_edge_of_their_ranges_are_accepted()
    {
        var report =
            GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError,
                new() { FastAbove = 0, Directions = 1, RelativeTolerance = 0, Threads = 1, Step = double.Epsilon });

        Assert.True(report.Passed, report.ToString());
        Assert.Single(report.Fast!.Directions);
    }

    [Fact]
    public void Data_that_do_not_fit_the_network_are_refused()
    {
        var wide = new Dataset("wide", [[1, 2, 3]], [[1]]);
        const string Message = "wide has 3 columns of inputs but the network has 2 inputs.";

        Throws.Argument("data", Message, () => GradientCheck.Run(Network, wide, Loss.MeanSquaredError));
        Throws.Argument("data", Message, () => GradientCheck.Compare(Network, wide, Loss.MeanSquaredError, Zero));
        Throws.Argument("data", Message, () => GradientCheck.StepSizeCurve(Network, wide, Loss.MeanSquaredError));
    }

    [Fact]
    public void Gradients_of_another_shape_are_refused()
    {
        Gradients transposed = [Zero[0], new(Matrix.Zeros(1, 3), Vector.Zeros(1))];

        const string Message = "The gradient of W2 is 1 × 3 but W2 is 3 × 1 (inputs × outputs).";

        Throws.Argument("gradients", Message, () => GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, transposed));
        Throws.Argument(
            "options.Earlier", Message,
            () => GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, Zero, new() { Earlier = transposed }));
        Throws.Argument(
            "options.Earlier", "options.Earlier has 1 layer but the network has 2.",
            () => GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError, new() { Earlier = [Zero[0]] }));
    }

    [Theory]
    [InlineData(DifferentiationMethod.DualNumbers)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    public void Exact_methods_refuse_what_is_known_for_double_only(DifferentiationMethod method)
    {
        GradientCheckOptions options = new() { Method = method };
        var cubic = Network.Create([2, 3, 1], [Activation.Tanh, Cube], Initializer.StandardNormal(seed: 5));
        string message =
            $"{method} needs activations and a loss written for any number type, but one of them is a lambda over double; use Extrapolation.";

        Assert.Equal(
            message, Assert.Throws<NotSupportedException>(() => GradientCheck.Run(cubic, Dataset.Xor, Loss.MeanSquaredError, options))
            .Message);
        Assert.Equal(
            message, Assert.Throws<NotSupportedException>(() => GradientCheck.Run(Network, Dataset.Xor, Quartic, options)).Message);
        Assert.Equal(
            message, Assert.Throws<NotSupportedException>(() =>
                GradientCheck.Compare(cubic, Dataset.Xor, Loss.MeanSquaredError, Zero, options)).Message);
        Assert.Equal($"{method} needs a function written for any number type: pass it as an IVectorFunction, or use Extrapolation.",
            Assert.Throws<NotSupportedException>(() => GradientCheck.Run(x => x[0], [1], [1], options)).Message);
    }

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference)]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.Extrapolation)]
    public void Differences_accept_what_is_known_for_double_only(DifferentiationMethod method)
    {
        var cubic = Network.Create([2, 3, 1], [Activation.Tanh, Cube], Initializer.StandardNormal(seed: 5));

        var report = GradientCheck.Run(cubic, Dataset.Xor, Quartic, new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(method, report.Method);
    }

    [Fact]
    public void The_method_chosen_is_the_exact_one_wherever_there_is_one()
    {
        Assert.Equal(DifferentiationMethod.DualNumbers, GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError).Method);
        Assert.Equal(DifferentiationMethod.Extrapolation, GradientCheck.Run(Network, Dataset.Xor, Quartic).Method);
        Assert.Equal(DifferentiationMethod.DualNumbers, GradientCheck.Run<Identity>([1], [1]).Method);
        Assert.Equal(DifferentiationMethod.Extrapolation, GradientCheck.Run(x => x[0], [1], [1]).Method);
    }

    [Fact]
    public void A_function_needs_parameters_that_are_numbers_and_a_derivative_for_each()
    {
        Throws.Argument("theta", "theta is empty; a gradient needs at least one parameter.", () => GradientCheck.Run(_ => 0, [], []));
        Throws.Argument(
            "gradient", "gradient has 1 entries but theta has 2; there must be one derivative for each parameter.",
            () => GradientCheck.Run(x => x[0], [1, 2], [1]));
        Throws.Argument("theta", "theta", () => GradientCheck.Run(x => x[0], [1, double.NaN], [1, 1]));
    }

    [Fact]
    public void A_curve_of_step_sizes_needs_a_parameter_of_the_network_or_an_elementwise_activation()
    {
        Throws.Argument(
            "parameter", "The network has no parameter 'W3[h1,ŷ]'; a weight is named W1[x1,h2] (from x1 to h2) or, by row and column, W1[0,1], and a bias b1[h2] or b1[1].",
            () => GradientCheck.StepSizeCurve(Network, Dataset.Xor, Loss.MeanSquaredError, "W3[h1,ŷ]"));
        Throws.Argument(
            "activation", "softmax is not elementwise; choose an activation with a derivative for each z.",
            () => GradientCheck.StepSizeCurve(Activation.Softmax, 1));
    }

    [Fact]
    public void A_report_says_what_was_checked()
    {
        string network = Network.ToString();

        Assert.Equal(
            $"backward pass of the {network} on XOR, mean squared error", GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError)
            .Subject);
        Assert.Equal(
            $"given gradients of the {network} on XOR, mean squared error",
            GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, Zero).Subject);
        Assert.Equal("gradient of a function of 1 parameter", GradientCheck.Run(x => x[0], [1], [1]).Subject);
        Assert.Equal("gradient of a function of 2 parameters", GradientCheck.Run(x => x[0], [1, 2], [1, 0]).Subject);
    }

    [Theory]
    [InlineData(double.NaN, "f(theta) is NaN: there is nothing to differentiate.")]
    [InlineData(double.NegativeInfinity, "f(theta) is -Infinity: there is nothing to differentiate.")]
    public void A_function_that_is_not_finite_cannot_be_checked(double value, string summary)
    {
        var report = GradientCheck.Run(_ => value, [1], [1]);

        Assert.Equal(
            (GradientVerdict.NotFinite, GradientMistake.NotFinite, summary),
            (report.Verdict, report.Diagnosis.Mistake, report.Diagnosis.Summary));
        Assert.Empty(report.Entries);
    }

    [Fact]
    public void A_function_that_changes_cannot_be_checked()
    {
        double value = 0.5;

        var report = GradientCheck.Run(_ => value++, [1], [1]);

        Assert.Equal((GradientVerdict.NotDeterministic, GradientMistake.NotDeterministic), (report.Verdict, report.Diagnosis.Mistake));
        Assert.Equal(
            "f(theta) was 0.5 at the first call and 1.5 at the second: fix the seed, or take the randomness out.",
            report.Diagnosis.Summary);
        Assert.Equal(2, report.Evaluations);
    }

    private readonly struct Identity : IVectorFunction<Identity>
    {
        public static T Evaluate<T>(ReadOnlySpan<T> theta)
            where T : struct, IScalar<T> => theta[0];
    }
}
