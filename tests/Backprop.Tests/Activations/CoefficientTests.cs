namespace Backprop.Tests;

/// <summary>Leaky ReLU and ELU with a coefficient of one's choice; numbers of PyTorch 2 in double precision.</summary>
public sealed class CoefficientTests
{
    private static readonly double[] Z = [-3, -1.5, -1e-3, 0, 0.5, 2];

    [Fact]
    public void Leaky_ReLU_with_a_slope_equals_PyTorch() => AssertValues(
        Activation.LeakyReLUWith(negativeSlope: 0.2), [-0.6000000000000001, -0.30000000000000004, -0.0002, 0, 0.5, 2], [0.2, 0.2, 0.2, 0.2,
            1, 1]);

    [Fact]
    public void ELU_with_an_alpha_equals_PyTorch() => AssertValues(
        Activation.ELUWith(alpha: 0.5),
        [-0.475106465816068, -0.3884349199257851, -0.000499750083312489, 0, 0.5, 2],
        [0.024893534183931972, 0.11156508007421491, 0.4995002499166875, 0.5, 1, 1]);

    [Fact]
    public void The_usual_coefficients_are_the_built_in_functions()
    {
        Assert.Same(Activation.LeakyReLU, Activation.LeakyReLUWith(0.01));
        Assert.Same(Activation.ELU, Activation.ELUWith(1));
    }

    [Theory]
    [InlineData(DifferentiationMethod.DualNumbers)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    [InlineData(DifferentiationMethod.CentralDifference)]
    public void Their_gradients_pass_every_check(DifferentiationMethod method)
    {
        foreach (var activation in new[] { Activation.LeakyReLUWith(0.3), Activation.ELUWith(0.5), Activation.ELUWith(2) })
        {
            var network = Network.Create([4, 6, 5, 3], activation, Activation.Softmax, Initializer.HeNormal(seed: 3));
            var report =
                GradientCheck.Run(network, Dataset.Iris.Select("some", [3, 70, 110]), Loss.CrossEntropy, new() { Method = method });
            Assert.True(report.Passed, $"{activation}: {report}");
        }
    }

    [Fact]
    public void A_saved_network_has_its_coefficients_again()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            Network.Create([1, 2, 1], Activation.LeakyReLUWith(0.1 + 0.2), Activation.ELUWith(1e-7), Initializer.Zeros).Save(path);
            var layers = Network.Load(path).Layers;

            Assert.Equal([0.1 + 0.2, 1e-7], layers.Select(layer => layer.Activation.Coefficient));
            Assert.Equal("leaky ReLU (0.30000000000000004)", layers[0].Activation.ToString());
            Assert.Equal(0.2, Activation.Named("leakyRelu(0.2)").Coefficient);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Coefficients_out_of_range_and_names_that_mean_one_are_refused()
    {
        foreach (double slope in new[] { -0.1, double.NaN, double.PositiveInfinity })
        {
            Throws.Argument(
                "negativeSlope", FormattableString.Invariant($"negativeSlope is {slope} but must be a finite number, 0 or above."), () =>
                Activation.LeakyReLUWith(slope));
        }

        Throws.Argument("alpha", "alpha is 0 but must be a finite number above 0.", () => Activation.ELUWith(0));
        Throws.Argument(
            "name", "There is a built-in activation named 'elu(3)'; give your own another name.", () =>
            _ = new Activation("elu(3)", z => z, z => 1));
        Throws.Argument("name", "There is no activation named 'elu(-1)'", () => Activation.Named("elu(-1)"));
    }

    private static void AssertValues(Activation activation, double[] values, double[] derivatives)
    {
        Close.To(1e-13, values, [.. Z.Select(activation.Apply)], "value", absolute: 0);
        Close.To(1e-15, derivatives, [.. Z.Select(activation.Derivative)], "derivative", absolute: 0);
    }
}
