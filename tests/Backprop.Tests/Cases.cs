namespace Backprop.Tests;

/// <summary>How many random cases a test tries.</summary>
internal static class Cases
{
    /// <summary>All of them; in a mutation run, which runs a test once for each mutant, a fiftieth.</summary>
    public static int Of(int count) =>
#if MUTATION_RUN
        Math.Max(count / 50, 3);
#else
        count;
#endif
}
