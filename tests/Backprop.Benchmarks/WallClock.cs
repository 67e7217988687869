using System.Diagnostics;

namespace Backprop.Benchmarks;

/// <summary>The time that passes, for what runs on several threads.</summary>
internal static class WallClock
{
    /// <summary>The fewest seconds of several runs.</summary>
    public static double Fastest(int repeats, Action run)
    {
        double best = double.PositiveInfinity;
        for (int r = 0; r < repeats; r++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }
}
