namespace Backprop.Tests.Optimizers;

public sealed class AdamWTests
{
    [Fact]
    public void Fifty_steps_equal_PyTorch() =>
        OptimizerPath.AssertEqualsPyTorch("AdamW", Optimizer.AdamW(0.02, beta1: 0.8, beta2: 0.95, epsilon: 1e-7, weightDecay: 0.1));

    [Fact]
    public void Fifty_steps_with_the_defaults_equal_PyTorch() =>
        OptimizerPath.AssertEqualsPyTorch("AdamW with its defaults", Optimizer.AdamW());

    [Fact]
    public void Without_decay_it_is_Adam()
    {
        double[] one = [1, -2], other = [1, -2];
        Optimizer.AdamW(weightDecay: 0).Step(one, [0.5, 3], 0.01, new OptimizerState(2));
        Optimizer.Adam().Step(other, [0.5, 3], 0.01, new OptimizerState(2));
        Assert.Equal(other, one);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_decay_that_is_none_is_refused(double decay) =>
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => Optimizer.AdamW(weightDecay: decay));
}
