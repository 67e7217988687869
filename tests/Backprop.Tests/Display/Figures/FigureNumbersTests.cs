namespace Backprop.Tests.Display;

public sealed class FigureNumbersTests
{
    [Fact]
    public void A_spike_of_one_epoch_in_a_hundred_thousand_is_kept()
    {
        double[] values = Enumerable.Range(0, 100_000).Select(i => 1.0 / (1 + i)).ToArray();
        values[61_803] = 9;
        values[61_805] = -9;

        int[] kept = FigureNumbers.Thin(values, 1000);

        Assert.Contains(61_803, kept);
        Assert.Contains(61_805, kept);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(999)]
    [InlineData(1001)]
    [InlineData(100_000)]
    public void Thinning_keeps_the_ends_and_the_order_and_no_more_points_than_asked_for(int count)
    {
        double[] values = Enumerable.Range(0, count).Select(i => Math.Sin(i)).ToArray();

        int[] kept = FigureNumbers.Thin(values, 1000);

        Assert.Equal(0, kept[0]);
        Assert.Equal(count - 1, kept[^1]);
        Assert.Equal(kept.Order().Distinct(), kept);
        Assert.InRange(kept.Length, Math.Min(count, 500), 1000);
    }

    [Fact]
    public void A_series_that_fits_is_not_thinned() => Assert.Equal([0, 1, 2], FigureNumbers.Thin([3, 1, 2], 1000));

    [Fact]
    public void Numbers_have_seven_significant_digits_and_what_JSON_cannot_say_is_a_gap() =>
        Assert.Equal(
            "[0.1234568,-1.5E-09,null,null]", FigureNumbers.Array([0.12345678, -1.5e-9, double.NaN, double.PositiveInfinity])
            .ToJsonString());
}
