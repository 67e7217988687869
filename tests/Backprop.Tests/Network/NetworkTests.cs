namespace Backprop.Tests;

public sealed class NetworkTests
{
    [Fact]
    public void A_network_with_another_output_has_the_parameters_and_the_hidden_layers_of_the_first()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 1));
        network.Layers[0].WeightsFrozen = true;

        var changed = network.WithOutput(Activation.Softmax);
        changed.Layers[0].Bias = Vector.Create([1, 2, 3]);

        Assert.Equal([Activation.Tanh, Activation.Softmax], changed.Layers.Select(layer => layer.Activation));
        Assert.Equal(network.Layers[1].Weights, changed.Layers[1].Weights);
        Assert.True(changed.Layers[0].WeightsFrozen);
        Assert.Equal(Vector.Zeros(3), network.Layers[0].Bias);
    }

    [Fact]
    public void It_says_how_it_is_built()
    {
        var network = Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.Zeros);

        Assert.Equal("2-3-1 network, 13 parameters (tanh, sigmoid)", network.ToString());
        Assert.Equal((2, 1, 13), (network.Inputs, network.Outputs, network.ParameterCount));
        Assert.Equal([2, 3, 1], network.Sizes);
        Assert.Equal(["layer 1: 2 → 3, tanh", "layer 2: 3 → 1, sigmoid"], network.Layers.Select(layer => layer.ToString()));
        Assert.Equal([9, 4], network.Layers.Select(layer => layer.ParameterCount));
    }

    [Fact]
    public void A_copy_has_the_same_parameters_and_none_in_common()
    {
        var network = Network.Create([2, 1], Activation.Tanh, Initializer.StandardNormal(seed: 1));
        var copy = network.Copy();
        Assert.Equal(network.Parameters.ToArray(), copy.Parameters.ToArray());

        copy.Layers[0].Weights = [[1], [2]];
        copy.Layers[0].Bias = [3];

        Assert.Equal([1, 2, 3], copy.Parameters.ToArray());
        Assert.NotEqual([1, 2], network.Layers[0].Weights.Values.ToArray());
    }

    [Fact]
    public void Weights_read_are_a_copy()
    {
        var network = Network.Create([2, 1], Activation.Tanh, Initializer.Zeros);
        var before = network.Layers[0].Weights;

        network.Layers[0].Weights = before.With(1, 0, 5);

        Assert.Equal([[0], [0]], before);
        Assert.Equal([[0], [5]], network.Layers[0].Weights);
    }

    [Fact]
    public void A_backward_pass_uses_the_parameters_of_its_forward_pass()
    {
        var network = Network.Create([2, 2, 1], Activation.Tanh, Initializer.StandardNormal(seed: 1));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var loss = Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets);
        var before = network.Backward(forward, loss);

        network.Layers[1].Weights = [[10], [20]];

        Assert.Equal(before.Gradients.Flatten(), network.Backward(forward, loss).Gradients.Flatten());
        Assert.Equal(before.InputGradient, network.Backward(forward, loss).InputGradient);
    }

    [Fact]
    public void Gradients_are_a_list_of_layers_with_a_norm()
    {
        Gradients gradients = [new([[1, 2]], [2, 0]), new([[4], [0]], [0])];

        Assert.Equal(2, gradients.Count);
        Assert.Equal(5, gradients.Norm());
        Assert.Equal([1, 2, 2, 0, 4, 0, 0], gradients.Flatten());
        Assert.Equal([2.0, 0.0], gradients.Select(layer => layer.Bias[0]));
        Assert.Equal(2, ((System.Collections.IEnumerable)gradients).Cast<LayerGradient>().Count());
    }

    [Fact]
    public void The_derivative_shown_is_of_the_pre_activation_and_missing_for_softmax()
    {
        var network = Network.Create([2, 2, 2], Activation.Tanh, Activation.Softmax, Initializer.StandardNormal(seed: 1));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var backward = network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, Matrix.OneHot([0, 1, 1, 0], 2)));

        Assert.Equal(Activation.Tanh.Derivative(forward.Layers[0].Z), backward.Layers[0].Derivative);
        Assert.Null(backward.Layers[1].Derivative);
        Close.To(
            1e-14, backward.Layers[0].ActivationGradient.Hadamard(backward.Layers[0].Derivative!).Values, backward.Layers[0].Delta.Values,
            "delta1");
        Close.To(
            1e-14, (backward.Layers[1].Delta * forward.Layers[1].Weights.Transpose()).Values, backward.Layers[0].ActivationGradient.Values,
            "dL/da1");
    }

    [Fact]
    public void An_update_keeps_before_change_and_after()
    {
        var network = Network.Create([2, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
        var forward = network.Forward([[1, 2]]);
        var backward = network.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, M([[0]])));
        var before = network.Layers[0].Weights;

        var update = network.Update(backward, learningRate: 0.5);

        var layer = update.Layers[0];
        Assert.Equal((0.5, 1), (update.LearningRate, layer.Number));
        Assert.Equal(before, layer.WeightsBefore);
        Assert.Equal(-0.5 * backward.Gradients[0].Weights, layer.WeightChange);
        Assert.Equal(before + layer.WeightChange, layer.WeightsAfter);
        Assert.Equal(layer.BiasBefore + layer.BiasChange, layer.BiasAfter);
        Assert.Equal(layer.BiasAfter, network.Layers[0].Bias);
    }
}
