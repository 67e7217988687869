namespace Backprop.Tests.GradientChecking;

/// <summary>Wrong derivatives that no known mistake gives: the diagnosis says where they are and where the mistake must be.</summary>
public sealed class LocationTests
{
    private const string NoMistake = "no mistake that the diagnosis knows gives these numbers.";

    private static readonly Network Network = CreateNetwork();

    [Theory]
    [InlineData("W2[0,1]", "Only W2[h1,h2] of 20 derivatives is wrong, in layer 2;",
        "The layers behind layer 2 are right. b2 is right: look at ∂L/∂W2 = a1ᵀ·delta2.", 2)]
    [InlineData("W1[1,0] W1[0,2]", "Only W1[x1,h3], W1[x2,h1] of 20 derivatives are wrong, in layer 1;",
        "The layers behind layer 1 are right. b1 is right: look at ∂L/∂W1 = a0ᵀ·delta1.", 1)]
    [InlineData("W3[0,0]", "Only W3[h1,ŷ] of 20 derivatives is wrong, in layer 3;",
        "b3 is right: look at ∂L/∂W3 = a2ᵀ·delta3.", 3)]
    [InlineData("b1[0] b1[1] b1[2]", "Only b1[h1], b1[h2], b1[h3] of 20 derivatives are wrong, in layer 1;",
        "The layers behind layer 1 are right. W1 is right: look at ∂L/∂b1 = Σ over samples of delta1.", 1)]
    [InlineData("b2[0] b2[1]", "Only b2[h1], b2[h2] of 20 derivatives are wrong, in layer 2;",
        "The layers behind layer 2 are right. W2 is right: look at ∂L/∂b2 = Σ over samples of delta2.", 2)]
    [InlineData("W2[0,0] W2[2,1] b2[0] b2[1]", "4 of 20 derivatives are wrong, in layer 2;",
        "The layers behind layer 2 are right. The layers before layer 2 are right too: look at how ∂L/∂W2 and ∂L/∂b2 are made of it.", 2)]
    [InlineData("W1[0,0] b1[1]", "Only W1[x1,h1], b1[h2] of 20 derivatives are wrong, in layer 1;",
        "The layers behind layer 1 are right. Both W1 and b1 are wrong: look at delta1 = (delta2·W2ᵀ) ⊙ φ′(z1).", 1)]
    [InlineData("W1[0,0] W1[1,2] W2[1,1] b2[1]", "4 of 20 derivatives are wrong, in layers 1, 2;",
        "The layers behind layer 2 are right. Both W2 and b2 are wrong: look at delta2 = (delta3·W3ᵀ) ⊙ φ′(z2).", null)]
    [InlineData("W1[0,0] b2[1]", "Only W1[x1,h1], b2[h2] of 20 derivatives are wrong, in layers 1, 2;",
        "The layers behind layer 2 are right. W2 is right: look at ∂L/∂b2 = Σ over samples of delta2.", null)]
    [InlineData("W1[0,0] W3[0,0] W3[1,0] b3[0]", "4 of 20 derivatives are wrong, in layers 1, 3;",
        "Both W3 and b3 are wrong: look at delta3, ∂L/∂ŷ ⊙ φ′(z3).", null)]
    [InlineData("W1[0,0] W2[1,1] b3[0]", "Only W1[x1,h1], W2[h2,h2], b3[ŷ] of 20 derivatives are wrong, in every layer;",
        "W3 is right: look at ∂L/∂b3 = Σ over samples of delta3.", null)]
    public void The_mistake_must_be_behind_the_last_right_delta(string wrong, string summary, string evidence, int? layer)
    {
        var report = GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, RightBut(wrong.Split(' ')));

        var diagnosis = report.Diagnosis;
        Assert.Equal($"{summary} {NoMistake}", diagnosis.Summary);
        Assert.Equal(evidence, diagnosis.Evidence);
        Assert.Equal((GradientMistake.Unknown, layer), (diagnosis.Mistake, diagnosis.Layer));
        Assert.Empty(diagnosis.Alternatives);
        Assert.Equal(wrong.Split(' ').Order(), report.With(EntryVerdict.Wrong).Select(ByIndex).Order());
    }

    [Fact]
    public void Where_the_layers_before_the_last_are_right_so_is_its_delta() =>
        Assert.Equal("The layers before layer 3 are right too: look at how ∂L/∂W3 and ∂L/∂b3 are made of it.",
            GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, RightBut("W3[0,0]", "b3[0]")).Diagnosis.Evidence);

    [Fact]
    public void A_network_of_one_layer_has_no_layer_before()
    {
        var network = Network.Create([2, 1], Activation.Tanh, Initializer.StandardNormal(seed: 3));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var right = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;

        var diagnosis =
            GradientCheck.Compare(network, Dataset.Xor, Loss.MeanSquaredError,
                [new(right[0].Weights + M([[0.3], [-0.11]]), right[0].Bias + V([0.17]))]).Diagnosis;

        Assert.Equal($"Only W1[x1,ŷ], W1[x2,ŷ], b1[ŷ] of 3 derivatives are wrong, in every layer; {NoMistake}", diagnosis.Summary);
        Assert.Equal("Both W1 and b1 are wrong: look at delta1, ∂L/∂ŷ ⊙ φ′(z1).", diagnosis.Evidence);
        Assert.Equal(1, diagnosis.Layer);
    }

    [Theory]
    [InlineData(1, "theta[0] is wrong, the other 5 of 6 right.")]
    [InlineData(2, "theta[0], theta[1] are wrong, the other 4 of 6 right.")]
    [InlineData(3, "theta[0], theta[1], theta[2] are wrong, the other 3 of 6 right.")]
    [InlineData(5, "theta[0], theta[1], theta[2] and 2 more are wrong, the other 1 of 6 right.")]
    public void Of_a_function_the_first_three_wrong_entries_are_named(int wrong, string summary)
    {
        double[] theta = [1, 2, 3, 4, 5, 6];
        double[] gradient = [.. theta.Select((x, i) => (2 * x) + (i < wrong ? 0.1 * (i + 1) * (i + 1) : 0))];

        var diagnosis = GradientCheck.Run(x => x.Sum(value => value * value), theta, gradient).Diagnosis;

        Assert.Equal(
            (GradientMistake.Unknown, null, summary, ""), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary, diagnosis.Evidence));
    }

    private static Network CreateNetwork()
    {
        var network = Network.Create([2, 3, 2, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 4));
        network.Layers[0].Bias = [0.3, -0.2, 0.1];
        network.Layers[1].Bias = [-0.4, 0.25];
        return network;
    }

    /// <summary>The right gradient, with something else added to each of the entries named.</summary>
    private static Gradients RightBut(params string[] names)
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var right = Network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;
        return [.. right.Select((layer, l) => new LayerGradient(
            new Matrix(Changed(layer.Weights.ToArray(), (i, j) => $"W{l + 1}[{i},{j}]")),
            new Vector([.. layer.Bias.Select((value, j) => value + Added($"b{l + 1}[{j}]"))])))];

        double Added(string name) => Array.IndexOf(names, name) is >= 0 and var at ? 0.1 * Math.Sqrt(at + 2) : 0;

        double[,] Changed(double[,] weights, Func<int, int, string> name)
        {
            for (int i = 0; i < weights.GetLength(0); i++)
            {
                for (int j = 0; j < weights.GetLength(1); j++)
                    weights[i, j] += Added(name(i, j));
            }

            return weights;
        }
    }
}
