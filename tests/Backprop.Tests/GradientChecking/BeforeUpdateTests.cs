using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>A gradient that is compared with the network after the update that it was computed for.</summary>
public sealed class BeforeUpdateTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(0.1)]
    [InlineData(0.003)]
    [InlineData(1.7)]
    public void Its_learning_rate_is_named(double rate)
    {
        var example = Mean(seed: 3);
        var gradients = GradientOf(example.Network, example.Data, example.Loss);
        var after = example.Network.Copy();
        after.Update(after.Forward(example.Data.Inputs), gradients, rate);

        var diagnosis = GradientCheck.Compare(after, example.Data, example.Loss, gradients).Diagnosis;

        Assert.Equal(GradientMistake.BeforeUpdate, diagnosis.Mistake);
        Assert.Equal(
            FormattableString.Invariant($"This is the gradient before an update with the learning rate {rate}; ")
                + "the network that it is compared with has the parameters after it.", diagnosis.Summary);
    }

    [Fact]
    public void A_gradient_of_other_parameters_is_none()
    {
        var example = Mean(seed: 3);
        var other = example.Network.Copy();
        foreach (var layer in other.Layers)
            layer.Weights = layer.Weights.Map(w => w + (0.1 * Math.Cos(9 * w)));

        var (mistake, _, _) = Diagnose(example, [.. GradientOf(other, example.Data, example.Loss)]);

        Assert.Equal(GradientMistake.Unknown, mistake);
    }

    /// <summary>An update moves every derivative: a gradient with one that is wrong is none from before it.</summary>
    [Fact]
    public void Nor_is_one_wrong_derivative()
    {
        for (uint seed = 0; seed < Cases.Of(100); seed++)
        {
            var example = RandomNetwork.Create(seed);
            double[] right = [.. GradientOf(example.Network, example.Data, example.Loss).Flatten()];
            int index = (int)(seed % (uint)right.Length), k = 0;
            double Changed(double g) => k++ == index ? 0.3 * g : g;
            Gradients wrong = [.. GradientOf(example.Network, example.Data, example.Loss)
                .Select(layer => new LayerGradient(layer.Weights.Map(Changed), new Vector([.. layer.Bias.Select(Changed)])))];

            var diagnosis = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong, new() { Threads = 1 }).Diagnosis;

            Assert.DoesNotContain(GradientMistake.BeforeUpdate, diagnosis.Mistakes);
        }
    }
}
