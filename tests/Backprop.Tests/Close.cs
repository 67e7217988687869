namespace Backprop.Tests;

/// <summary>Assertions that numbers agree to a relative tolerance.</summary>
internal static class Close
{
    /// <summary>|actual − expected| ≤ relative·|expected| + absolute for every entry.</summary>
    public static void To(double relative, ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, string what, double absolute = 1e-14)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            To(relative, expected[i], actual[i], $"{what}[{i}]", absolute);
    }

    public static void To(double relative, double expected, double actual, string what, double absolute = 1e-14)
    {
        double difference = Math.Abs(actual - expected);
        Assert.True(
            difference <= (relative * Math.Abs(expected)) + absolute,
            $"{what} is {actual:R} but should be {expected:R}: it differs by {difference:E2}.");
    }

    public static void To(double relative, double[][] expected, Matrix actual, string what) =>
        To(relative, Matrix.Create(expected).Values, actual.Values, what);
}
