using Backprop.Tests.Training.Diagnosis;

namespace Backprop.Tests.Display;

/// <summary>The playground: the numbers that its cell of C# gives.</summary>
public sealed class PlaygroundTests
{
    private const string Settings =
        "{ data: 'moons', noise: 0.1, seed: 7, hidden: [3, 2], activation: 'tanh', learningRate: 0.3, batch: 10, decay: 0.001 }";

    [Fact]
    public void Its_random_numbers_are_NumPys_as_the_librarys()
    {
        var stream = new RandomState(7);
        double[] expected = [.. Enumerable.Range(0, 1500).Select(k => k % 3 == 2 ? stream.NextGaussian() : stream.NextDouble())];

        Assert.Equal(
            expected, new PlayerScripts()
            .Evaluate<double[]>("(stream => Array.from({ length: 1500 }, (_, k) => k % 3 === 2 ? stream.gaussian() : stream.next()))(random(7))"));
    }

    [Fact]
    public void Its_training_is_the_librarys_with_the_same_weights_batches_and_weight_decay()
    {
        var scripts = new PlayerScripts()
            .Run($"const settings = {Settings}; const sets = points.pointsOf(settings); let network = points.networkOf(settings);");
        var training =
            new Dataset("moons", Matrix.Create(scripts.Evaluate<double[][]>("sets.training.inputs")),
                Matrix.Create(scripts.Evaluate<double[][]>("sets.training.targets")));
        var network = Network.Create([2, 3, 2, 1], Activation.Tanh, Activation.Sigmoid, Initializer.XavierNormal(seed: 7));
        Assert.Equal(network.Layers[1].Weights.Values.ToArray(), scripts.Evaluate<double[]>("network.layers[1].W.flat()"));

        network.Train(
            training,
            new()
            {
                Loss = Loss.BinaryCrossEntropy,
                Optimizer = Optimizer.GradientDescent(0.3),
                Epochs = 20,
                BatchSize = 10,
                WeightDecay = 0.001
            });
        scripts.Run("for (let k = 0; k < 20; k++) network = points.epoch(network, sets.training, settings);");

        for (int l = 0; l < 3; l++)
            Close.To(1e-11, network.Layers[l].Weights.Values, scripts.Evaluate<double[]>($"network.layers[{l}].W.flat()"), $"W{l + 1}");
    }

    [Fact]
    public void The_cell_of_CSharp_names_what_was_chosen()
    {
        string cell = new PlayerScripts().Evaluate<string>($"points.csharp([{{ settings: {Settings}, epochs: 40 }}])");

        foreach (
            string part in (string[])["new RandomState(7)",
            "Network.Create([2, 3, 2, 1], Activation.Tanh, Activation.Sigmoid, Initializer.XavierNormal(seed: 7))", "Epochs = 40",
            "BatchSize = 10", "WeightDecay = 0.001"])
        {
            Assert.Contains(part, cell, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("xor", "relu")]
    [InlineData("circle", "sigmoid")]
    [InlineData("moons", "leakyRelu")]
    [InlineData("spiral", "elu")]
    [InlineData("gaussian", "silu")]
    public void The_cell_of_CSharp_compiles_and_gives_the_numbers_of_the_playground_after_a_change_of_eta_too(
        string points, string activation)
    {
        var scripts = new PlayerScripts().Run($$"""
            const first = { data: '{{points}}', noise: 0.1, seed: 3, hidden: [4, 2], activation: '{{activation}}', learningRate: 0.1, batch: 10, decay: 0 };
            const second = { ...first, learningRate: 0.03, batch: 0, decay: 0.001 };
            const { training } = points.pointsOf(first);
            let network = points.networkOf(first);
            for (let k = 0; k < 5; k++) network = points.epoch(network, training, first);
            for (let k = 0; k < 3; k++) network = points.epoch(network, training, second);
            """);

        var train = ProposalCode.CompileTraining(scripts.Evaluate<string>(
            "points.csharp([{ settings: first, epochs: 5 }, { settings: second, epochs: 3 }])"));

        Close.To(
            1e-10, train().Parameters, scripts.Evaluate<double[]>("network.layers.flatMap(layer => [...layer.W.flat(), ...layer.b])"),
            "parameters");
    }

    [Theory]
    [InlineData("xor")]
    [InlineData("circle")]
    [InlineData("moons")]
    [InlineData("spiral")]
    [InlineData("gaussian")]
    public void Where_no_script_runs_its_points_stand_as_a_still_image(string points)
    {
        string settings = $"{{ data: '{points}', noise: 0.05, seed: 9 }}";
        var scripts = new PlayerScripts().Run($"const {{ training }} = points.pointsOf({settings})");
        var still = PlaygroundPoints.Of(points, 0.05, seed: 9);

        Close.To(1e-14, still.Inputs.Values, scripts.Evaluate<double[]>("training.inputs.flat()"), "points");
        Assert.Equal(still.Targets.Values.ToArray(), scripts.Evaluate<double[]>("training.targets.flat()"));
        Assert.StartsWith("data:image/svg+xml", Html.Parse(new Playground { Points = points, Seed = 9 }.ToHtml())
            .QuerySelector(".still img")!.GetAttribute("src"), StringComparison.Ordinal);
    }

    [Fact]
    public void Points_and_layers_that_there_are_none_of_are_refused()
    {
        Assert.Contains(
            "spiral", Assert.Throws<ArgumentException>(() => new Playground { Points = "square" }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Playground { HiddenLayers = [9] });
        Assert.Throws<ArgumentException>(() => new Playground { HiddenLayers = [1, 1, 1, 1] });
        Assert.Equal("Playground: moons, seed 1", new Playground { Points = "moons" }.ToString());
    }
}
