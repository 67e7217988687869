namespace Backprop.Tests.GradientChecking;

/// <summary>The V: truncation falls with h, rounding rises, and each method has its own best step.</summary>
public sealed class StepSizeCurveTests
{
    private static readonly StepSizeCurve Curve = GradientCheck.StepSizeCurve(Activation.Sigmoid, 0.7);

    [Fact]
    public void Errors_fall_with_the_order_of_each_method()
    {
        Assert.Equal(1, Order(DifferentiationMethod.ForwardDifference), 0.05);
        Assert.Equal(2, Order(DifferentiationMethod.CentralDifference), 0.05);
        Assert.Equal(2, Order(DifferentiationMethod.ComplexStep), 0.05);
    }

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference, -32, -20)]
    [InlineData(DifferentiationMethod.CentralDifference, -22, -13)]
    public void The_best_step_is_where_truncation_and_rounding_meet(DifferentiationMethod method, int low, int high) =>
        Assert.InRange(Math.Log2(Errors(method).BestStep), low, high);

    [Fact]
    public void Differences_lose_everything_at_the_smallest_step_but_exact_methods_nothing()
    {
        Assert.True(Errors(DifferentiationMethod.CentralDifference).RelativeErrors[^1] > 0.1);
        Assert.True(Errors(DifferentiationMethod.ComplexStep).RelativeErrors[^1] < 1e-15);
        Assert.All(Errors(DifferentiationMethod.DualNumbers).RelativeErrors, error => Assert.Equal(0, error));
    }

    [Fact]
    public void A_lambda_has_no_exact_curves()
    {
        var curve = GradientCheck.StepSizeCurve(new Activation("square", z => z * z, z => 2 * z), 3);

        Assert.Equal("square′(3)", curve.Of);
        Assert.Equal(3, curve.Methods.Count);
        Close.To(1e-12, 6, curve.Exact, "derivative");
    }

    [Fact]
    public void The_curve_of_a_networks_weight_is_of_the_weight_that_was_named()
    {
        var network = Network.Create([2, 2, 1], Activation.Tanh, Initializer.StandardNormal(seed: 1));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var gradients = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;

        var curve = GradientCheck.StepSizeCurve(network, Dataset.Xor, Loss.MeanSquaredError, "W1[1,0]");

        Close.To(1e-13, gradients[0].Weights[1, 0], curve.Exact, "derivative");
        Assert.Equal(5, curve.Methods.Count);
        Assert.Equal("∂L/∂W1[x2,h1]", curve.Of);
    }

    [Fact]
    public void The_curve_of_a_network_with_a_lambda_has_no_exact_methods()
    {
        var network =
            Network.Create([2, 2, 1], new Activation("square", z => z * z, z => 2 * z), Activation.Identity,
                Initializer.StandardNormal(seed: 1));

        var curve = GradientCheck.StepSizeCurve(network, Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal("∂L/∂W1[x1,h1]", curve.Of);
        Assert.Equal(
            [DifferentiationMethod.ForwardDifference, DifferentiationMethod.CentralDifference, DifferentiationMethod.Extrapolation],
            curve.Methods.Select(errors => errors.Method));
    }

    /// <summary>Of x² at 3 the forward difference is off by h, of 6.</summary>
    [Fact]
    public void Steps_are_halved_from_1_to_2_to_the_minus_60_and_errors_are_relative()
    {
        var forward = GradientCheck.StepSizeCurve(new Activation("square", z => z * z, z => 2 * z), 3).Methods[0];

        Assert.Equal(Enumerable.Range(0, 61).Select(i => Math.ScaleB(1, -i)), forward.Steps);
        for (int i = 0; i < 12; i++)
            Close.To(1e-9, forward.Steps[i] / 6, forward.RelativeErrors[i], $"error at 2^-{i}");
    }

    [Fact]
    public void Where_the_derivative_is_0_errors_are_absolute() =>
        Assert.Equal(0.25, GradientCheck.StepSizeCurve(new Activation("square", z => z * z, z => 2 * z), 0).Methods[0].RelativeErrors[2]);

    [Fact]
    public void An_unknown_weight_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => GradientCheck.StepSizeCurve(Network.Create([1, 1], Activation.Tanh, Initializer.Zeros), new Dataset("one", [[1]], [[1]]),
                Loss.MeanSquaredError, "W2[0,0]"));

    private static StepSizeCurve.MethodErrors Errors(DifferentiationMethod method) => Curve.Methods.Single(curve => curve.Method == method);

    /// <summary>The slope of the error between h = 2⁻⁴ and 2⁻⁸.</summary>
    private static double Order(DifferentiationMethod method) =>
        Math.Log2(Errors(method).RelativeErrors[4] / Errors(method).RelativeErrors[8]) / 4;
}
