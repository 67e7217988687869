using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>Programs whose forward pass is not the network's, and whose backward pass is right.</summary>
public sealed class ForwardMistakeTests
{
    [Theory]
    [InlineData(true, "This is the gradient of the network without its biases: the forward pass is another one.")]
    [InlineData(false, "This is the gradient of the network without its biases in layer 2: the forward pass is another one.")]
    public void Forgotten_biases_are_named(bool everywhere, string sentence)
    {
        var example = Mean(seed: 3);
        var other = example.Network.Copy();
        foreach (var layer in other.Layers.Where(layer => everywhere || layer.Number == 2))
            layer.Bias = new Vector([.. layer.Bias.Select(_ => 0.0)]);

        Assert.Equal(
            (GradientMistake.OtherForward, everywhere ? null : 2, sentence),
            Diagnose(example, [.. GradientOf(other, example.Data, example.Loss)]));
    }

    [Theory]
    [InlineData("relu", "sigmoid", "This is the gradient of the network with ReLU in layer 1: the forward pass is another one.")]
    [InlineData("identity", "identity",
        "This is the gradient of the network with identity in layers 1, 2: the forward pass is another one.")]
    public void Another_activation_is_named(string first, string second, string sentence)
    {
        var example = Mean(seed: 3);
        var other = Network.Create(
            example.Network.Sizes, [Activation.Named(first), Activation.Named(second), Activation.Softmax], Initializer.Zeros);
        foreach (var (layer, original) in other.Layers.Zip(example.Network.Layers))
            (layer.Weights, layer.Bias) = (original.Weights, original.Bias);

        var (mistake, _, said) = Diagnose(example, [.. GradientOf(other, example.Data, example.Loss)]);

        Assert.Equal((GradientMistake.OtherForward, sentence), (mistake, said));
    }

    [Fact]
    public void An_output_activation_that_was_forgotten_is_named()
    {
        var example = Sum(seed: 3);

        Assert.Equal(
            (GradientMistake.OtherForward, 3,
                "This is the gradient of the network with identity in layer 3: the forward pass is another one."),
            Diagnose(example, [.. GradientOf(example.Network.WithOutput(Activation.Identity), example.Data, example.Loss)]));
    }
}
