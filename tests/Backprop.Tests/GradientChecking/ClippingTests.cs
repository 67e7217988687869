using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>Gradients that were clipped before they are checked.</summary>
public sealed class ClippingTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.02)]
    public void Entries_clipped_to_a_bound_are_named(double bound)
    {
        var example = Mean(seed: 3);
        double Clip(double x) => Math.Clamp(x, -bound, bound);
        Gradients clipped = [.. GradientOf(example.Network, example.Data, example.Loss)
            .Select(layer => new LayerGradient(layer.Weights.Map(Clip), new Vector([.. layer.Bias.Select(Clip)])))];

        Assert.Equal(
            (GradientMistake.Clipped, null,
                FormattableString.Invariant($"Derivatives above {bound} or below {-bound} are clipped to that.")),
            Diagnose(example, [.. clipped]));
    }

    [Fact]
    public void A_norm_that_is_a_round_number_is_said()
    {
        var example = Mean(seed: 3);
        var right = GradientOf(example.Network, example.Data, example.Loss);
        double part = 0.2 / right.Norm();

        var (mistake, _, said) = Diagnose(example, [.. right.Select(layer => new LayerGradient(part * layer.Weights, part * layer.Bias))]);

        Assert.Equal(GradientMistake.ConstantFactor, mistake);
        Assert.EndsWith("; its norm is 0.2: it was clipped to that, or divided by its own norm.", said, StringComparison.Ordinal);
    }
}
