using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>Softmax over the wrong axis of an array that holds all samples.</summary>
public sealed class SoftmaxNormalizationTests
{
    [Theory]
    [InlineData(false, "Softmax divides by the sum over the samples instead of the outputs.")]
    [InlineData(true, "Softmax divides by the sum over samples and outputs instead of the outputs of each sample.")]
    public void A_sum_over_the_samples_is_named(bool overAll, string sentence)
    {
        var example = Mean(seed: 3);
        var forward = example.Network.Forward(example.Data.Inputs);
        var exponentials = forward.Layers[^1].Z.Map(Math.Exp);
        Matrix output = new(5, 2, [.. Enumerable.Range(0, 10).Select(i => exponentials.Values[i]
            / (overAll ? exponentials.SumRows().Sum() : exponentials.SumRows()[i % 2]))]);
        var delta = 0.2 * (output - example.Data.Targets);
        var gradients = new LayerGradient[3];
        for (int l = 2; l >= 0; l--)
        {
            var layer = example.Network.Layers[l];
            gradients[l] = new((l == 0 ? example.Data.Inputs : forward.Layers[l - 1].A).Transpose() * delta, delta.SumRows());
            if (l > 0)
            {
                delta = (delta * layer.Weights.Transpose())
                    .Hadamard(example.Network.Layers[l - 1].Activation.Derivative(forward.Layers[l - 1].Z));
            }
        }

        Assert.Equal((GradientMistake.SoftmaxNormalization, 3, sentence), Diagnose(example, gradients));
    }
}
