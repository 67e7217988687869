namespace Backprop.Tests.GradientChecking;

/// <summary>Where right ends and wrong begins, to the last bit.</summary>
public sealed class EntryJudgeTests
{
    [Theory]
    [InlineData(1, 1.5, 0.25, 0.25, 0, true)]
    [InlineData(1.5, 1, 0.25, 0.25, 0, true)]
    [InlineData(1, 1.5000000000000002, 0.25, 0.25, 0, false)]
    [InlineData(1, 1.5, 0.25, 0.125, 0, false)]
    [InlineData(4, 2, 0, 0, 0.5, true)]
    [InlineData(2, 4, 0, 0, 0.5, true)]
    [InlineData(-4, -2, 0, 0, 0.5, true)]
    [InlineData(4, 2, 0, 0, 0.4375, false)]
    [InlineData(0, 0, 0, 0, 0, true)]
    public void Two_derivatives_agree_up_to_their_errors_and_the_tolerance(
        double analytic, double numeric, double error, double rounding, double tolerance, bool agree) =>
        Assert.Equal(agree, EntryJudge.Agree(analytic, new(numeric, error, 1), rounding, tolerance));

    [Theory]
    [InlineData(-1, 0.25, true)]
    [InlineData(-1.25, 0.25, true)]
    [InlineData(-1.2500000000000002, 0.25, false)]
    [InlineData(1.25, 0.25, true)]
    [InlineData(1.2500000000000002, 0.25, false)]
    [InlineData(0.3, 0, true)]
    [InlineData(0, 0.5, false)]
    [InlineData(0, 0.499, true)]
    public void A_subgradient_lies_between_one_sided_derivatives_that_differ_by_more_than_four_times_their_error(
        double analytic, double rounding, bool subgradient)
    {
        Assert.Equal(subgradient, EntryJudge.IsSubgradient(analytic, new(-1, 0, 1), new(1, 0, 1), rounding));
        Assert.Equal(subgradient, EntryJudge.IsSubgradient(analytic, new(1, rounding / 2, 1), new(-1, rounding / 2, 1), 0));
    }
}
