using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Backprop.Benchmarks;

/// <summary>
/// The processor time of this thread where the system tells it (Linux), so that other work on the machine does not
/// count; elsewhere the time that passes. The peers measure with the same clock.
/// </summary>
internal static partial class CpuClock
{
    private const int ThreadCpuTime = 3;

    /// <summary>The fewest seconds of several runs.</summary>
    public static double Fastest(int repeats, Action run)
    {
        double best = double.PositiveInfinity;
        for (int r = 0; r < repeats; r++)
        {
            double start = Seconds();
            run();
            best = Math.Min(best, Seconds() - start);
        }

        return best;
    }

    private static double Seconds()
    {
        if (!OperatingSystem.IsLinux()) return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        _ = clock_gettime(ThreadCpuTime, out var time);
        return time.Seconds + (1e-9 * time.Nanoseconds);
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct TimeSpec
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
