namespace Backprop.Tests.GradientChecking;

/// <summary>The lab sheet descends the half sum of squared errors but prints the mean squared error.</summary>
public sealed class LabSheetTests
{
    private static readonly Network Network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    [Fact]
    public void The_sheets_gradient_against_the_loss_it_prints_is_wrong_by_factor_2()
    {
        var report = GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, SheetGradient());

        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
        Assert.Equal(GradientMistake.ConstantFactor, report.Diagnosis.Mistake);
        Assert.StartsWith("Factor 2: every derivative is 2 times the right one", report.Diagnosis.Summary, StringComparison.Ordinal);
        Assert.EndsWith("the half sum of squared errors has this gradient.", report.Diagnosis.Summary, StringComparison.Ordinal);
        Assert.StartsWith("All 9 analytic gradients are 2.0000000 × the numeric ones", report.Diagnosis.Evidence, StringComparison.Ordinal);
        Assert.All(report.Entries, entry => Assert.Equal(2, entry.Analytic / entry.Numeric, 1e-12));
    }

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference)]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.Extrapolation)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    [InlineData(DifferentiationMethod.DualNumbers)]
    public void Every_method_finds_factor_2(DifferentiationMethod method)
    {
        var report = GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, SheetGradient(), new() { Method = method });

        Assert.StartsWith("Factor 2:", report.Diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sheets_gradient_is_that_of_the_half_sum_of_squared_errors() =>
        GradientCheck.Compare(Network, Dataset.Xor, Loss.HalfSumSquaredError, SheetGradient()).ThrowIfFailed();

    /// <summary>The sheet's program, line by line.</summary>
    private static Gradients SheetGradient()
    {
        var (x, y) = (Dataset.Xor.Inputs, Dataset.Xor.Targets);
        var (w1, w2) = (Network.Layers[0].Weights, Network.Layers[1].Weights);
        var h = (x * w1).Map(Sigmoid);
        var o = (h * w2).Map(Sigmoid);
        var delta2 = (o - y).Hadamard(o.Map(a => a * (1 - a)));
        var delta1 = (delta2 * w2.Transpose()).Hadamard(h.Map(a => a * (1 - a)));
        return [new(x.Transpose() * delta1, delta1.SumRows()), new(h.Transpose() * delta2, delta2.SumRows())];
    }

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));
}
