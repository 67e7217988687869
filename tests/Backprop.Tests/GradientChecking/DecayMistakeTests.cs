using System.Globalization;
using static Backprop.Tests.GradientChecking.FiveSamples;

namespace Backprop.Tests.GradientChecking;

/// <summary>Weight decays that the objective does not have, of the wrong strength, in some layers or of the biases.</summary>
public sealed class DecayMistakeTests
{
    /// <summary>λ of the objective, then the λ in ∂L/∂W and in ∂L/∂b of the three layers.</summary>
    [Theory]
    [InlineData(0, "0.03 0.03 0.03", "0 0 0", null, "The gradient contains λ·W with λ = 0.03 (weight decay), which the loss does not.")]
    [InlineData(0, "0 0.03 0.03", "0 0 0", null,
        "The gradient contains λ·W with λ = 0.03 (weight decay) in layers 2, 3 only, which the loss does not.")]
    [InlineData(0, "0 0.03 0", "0 0 0", 2,
        "The gradient contains λ·W with λ = 0.03 (weight decay) in layer 2 only, which the loss does not.")]
    [InlineData(0, "0.03 0.03 0.03", "0.03 0.03 0.03", null,
        "The gradient contains λ·W and λ·b with λ = 0.03 (weight decay), which the loss does not.")]
    [InlineData(0, "0 0 0", "0.03 0.03 0.03", null,
        "∂L/∂b contains λ·b with λ = 0.03: the biases are decayed, which the objective does not.")]
    [InlineData(0, "0 0 0", "0 0.03 0", null,
        "∂L/∂b contains λ·b with λ = 0.03 in layer 2 only: the biases are decayed, which the objective does not.")]
    [InlineData(0.01, "0.01 0.01 0.01", "0.01 0.01 0.01", null,
        "∂L/∂b contains λ·b with λ = 0.01: the biases are decayed, which the objective does not.")]
    [InlineData(0.01, "0 0 0", "0 0 0", null, "The λ·W of the weight decay is missing (λ = 0.01).")]
    [InlineData(0.01, "0.01 0 0", "0 0 0", null, "The λ·W of the weight decay is missing in layers 2, 3 only (λ = 0.01).")]
    [InlineData(0.01, "0.01 0.01 0", "0 0 0", 3, "The λ·W of the weight decay is missing in layer 3 only (λ = 0.01).")]
    [InlineData(0.01, "0.02 0.02 0.02", "0 0 0", null,
        "The weight decay adds 0.02·W instead of λ·W with λ = 0.01: the ½ of ½λΣW² is missing.")]
    [InlineData(0.01, "0.03 0.03 0.03", "0 0 0", null, "The weight decay adds 0.03·W instead of λ·W with λ = 0.01.")]
    [InlineData(0.01, "0.01 0.03 0.01", "0 0 0", 2, "The weight decay adds 0.03·W in layer 2 only instead of λ·W with λ = 0.01.")]
    [InlineData(0.01, "0.03 0.03 0.03", "0.03 0.03 0.03", null,
        "The weight decay adds 0.03·W and 0.03·b instead of λ·W with λ = 0.01.")]
    [InlineData(0.01, "-0.01 -0.01 -0.01", "0 0 0", null, "The weight decay adds -0.01·W instead of λ·W with λ = 0.01.")]
    public void The_decay_is_named(double expected, string weights, string biases, int? layer, string sentence)
    {
        var diagnosis = Decayed(expected, weights, biases);

        Assert.Equal((GradientMistake.WeightDecay, layer, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    [Theory]
    [InlineData(0, "0.02 0.03 0.05", "0 0 0")]
    [InlineData(0, "0.03 0.03 0.03", "0.01 0.02 0.01")]
    [InlineData(0.01, "0.01 0.01 0.01", "0.02 0.03 0.05")]
    public void Decays_of_several_strengths_have_no_simple_account(double expected, string weights, string biases) =>
        Assert.Equal(GradientMistake.Unknown, Decayed(expected, weights, biases).Mistake);

    /// <summary>One layer alone is every layer.</summary>
    [Fact]
    public void In_a_network_of_one_layer_no_layer_is_named()
    {
        var network = Network.Create([3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        var right = SentenceExample.GradientOf(network, Five, Loss.MeanSquaredError)[0];

        var diagnosis = GradientCheck.Compare(
            network, Five, Loss.MeanSquaredError, [right with { Weights = right.Weights + (0.03 * network.Layers[0].Weights) }]).Diagnosis;

        Assert.Equal(
            (null, "The gradient contains λ·W with λ = 0.03 (weight decay), which the loss does not."),
            (diagnosis.Layer, diagnosis.Summary));
    }

    private static GradientDiagnosis Decayed(double expected, string weights, string biases)
    {
        double[] ofWeights = Numbers(weights), ofBiases = Numbers(biases);
        Gradients decayed = [.. Right().Select((layer, l) => new LayerGradient(
            layer.Weights + (ofWeights[l] * Small.Layers[l].Weights), layer.Bias + (ofBiases[l] * Small.Layers[l].Bias)))];
        return GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, decayed, new() { WeightDecay = expected }).Diagnosis;

        static double[] Numbers(string list) => [.. list.Split(' ').Select(x => double.Parse(x, CultureInfo.InvariantCulture))];
    }
}
