namespace Backprop.Tests.GradientChecking;

/// <summary>ReLU has no derivative at 0: a perturbation that meets this point must not make a right gradient look wrong.</summary>
public sealed class KinkTests
{
    private static readonly Dataset Data = new("two samples", [[0, 0], [1, 2]], [[1], [2]]);

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference)]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.Extrapolation)]
    public void A_bias_on_the_kink_is_reported_as_such_with_layer_unit_and_sample(DifferentiationMethod method)
    {
        var report = GradientCheck.Run(ReluNetwork(), Data, Loss.MeanSquaredError, new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        var entry = Assert.Single(report.With(EntryVerdict.Kink), entry => entry.Name == "b1[h1]");
        Assert.Equal((1, 0, 0), (entry.Kink!.Layer, entry.Kink.Unit, entry.Kink.Sample));
        Assert.Contains("b1[h1]", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("z of unit 1 of layer 1 is 0 for sample 1, at the kink of ReLU", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.DualNumbers)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    public void The_other_convention_at_the_kink_is_no_error(DifferentiationMethod method)
    {
        var network = ReluNetwork();
        var forward = network.Forward(Data.Inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Data.Targets));
        double[] withSlopeOneAtZero = [.. backward.Gradients[0].Bias.Zip(backward.Layers[0].ActivationGradient.Row(0).ToArray(),
            (sum, atKink) => sum + atKink)];
        Gradients gradients = [new(backward.Gradients[0].Weights, Vector.Create(withSlopeOneAtZero)), backward.Gradients[1]];

        var report = GradientCheck.Compare(network, Data, Loss.MeanSquaredError, gradients, new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(["b1[h1]", "b1[h2]"], report.With(EntryVerdict.Kink).Select(entry => entry.Name));
    }

    /// <summary>A value between the two slopes, by chance: 1 % off in one entry, in a network with a whole layer on the kink.</summary>
    [Fact]
    public void An_entry_that_is_a_little_off_is_not_excused_by_the_kink()
    {
        var example = ExtremeNetwork.Recorded(564);
        var right = example.Right();
        double[] entries = right.Flatten();
        int between = 0;
        for (int chosen = 0; chosen < entries.Length; chosen++)
        {
            if (entries[chosen] == 0) continue;
            int k = 0;
            double Off(double g) => k++ == chosen ? 1.01 * g : g;
            Gradients wrong = [.. right
                .Select(layer => new LayerGradient(layer.Weights.Map(Off), new Vector([.. layer.Bias.Select(Off)])))];

            var report = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong);

            Assert.False(report.Passed, report.ToString());
            if (report.ToString().Contains("lies between the two one-sided derivatives of a kink", StringComparison.Ordinal)) between++;
        }

        Assert.Equal(6, between);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void One_slope_at_the_kink_that_is_taken_everywhere_is_no_error(double slope)
    {
        var network = ReluNetwork();
        var forward = network.Forward(Data.Inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Data.Targets));
        double[] bias = [.. backward.Gradients[0].Bias.Zip(backward.Layers[0].ActivationGradient.Row(0).ToArray(),
            (sum, atKink) => sum + (slope * atKink))];

        GradientCheck.Compare(network, Data, Loss.MeanSquaredError,
            [new(backward.Gradients[0].Weights, Vector.Create(bias)), backward.Gradients[1]]).ThrowIfFailed();
    }

    [Fact]
    public void A_wrong_gradient_beside_the_kink_is_still_wrong()
    {
        var network = ReluNetwork();
        var forward = network.Forward(Data.Inputs);
        var right = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Data.Targets)).Gradients;
        Gradients wrong = [new(right[0].Weights, 10 * right[0].Bias), right[1]];

        var report =
            GradientCheck.Compare(network, Data, Loss.MeanSquaredError, wrong, new() { Method = DifferentiationMethod.CentralDifference });

        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
    }

    [Fact]
    public void A_perturbation_across_a_kink_nearby_is_repeated_with_a_smaller_step()
    {
        var network = ReluNetwork();
        network.Layers[0].Bias = [1e-7, -1e-7];

        var report = GradientCheck.Run(network, Data, Loss.MeanSquaredError, new() { Method = DifferentiationMethod.CentralDifference });

        Assert.True(report.Passed, report.ToString());
        var entry = report.Entries.Single(entry => entry.Name == "b1[h1]");
        Assert.Equal(EntryVerdict.Right, entry.Verdict);
        Assert.Equal(1e-7, entry.Kink!.Z);
        Close.To(1e-6, entry.Analytic, entry.Numeric, "b1[h1]");

        // The other unit's kink is met by a step upwards only.
        Assert.Equal(-1e-7, report.Entries.Single(entry => entry.Name == "b1[h2]").Kink!.Z);
    }

    [Fact]
    public void A_unit_on_the_kink_is_named_before_one_that_a_step_moves_across_it()
    {
        var network = Network.Create([1, 1, 1], Activation.ReLU, Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[1]]);
        network.Layers[1].Weights = M([[1]]);

        var report =
            GradientCheck.Run(network, new("near and on", [[1e-9], [0], [2]], [[1], [1], [1]]), Loss.MeanSquaredError,
                new() { Method = DifferentiationMethod.CentralDifference });

        Assert.Equal(
            (1, 0.0),
            (report.Entries.Single(entry => entry.Name == "b1[h1]").Kink!.Sample, report.Entries.Single(entry => entry.Name == "b1[h1]")
                .Kink!.Z));
    }

    [Fact]
    public void A_kink_of_a_students_own_lambda_is_found_without_being_declared()
    {
        var relu = new Activation("my relu", z => Math.Max(0, z), z => z >= 0 ? 1 : 0);
        var network = Network.Create([2, 2, 1], relu, Activation.Identity, Initializer.StandardNormal(seed: 3));

        var report = GradientCheck.Run(network, Data, Loss.MeanSquaredError);

        Assert.True(report.Passed, report.ToString());
        Assert.NotEmpty(report.With(EntryVerdict.Kink));
    }

    /// <summary>
    /// relu(z) − relu(−z) is z, with slope 1 at 0 too; but the slopes that a program takes at the two kinks add up to 0, 1 or 2.
    /// </summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(0.5, true)]
    [InlineData(1, true)]
    [InlineData(0.75, false)]
    public void Two_kinks_that_hide_each_other_are_both_taken_by_one_convention(double slope, bool passes)
    {
        // The first layer is z itself, so that its parameters move both units at once.
        var network = Network.Create([1, 1, 2, 1], [Activation.Identity, Activation.ReLU, Activation.Identity], Initializer.Zeros);
        network.Layers[0].Weights = M([[1]]);
        network.Layers[1].Weights = M([[1, -1]]);
        network.Layers[2].Weights = M([[1], [-1]]);
        Dataset data = new("on both", [[0], [2]], [[1], [1]]);
        // ∂L/∂ŷ is −1 and 1 for z = 0 and 2.
        double[] output = [-1, 1], carried = [2 * slope * output[0], output[1]];
        Gradients gradients =
        [
            new(M([[2 * carried[1]]]), V([carried[0] + carried[1]])),
            new(M([[2 * output[1], 0]]), V([(slope * output[0]) + output[1], -slope * output[0]])),
            new(M([[2 * output[1]], [0]]), V([0])),
        ];

        var report = GradientCheck.Compare(network, data, Loss.MeanSquaredError, gradients);

        Assert.Equal(passes, report.Passed);
        // The dual numbers have slope 0 there.
        Assert.Equal(passes && slope > 0, report.With(EntryVerdict.Kink).Any(entry => entry.Name == "b1[h1]"));
    }

    [Fact]
    public void Softmax_on_the_kink_of_an_absolute_error_may_have_either_sign()
    {
        var network = Network.Create([1, 2], Activation.Softmax, Initializer.Zeros);
        Dataset data = new("half", [[1], [2]], [[0.5, 0.9], [0.25, 0.9]]);
        foreach (double sign in (double[])[-1, 0, 1])
        {
            double[] first = Delta(sign, -1), second = Delta(1, -1);
            Gradients gradients = [new(M([[first[0] + (2 * second[0]), first[1] + (2 * second[1])]]),
                V([first[0] + second[0], first[1] + second[1]]))];

            Assert.True(GradientCheck.Compare(network, data, Loss.MeanAbsoluteError, gradients).Passed);
            Gradients twice = [new(2 * gradients[0].Weights, 2 * gradients[0].Bias)];
            Assert.False(GradientCheck.Compare(network, data, Loss.MeanAbsoluteError, twice).Passed);
        }

        // a·(g − Σ g·a), with a = ½ and the mean over four entries.
        static double[] Delta(double one, double other) =>
            [0.25 * 0.5 * (one - ((one + other) / 2)), 0.25 * 0.5 * (other - ((one + other) / 2))];
    }

    private static Network ReluNetwork() =>
        Network.Create([2, 2, 1], Activation.ReLU, Activation.Identity, Initializer.StandardNormal(seed: 3));
}
