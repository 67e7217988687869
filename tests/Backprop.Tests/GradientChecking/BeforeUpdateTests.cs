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
        Assert.Contains(
            FormattableString.Invariant($"the gradient before an update with the learning rate {rate};"), diagnosis.Summary,
            StringComparison.Ordinal);
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
}
