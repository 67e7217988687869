namespace Backprop.Tests.Training;

/// <summary>Dropout against the formulas written by hand, and what it must leave alone.</summary>
public sealed class DropoutTests
{
    private static readonly TrainingOptions Options =
        new() { Loss = Loss.CrossEntropy, Optimizer = Optimizer.GradientDescent(0.5), Epochs = 1 };
    private static readonly Dataset Data = Dataset.Iris.Select("some flowers", [0, 30, 60, 75, 90, 120, 149]);

    [Fact]
    public void A_step_is_that_of_the_formulas_with_the_masks_that_NumPy_would_draw()
    {
        var network = NewNetwork();
        var random = new RandomState(9);
        Matrix first = Mask(random, Data.Count, 5, 0.4), second = Mask(random, Data.Count, 3, 0.2);
        var (w1, b1, w2, b2, w3, b3) =
            (network.Layers[0].Weights, network.Layers[0].Bias, network.Layers[1].Weights, network.Layers[1].Bias,
                network.Layers[2].Weights, network.Layers[2].Bias);
        Matrix z1 = (Data.Inputs * w1) + b1, a1 = Activation.Tanh.Apply(z1).Hadamard(first);
        Matrix z2 = (a1 * w2) + b2, a2 = Activation.Sigmoid.Apply(z2).Hadamard(second);
        var output = Activation.Softmax.Apply((a2 * w3) + b3);
        var delta3 = (output - Data.Targets) / Data.Count;
        var delta2 = (delta3 * w3.Transpose()).Hadamard(second).Hadamard(Activation.Sigmoid.Derivative(z2));
        var delta1 = (delta2 * w2.Transpose()).Hadamard(first).Hadamard(Activation.Tanh.Derivative(z1));

        var history = network.Train(Data, Options with { Dropout = [0.4, 0.2], DropoutSeed = 9 });

        Close.To(1e-14, Loss.CrossEntropy.Evaluate(output, Data.Targets).Value, history.Loss[0], "loss");
        Close.To(1e-13, (w3 - (0.5 * a2.Transpose() * delta3)).Values, network.Layers[2].Weights.Values, "W3");
        Close.To(1e-13, (w2 - (0.5 * a1.Transpose() * delta2)).Values, network.Layers[1].Weights.Values, "W2");
        Close.To(1e-13, (w1 - (0.5 * Data.Inputs.Transpose() * delta1)).Values, network.Layers[0].Weights.Values, "W1");
        Close.To(1e-13, (b1 - (0.5 * delta1.SumRows())).Values, network.Layers[0].Bias.Values, "b1");
    }

    [Fact]
    public void A_rate_of_0_changes_nothing()
    {
        var (plain, none) = (NewNetwork(), NewNetwork());

        plain.Train(Data, Options with { Epochs = 5 });
        none.Train(Data, Options with { Epochs = 5, Dropout = 0 });

        Assert.Equal(plain.Parameters, none.Parameters);
    }

    [Fact]
    public void One_rate_holds_for_all_hidden_layers()
    {
        var (one, each, other) = (NewNetwork(), NewNetwork(), NewNetwork());

        one.Train(Data, Options with { Epochs = 3, Dropout = 0.3 });
        each.Train(Data, Options with { Epochs = 3, Dropout = [0.3, 0.3] });
        other.Train(Data, Options with { Epochs = 3, Dropout = 0.3, DropoutSeed = 1 });

        Assert.Equal(one.Parameters, each.Parameters);
        Assert.NotEqual(one.Parameters, other.Parameters);
    }

    [Fact]
    public void Each_step_draws_other_units_and_drops_the_rate_of_them_on_average()
    {
        var wide = Network.Create([1, 1000, 1], Activation.Identity, Initializer.Zeros);
        wide.Layers[0].Bias = Vector.Create([.. Enumerable.Repeat(1.0, 1000)]);

        var history = wide.Train(new Dataset("one", [[1]], [[1]]), new()
        {
            Loss = new Loss("sum", (p, y) => p, (p, y) => 1),
            Optimizer = Optimizer.GradientDescent(1),
            Dropout = 0.25,
            Epochs = 20,
            SnapshotEvery = 1,
        });

        // A unit's output weight stays 0 only as long as it was dropped in every step: 1000·¼ᵗ after t steps.
        int[] dropped = [.. history.Snapshots.Select(snapshot => snapshot.Network.Layers[1].Weights.Values.ToArray().Count(w => w == 0))];
        Assert.Equal(1000, dropped[0]);
        Assert.InRange(dropped[1], 200, 300);
        Assert.InRange(dropped[2], 40, 90);
        Assert.True(dropped[^1] <= 1);
    }

    [Fact]
    public void It_is_not_there_when_the_network_is_used_checked_or_validated()
    {
        var network = NewNetwork();

        var history = network.Train(Data, Options with { Dropout = 0.5, Validation = Data, Epochs = 4 });

        Assert.Equal(network.Evaluate(Data, Loss.CrossEntropy).Value, history.ValidationLoss[^1]);
        Assert.Equal(network.Predict(Data.Inputs), network.Predict(Data.Inputs));
        Assert.True(GradientCheck.Run(network, Data, Loss.CrossEntropy).Passed);
    }

    [Fact]
    public void Rates_that_are_none_are_refused()
    {
        foreach (double rate in new[] { -0.1, 1, double.NaN })
        {
            Throws.Argument(
                "rates", FormattableString.Invariant($"A rate is {rate} but must be from 0 to below 1"),
                () => _ = new TrainingOptions { Dropout = rate });
        }

        Throws.Argument("options", "Dropout is set but the network has no hidden layer to drop units of.",
            () => Network.Create([4, 3], Activation.Softmax, Initializer.Zeros).Train(Data, Options with { Dropout = 0.5 }));
        Assert.Equal("0.2, 0.5", Dropout.Create([0.2, 0.5]).ToString());
        Assert.Equal([0.2, 0.5], Dropout.Create([0.2, 0.5]));
    }

    private static Matrix Mask(RandomState random, int samples, int units, double rate) =>
        Matrix.Create(
            [.. Enumerable.Range(0, samples).Select(_ => random.RandomSample(units).Select(u => u < rate ? 0 : 1 / (1 - rate)).ToArray())]);

    private static Network NewNetwork() =>
        Network.Create([4, 5, 3, 3], [Activation.Tanh, Activation.Sigmoid, Activation.Softmax], Initializer.XavierNormal(seed: 4));
}
