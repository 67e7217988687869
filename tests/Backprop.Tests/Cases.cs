namespace Backprop.Tests;

/// <summary>How many random cases a test tries.</summary>
internal static class Cases
{
    /// <summary>Set by <c>BACKPROP_CASES=20 dotnet test</c>: so many times more cases than in an ordinary run.</summary>
    private static readonly double Multiple = double.TryParse(
        Environment.GetEnvironmentVariable("BACKPROP_CASES"), System.Globalization.CultureInfo.InvariantCulture, out double multiple)
            ? multiple
            : 1;

    /// <summary>All of them, or a multiple; in a mutation run, which runs a test once for each mutant, a fiftieth.</summary>
    public static int Of(int count) =>
#if MUTATION_RUN
        Math.Max(count / 50, 3);
#else
        Math.Max((int)(count * Multiple), 1);
#endif
}
