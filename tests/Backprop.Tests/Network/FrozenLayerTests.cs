namespace Backprop.Tests;

/// <summary>Frozen weights and biases stay through training and updates; their derivatives are still there.</summary>
public sealed class FrozenLayerTests
{
    private static readonly TrainingOptions Options =
        new() { Optimizer = Optimizer.Adam(0.05), WeightDecay = 0.01, BatchSize = 2, ShuffleSeed = 1, Epochs = 30 };

    [Fact]
    public void Training_leaves_a_frozen_layer_and_moves_the_others()
    {
        var network = NewNetwork();
        var before = network.Copy();
        (network.Layers[0].WeightsFrozen, network.Layers[0].BiasFrozen) = (true, true);

        var history = network.Train(Dataset.Xor, Options);

        Assert.Equal(before.Layers[0].Weights, network.Layers[0].Weights);
        Assert.Equal(before.Layers[0].Bias, network.Layers[0].Bias);
        Assert.Equal("layer 1: 2 → 3, tanh, weights frozen, bias frozen", network.Layers[0].ToString());
        Assert.NotEqual(before.Layers[1].Weights, network.Layers[1].Weights);
        Assert.All(history.GradientNorm[0], norm => Assert.Equal(0, norm));
        Assert.All(history.GradientNorm[1], norm => Assert.True(norm > 0));
    }

    [Fact]
    public void A_frozen_first_layer_is_the_network_behind_it_trained_on_its_activations()
    {
        var network = NewNetwork();
        (network.Layers[0].WeightsFrozen, network.Layers[0].BiasFrozen) = (true, true);
        var behind = Network.Create([3, 1], Activation.Sigmoid, Initializer.Zeros);
        (behind.Layers[0].Weights, behind.Layers[0].Bias) = (network.Layers[1].Weights, network.Layers[1].Bias);
        var hidden = new Dataset("hidden", network.Forward(Dataset.Xor.Inputs).Layers[0].A, Dataset.Xor.Targets);

        network.Train(Dataset.Xor, Options with { WeightDecay = 0 });
        behind.Train(hidden, Options with { WeightDecay = 0 });

        Assert.Equal(behind.Layers[0].Weights, network.Layers[1].Weights);
        Assert.Equal(behind.Layers[0].Bias, network.Layers[1].Bias);
    }

    [Fact]
    public void With_frozen_biases_of_zero_a_network_maps_0_to_what_its_activations_do()
    {
        var network = NewNetwork();
        foreach (var layer in network.Layers)
            layer.BiasFrozen = true;

        network.Train(Dataset.Xor, Options);

        Assert.All(network.Layers, layer => Assert.All(layer.Bias, b => Assert.Equal(0, b)));
        Assert.Equal([0.5], network.Predict([0, 0]));
    }

    [Fact]
    public void An_update_step_leaves_what_is_frozen_and_the_backward_pass_still_has_its_derivative()
    {
        var network = NewNetwork();
        network.Layers[0].WeightsFrozen = true;
        var forward = network.Forward(Dataset.Xor.Inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets));

        var update = network.Update(backward, 0.5);

        Assert.Equal(forward.Layers[0].Weights, network.Layers[0].Weights);
        Assert.All(update.Layers[0].WeightChange.Values.ToArray(), change => Assert.Equal(0, Math.Abs(change)));
        Assert.NotEqual(forward.Layers[0].Bias, network.Layers[0].Bias);
        Assert.True(backward.Gradients[0].Weights.Values.ToArray().All(g => g != 0));
        Assert.True(GradientCheck.Run(network, Dataset.Xor, Loss.MeanSquaredError).Passed);
    }

    [Fact]
    public void An_optimizer_that_moves_parameters_without_a_gradient_does_not_move_frozen_ones()
    {
        var network = NewNetwork();
        network.Train(Dataset.Xor, Options with { Optimizer = Optimizer.Momentum(0.1) });
        var before = network.Copy();
        network.Layers[1].WeightsFrozen = true;

        network.Train(Dataset.Xor, Options with { Optimizer = Optimizer.Momentum(0.1), ClipNorm = 1 });

        Assert.Equal(before.Layers[1].Weights, network.Layers[1].Weights);
        Assert.True(network.Copy().Layers[1].WeightsFrozen);
    }

    private static Network NewNetwork() =>
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 8));
}
