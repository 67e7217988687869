namespace Backprop.Tests;

/// <summary>Layouts, parameters and samples that do not fit a network are refused with what was given and what would be right.</summary>
public sealed class NetworkInputTests
{
    private static readonly Network Network = Network.Create([2, 3, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));

    [Fact]
    public void A_layout_that_is_no_network_is_refused()
    {
        var zeros = Initializer.Zeros;
        Throws.Argument(
            "sizes", "sizes has 1 of the at least 2 numbers that a network needs: its inputs and one layer, such as [2, 1].",
            () => Network.Create([2], Activation.Tanh, zeros));
        Throws.Argument("sizes", "sizes has 0 of", () => Network.Create([], Activation.Tanh, zeros));
        Throws.Argument(
            "sizes", "sizes[1] is 0; every layer needs at least 1 unit.", () => Network.Create([2, 0, 1], Activation.Tanh, zeros));
        Throws.Argument(
            "sizes", "A 2147483647-2147483647 network would have 4611686016279904256 parameters; at most 2147483591 fit into memory.",
            () => Network.Create([int.MaxValue, int.MaxValue], Activation.Tanh, zeros));
        Throws.Argument(
            "activations", "There are 2 layers but activations has 1; give one for each layer.",
            () => Network.Create([2, 2, 1], [Activation.Tanh], zeros));
        Throws.Argument("activations", "activations[1] is null.", () => Network.Create([2, 2, 1], [Activation.Tanh, null!], zeros));
        Throws.Argument(
            "activations",
            "Layer 1 is a hidden layer with softmax, which is for the output layer only; choose an elementwise activation such as ReLU.",
            () => Network.Create([2, 2, 2], Activation.Softmax, zeros));
        Assert.Throws<ArgumentNullException>("initializer", () => Network.Create([2, 1], Activation.Tanh, null!));
    }

    [Fact]
    public void Parameters_that_do_not_fit_a_layer_are_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        var layer = network.Layers[0];
        double[] before = network.Parameters.ToArray();

        Throws.Argument(
            "value", "The weights set are 3 × 2 but W1 is 2 × 3 (inputs × outputs).", () => layer.Weights = [[1, 2], [3, 4], [5, 6]]);
        Throws.Argument("value", "The weights set are 2 × 2 but W1 is 2 × 3 (inputs × outputs).", () => layer.Weights = [[1, 2], [3, 4]]);
        Throws.Argument(
            "value", "W1 has the entry NaN at position 1; every entry must be a finite number.",
            () => layer.Weights = [[1, double.NaN, 3], [4, 5, 6]]);
        Throws.Argument("value", "The bias set has 2 entries but b1 has 3, one per output.", () => layer.Bias = [1, 2]);
        Throws.Argument(
            "value", "b1 has the entry -Infinity at position 2; every entry must be a finite number.",
            () => layer.Bias = [1, 2, double.NegativeInfinity]);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Throws.Argument("inputs", "inputs has 3 columns but the network has 2 inputs.", () => Network.Forward([[1, 2, 3]]));
        Throws.Argument(
            "inputs", "inputs has no rows; a forward pass needs at least one sample.", () => Network.Forward(Matrix.Zeros(0, 2)));
        Throws.Argument(
            "inputs", "inputs has the entry NaN at position 1; every entry must be a finite number.",
            () => Network.Forward([[1, double.NaN]]));
        Throws.Argument("inputs", "inputs has 1 column but the network has 2 inputs.", () => Network.Predict([1.0]));
        Assert.Throws<ArgumentNullException>("inputs", () => Network.Forward((Matrix)null!));
    }

    [Fact]
    public void Passes_of_another_network_are_refused()
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var loss = Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets);
        var backward = Network.Backward(forward, loss);
        const string Message = "forward is the pass of another network; this one is a ";

        Throws.Argument(
            "forward", Message + "2-4-1 network.", () => Network.Create([2, 4, 1], Activation.Tanh, Initializer.Zeros)
            .Backward(forward, loss));
        Throws.Argument(
            "forward", Message + "2-1 network.", () => Network.Create([2, 1], Activation.Tanh, Initializer.Zeros).Backward(forward, loss));
        Throws.Argument(
            "forward", Message + "3-3-1 network.", () => Network.Create([3, 3, 1], Activation.Tanh, Initializer.Zeros)
            .Update(backward, 0.1));
        Throws.Argument(
            "loss", "loss belongs to another output than that of forward; evaluate the loss of this forward pass first.",
            () => Network.Backward(forward, Loss.MeanSquaredError.Evaluate(M([[0.5], [1], [2], [3]]), Dataset.Xor.Targets)));
    }

    [Fact]
    public void Gradients_that_do_not_fit_are_refused()
    {
        var network = Network.Copy();
        var forward = network.Forward(Dataset.Xor.Inputs);
        void Refused(string message, Gradients gradients) =>
            Throws.Argument("gradients", message, () => network.Update(forward, gradients, 0.1));
        LayerGradient one = new(Matrix.Zeros(2, 3), Vector.Zeros(3)), two = new(Matrix.Zeros(3, 1), Vector.Zeros(1));

        Refused("gradients has 1 layer but the network has 2.", [one]);
        Refused("The gradient of W1 is 3 × 2 but W1 is 2 × 3 (inputs × outputs).", [new(Matrix.Zeros(3, 2), Vector.Zeros(3)), two]);
        Refused("The gradient of W2 is 3 × 2 but W2 is 3 × 1 (inputs × outputs).", [one, new(Matrix.Zeros(3, 2), Vector.Zeros(1))]);
        Refused("The gradient of b2 has 3 entries but b2 has 1, one per output.", [one, new(Matrix.Zeros(3, 1), Vector.Zeros(3))]);
        Gradients both = [one, two];
        Throws.Argument("index", "These are the gradients of 2 layers, counted from 0: gradients[0] is layer 1.", () => _ = both[2]);
    }

    [Fact]
    public void A_step_out_of_the_finite_numbers_is_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        double[] before = network.Parameters.ToArray();
        var forward = network.Forward(Dataset.Xor.Inputs);
        LayerGradient one = new(Matrix.Zeros(2, 3).With(0, 0, 1), Vector.Zeros(3));
        const string Message =
            "With these gradients and learning rate 0.1 a parameter of layer 2 would no longer be finite; nothing was changed.";

        Throws.Argument(
            "gradients", Message,
            () => network.Update(forward, [one, new(Matrix.Zeros(3, 1).With(2, 0, double.NaN), Vector.Zeros(1))], 0.1));
        Throws.Argument(
            "gradients", Message, () => network.Update(forward, [one, new(Matrix.Zeros(3, 1), [double.PositiveInfinity])], 0.1));
        Assert.Equal(before, network.Parameters.ToArray());
    }
}
