namespace Backprop.Tests.GradientChecking;

/// <summary>Steps are powers of two, and grow with the parameter.</summary>
public sealed class StepSizeTests
{
    [Theory]
    [InlineData(0, -26, -26)]
    [InlineData(0.5, -26, -26)]
    [InlineData(-1, -17, -17)]
    [InlineData(2, -26, -25)]
    [InlineData(-8, -17, -14)]
    [InlineData(3, -5, -3)]
    [InlineData(2.5, -5, -4)]
    public void The_step_is_the_power_of_two_nearest_to_h_times_the_size_of_the_parameter(double parameter, int log2Step, int expected) =>
        Assert.Equal(Math.ScaleB(1, expected), StepSize.For(parameter, Math.ScaleB(1, log2Step)));

    [Theory]
    [InlineData(1e-3)]
    [InlineData(0.3)]
    [InlineData(1.7)]
    public void Any_step_is_rounded_to_a_power_of_two(double step) => Assert.Equal(0, Math.Log2(StepSize.For(1, step)) % 1);
}
