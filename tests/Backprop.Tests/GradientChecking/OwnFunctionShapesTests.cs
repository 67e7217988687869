namespace Backprop.Tests.GradientChecking;

/// <summary>Which function of one's own has no derivative where a network uses it.</summary>
public sealed class OwnFunctionShapesTests
{
    private static readonly Activation Leaky = new("leaky", z => z > 0 ? z : 0.1 * z, z => z > 0 ? 1 : 0.1);
    private static readonly Activation Stairs = new("stairs", z => Math.Round(z, 6), _ => 1);

    /// <summary>So near to a kink no step is below its distance; each side keeps its slope all the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2e-14)]
    [InlineData(-2e-14)]
    [InlineData(1e-7)]
    [InlineData(1)]
    public void A_kink_is_no_step(double z) => Assert.Null(Irregular(Leaky, Activation.Identity, Loss.MeanSquaredError, z));

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(-1.05)]
    public void Stairs_are_no_slope(double z) =>
        Assert.Equal(("the activation of layer 1, stairs,", 1), Irregular(Stairs, Activation.Identity, Loss.MeanSquaredError, z));

    /// <summary>From the output on, and the loss before the activations.</summary>
    [Fact]
    public void The_last_function_is_named_first()
    {
        var counted = new Loss("counted", (p, y) => Math.Round(p - y, 6), (_, _) => 1);

        Assert.Equal(("the loss, counted,", 3), Irregular(Stairs, Stairs, counted, 0.3));
        Assert.Equal(("the activation of layer 2, stairs,", 2), Irregular(Stairs, Stairs, Loss.MeanSquaredError, 0.3));
        Assert.Equal(("the activation of layer 1, stairs,", 1), Irregular(Stairs, Leaky, Loss.MeanSquaredError, 0.3));
        Assert.Null(Irregular(Leaky, Leaky, Loss.MeanSquaredError, 0.3));
    }

    /// <summary>Of 200 samples, of which each fourth is tried, those from −2 to −1 are where the function has steps.</summary>
    [Fact]
    public void Of_many_samples_some_are_enough()
    {
        var half = new Activation("half", z => z < -1 ? Math.Round(z, 6) : z, _ => 1);
        double[] z = [.. Enumerable.Range(0, 200).Select(n => -2 + (n * 0.0201))];

        Assert.Equal(("the activation of layer 1, half,", 1), Irregular(half, Activation.Identity, Loss.MeanSquaredError, z));
    }

    /// <summary>Two layers of one unit; the first is given z itself.</summary>
    private static (string Name, int Layer)? Irregular(Activation first, Activation second, Loss loss, params double[] z)
    {
        var network = Network.Create([1, 1, 1], [first, second], Initializer.Zeros);
        network.Layers[0].Weights = M([[1]]);
        network.Layers[1].Weights = M([[0.7]]);
        var data = new Dataset("z", new Matrix(z.Length, 1, z), Matrix.Zeros(z.Length, 1));
        return OwnFunctionShapes.Irregular(new BasePass(network, data, loss));
    }
}
