namespace Backprop.Tests.GradientChecking;

/// <summary>Activations and losses of one's own that have no derivative, or hide it beside a constant: nothing is called right.</summary>
public sealed class IrregularNetworkTests
{
    private static readonly DifferentiationMethod[] Methods =
        [DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference, DifferentiationMethod.ForwardDifference];

    private static readonly Dictionary<string, Activation> Stairs = new()
    {
        ["rounded to 3 decimals"] = new("rounded", z => Math.Round(z, 3), _ => 1),
        ["rounded to 8 decimals"] = new("rounded", z => Math.Round(z, 8), _ => 1),
        ["its sign, passed through"] = new("sign", z => Math.Sign(z), _ => 1),
        ["eighths"] = new("eighths", z => Math.Floor(8 * z) / 8, _ => 1),
        ["tanh in 8 bits"] = new("tanh of 8 bits", z => Math.Round(127 * Math.Tanh(z)) / 127, TanhSlope),
        ["tanh with noise"] = new("noisy tanh", z => Math.Tanh(z) + (1e-6 * (((z * 1e9) % 1) - 0.5)), TanhSlope),
    };

    private static readonly Dictionary<string, Loss> Losses = new()
    {
        ["rounded to 4 decimals"] = new("rounded", (p, y) => Math.Round((p - y) * (p - y), 4), (p, y) => 2 * (p - y)),
        ["counted"] = new("counted", (p, y) => Math.Abs(p - y) < 0.5 ? 0 : 1, (p, y) => 2 * (p - y)),
        ["0 beside a million"] = new("constant", (p, y) => 1e6 + (1e-9 * (p - y) * (p - y)), (_, _) => 0),
        ["0 beside a billion"] = new("constant", (p, y) => 1e12 + ((p - y) * (p - y)), (_, _) => 0),
    };

    public static TheoryData<string> NamesOfStairs => [.. Stairs.Keys];

    public static TheoryData<string> NamesOfLosses => [.. Losses.Keys];

    [Theory]
    [MemberData(nameof(NamesOfStairs))]
    public void The_average_slope_of_an_activation_with_stairs_is_not_called_right(string name)
    {
        for (uint seed = 1; seed <= 3; seed++)
        {
            var (network, data) = Create(Stairs[name], seed);
            foreach (var method in Methods)
                Assert.False(GradientCheck.Run(network, data, Loss.MeanSquaredError, new() { Method = method }).Passed);
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfLosses))]
    public void A_loss_with_stairs_or_beside_a_constant_is_not_called_right(string name)
    {
        for (uint seed = 1; seed <= 3; seed++)
        {
            var (network, data) = Create(Activation.Tanh, seed);
            Gradients zero = [.. network.Layers.Select(layer => new LayerGradient(0 * layer.Weights, 0 * layer.Bias))];
            foreach (var method in Methods)
            {
                Assert.False(GradientCheck.Run(network, data, Losses[name], new() { Method = method }).Passed);
                Assert.False(GradientCheck.Compare(network, data, Losses[name], zero, new() { Method = method }).Passed);
            }
        }
    }

    /// <summary>ŷ is the target but for rounding, where the slope of the loss is nothing beside its curvature.</summary>
    [Fact]
    public void A_smooth_loss_of_ones_own_has_no_steps_at_its_minimum()
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[0.1]]);
        network.Layers[0].Bias = [0.2];
        var own = new Loss("own", (p, y) => (p - y) * (p - y), (p, y) => 2 * (p - y));

        string said = GradientCheck.Run(network, new Dataset("one", [[1]], [[0.3]]), own).ToString();

        Assert.DoesNotContain("steps, jumps or noise", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sentence_names_the_function()
    {
        var (network, data) = Create(Stairs["eighths"], 1);

        var report = GradientCheck.Run(network, data, Loss.MeanSquaredError);

        Assert.Equal(
            "Undecided: the activation of layer 1, eighths, has steps, jumps or noise where the network uses it; what differences give "
                + "there is no derivative.", report.Diagnosis.Summary);
        Assert.Equal("Take a smooth function, without rounding, thresholds and counting, or other weights and data.",
            report.Diagnosis.Evidence);
        Assert.Equal(16, report.Undecided);
    }

    [Fact]
    public void A_smooth_activation_and_loss_of_ones_own_stay_right()
    {
        Loss loss = new("own", (p, y) => 1e3 + ((p - y) * (p - y)), (p, y) => 2 * (p - y));
        foreach (var own in (Activation[])[new("own tanh", Math.Tanh, TanhSlope), new("shifted", z => Math.Tanh(z) + 10, TanhSlope)])
        {
            for (uint seed = 1; seed <= 3; seed++)
            {
                var (network, data) = Create(own, seed);
                foreach (var method in Methods)
                    GradientCheck.Run(network, data, loss, new() { Method = method }).ThrowIfFailed();
            }
        }
    }

    /// <summary>A pre-activation a few billionths beside the kink: the function is flat there, and its slope is one side's.</summary>
    [Theory]
    [InlineData(-3.6e-9, 0)]
    [InlineData(-2e-8, 5)]
    [InlineData(3.6e-9, 0)]
    public void A_kink_that_is_very_near_is_no_irregularity(double z, double constant)
    {
        Activation own = new("own ReLU6", x => constant + Math.Min(6, Math.Max(0, x)), x => x is > 0 and < 6 ? 1 : 0);
        var network = Network.Create([2, 2, 1], [own, Activation.Identity], Initializer.LeCunNormal(seed: 3));
        network.Layers[0].Weights = new Matrix(2, 2, [1, 0.5, 0.25, -0.5]);
        network.Layers[0].Bias = new Vector([z - 1, 1]);
        Dataset data = new("near", [[1, 0], [1, 2]], [[0.5], [-1]]);

        var report = GradientCheck.Run(network, data, Loss.MeanSquaredError);

        Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, report.ToString());
        Assert.DoesNotContain("steps, jumps or noise", report.ToString(), StringComparison.Ordinal);
    }

    private static double TanhSlope(double z) => 1 - (Math.Tanh(z) * Math.Tanh(z));

    private static (Network Network, Dataset Data) Create(Activation hidden, uint seed)
    {
        var random = new RandomState(seed);
        return (Network.Create([3, 4, 2], [hidden, Activation.Identity], Initializer.LeCunNormal(seed)),
            new Dataset("five", random.Randn(5, 3), random.Randn(5, 2)));
    }
}
