namespace Backprop.Tests.Exercises;

public sealed class RoundingTests
{
    /// <summary>The digits of an answer are those up to its last one that is not 0, at least three: 0.14 may be 0.140.</summary>
    [Theory]
    [InlineData(0.14, 0.1403, true)]
    [InlineData(0.1403, 0.14032, true)]
    [InlineData(0.1404, 0.14032, false)]
    [InlineData(0.16, 0.1597, true)]
    [InlineData(0.159, 0.1597, false)]
    [InlineData(0.1, 0.09996, true)]
    [InlineData(0.1, 0.0994, false)]
    [InlineData(0.0117, 0.011736, true)]
    [InlineData(0.012, 0.011736, false)]
    [InlineData(1210, 1210.4, true)]
    [InlineData(12.5e6, 12_512_345, true)]
    [InlineData(12.6e6, 12_512_345, false)]
    [InlineData(1.5e-7, 1.5004e-7, true)]
    [InlineData(0, 0.0004, false)]
    [InlineData(0, 0, true)]
    [InlineData(1e-300, 0, true)]
    [InlineData(1e-3, 0, false)]
    [InlineData(double.NaN, 1, false)]
    [InlineData(double.PositiveInfinity, 1, false)]
    [InlineData(-0.14, 0.1403, false)]
    public void An_answer_agrees_if_it_is_the_expected_one_rounded_to_its_digits(double answer, double expected, bool agrees) =>
        Assert.Equal(agrees, Rounding.Agree(answer, expected));

    [Fact]
    public void A_number_rounded_to_three_to_ten_digits_agrees_and_two_more_in_the_last_place_does_not()
    {
        var random = new RandomState(1);
        for (int i = 0; i < 2000; i++)
        {
            double expected = random.NextGaussian() * Math.Pow(10, (i % 13) - 6);
            int place = (int)Math.Floor(Math.Log10(Math.Abs(expected))) - 2 - (i % 8);
            double rounded = Math.Round(expected / Math.Pow(10, place));
            double With(double digits) =>
                double.Parse(FormattableString.Invariant($"{digits}E{place}"), System.Globalization.CultureInfo.InvariantCulture);

            Assert.True(Rounding.Agree(With(rounded), expected));
            if ((rounded + 2) % 10 != 0) Assert.False(Rounding.Agree(With(rounded + 2), expected));
            Assert.True(Rounding.Agree(expected * (1 + 4e-16), expected));
        }
    }
}
