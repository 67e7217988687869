namespace Backprop.Tests.Display;

/// <summary>The computation graph: its gradients are those of the backward pass.</summary>
public sealed class ComputationGraphTests
{
    private static readonly Dataset Three = new("three", [[0.5, -1], [1, 2], [-0.3, 0.7]], [[1, 0], [0, 1], [0, 1]]);

    public static TheoryData<string, string, string> Functions => new()
    {
        { "sigmoid", "sigmoid", "halfSumSquaredError" },
        { "tanh", "sigmoid", "binaryCrossEntropy" },
        { "relu", "softmax", "crossEntropy" },
        { "silu", "identity", "meanSquaredError" },
        { "elu", "softmax", "meanSquaredError" },
    };

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_gradient_of_every_weight_bias_and_input_equals_the_backward_pass(string hidden, string output, string lossName)
    {
        var network = Network.Create([2, 2, 2], Activation.Named(hidden), Activation.Named(output), Initializer.XavierNormal(seed: 5));
        var loss = Loss.Named(lossName);
        var one = Three.Select("one", [1]);
        var forward = network.Forward(one.Inputs);
        var backward = network.Backward(forward, loss.Evaluate(forward, one.Targets));

        var scripts = PlayerScripts.Of(network, one, loss).Run("""
            const nodes = graph.build({ layers: model.layers }, model.inputs[0], model.targets[0], model.loss, equations.naming([2, 2, 2]));
            const gradientOf = key => nodes.find(node => node.key === key).gradient;
            """);

        Close.To(1e-12, backward.Loss.Value, scripts.Evaluate<double>("nodes.at(-1).value"), "L");
        Close.To(1e-12, backward.InputGradient.Values, scripts.Evaluate<double[]>("[0, 1].map(i => gradientOf(`a:0:${i}:0`))"), "inputs");
        for (int l = 1; l <= 2; l++)
        {
            Close.To(
                1e-12, backward.Gradients[l - 1].Weights.Values,
                scripts.Evaluate<double[]>($"[0, 1].flatMap(i => [0, 1].map(j => gradientOf(`W:{l}:${{i}}:${{j}}`)))"), $"W{l}");
            Close.To(
                1e-12, backward.Gradients[l - 1].Bias.Values, scripts.Evaluate<double[]>($"[0, 1].map(j => gradientOf(`b:{l}:${{j}}`))"),
                $"b{l}");
        }

        Assert.Equal(ComputationGraph.CountNodes(network), scripts.Evaluate<int>("nodes.length"));
    }

    [Fact]
    public void The_steps_reach_every_computed_node_forward_and_every_node_but_the_targets_backward()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

        var scripts = PlayerScripts.Of(network, Dataset.Xor, Loss.HalfSumSquaredError)
            .Run("const nodes = graph.build({ layers: model.layers }, [0, 1], [1], model.loss, equations.naming([2, 2, 1]));");

        Assert.Equal(25, scripts.Evaluate<int>("nodes.length"));
        foreach (string each in (string[])["true", "false"])
        {
            Assert.Equal(
                13, scripts.Evaluate<int>($"graph.list(nodes, {each}).filter(step => step.kind === 'forward').flatMap(step => step.ids).length"));
            Assert.Equal(
                24, scripts.Evaluate<int>($"new Set(graph.list(nodes, {each}).filter(step => step.kind === 'backward').flatMap(step => step.ids)).size"));
            Assert.True(
                scripts.Evaluate<bool>($"graph.list(nodes, {each}).flatMap(step => step.kind === 'backward' ? step.ids : []).every((id, k, all) => nodes[id].uses.every(use => all.indexOf(use.to) < k))"));
        }
    }

    [Fact]
    public void A_graph_that_nobody_could_read_is_refused_with_its_number_of_nodes()
    {
        var network = Network.Create([2, 4, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));

        var exception = Assert.Throws<ArgumentException>(() => ComputationGraph.Of(network, Dataset.Xor, 1, Loss.MeanSquaredError));

        Assert.Contains("43 nodes", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => ComputationGraph.Of(Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.Zeros), Dataset.Xor, 5,
                Loss.MeanSquaredError));
    }
}
