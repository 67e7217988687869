namespace Backprop.Tests.GradientChecking;

/// <summary>The gradient of another loss, where it is a multiple of the right one and where that loss has no finite gradient.</summary>
public sealed class OtherLossTests
{
    /// <summary>
    /// Of a single output every loss gives a multiple of ŷ − y: ½(ŷ − y)² the half that a program forgets, the binary cross-entropy
    /// ŷ − y itself, which no count of samples explains.
    /// </summary>
    [Theory]
    [InlineData("halfSumSquaredError", GradientMistake.ConstantFactor,
        "Factor 0.5: every derivative is 0.5 times the right one; a factor of 2 (the derivative of a square, or a ½ in front of it) is "
            + "missing or doubled; the half sum of squared errors has this gradient.")]
    [InlineData("binaryCrossEntropy", GradientMistake.OtherLoss,
        "This is the gradient of the binary cross-entropy, not of the mean squared error.")]
    public void Of_one_output_of_one_sample(string given, GradientMistake mistake, string sentence)
    {
        var network = Network.Create([2, 3, 1], [Activation.Tanh, Activation.Sigmoid], Initializer.LeCunNormal(seed: 5));
        var data = new Dataset("one", [[1, 2]], [[0.25]]);

        var diagnosis = GradientCheck.Compare(
            network, data, Loss.MeanSquaredError, SentenceExample.GradientOf(network, data, Loss.Named(given))).Diagnosis;

        Assert.Equal((mistake, sentence), (diagnosis.Mistake, diagnosis.Summary));
    }

    /// <summary>ŷ is 1 exactly, where ∂L/∂ŷ of the cross-entropy is infinite, and ŷ − y is not.</summary>
    [Fact]
    public void Where_only_the_delta_of_the_other_loss_is_finite()
    {
        var network = Network.Create([1, 1], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = M([[1]]);
        var data = new Dataset("three", [[0.5], [-1], [40]], [[0.25], [1], [0]]);
        Assert.Equal(1, network.Forward(data.Inputs).Output[2, 0]);

        var diagnosis = GradientCheck.Compare(
            network, data, Loss.MeanSquaredError, SentenceExample.GradientOf(network, data, Loss.BinaryCrossEntropy)).Diagnosis;

        Assert.Equal("This is the gradient of the binary cross-entropy, not of the mean squared error.", diagnosis.Summary);
    }
}
