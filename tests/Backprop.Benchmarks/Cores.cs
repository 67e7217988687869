using System.Diagnostics;
using System.Numerics.Tensors;

namespace Backprop.Benchmarks;

/// <summary>
/// What it costs two cores of this machine to share numbers: the limit of what a second thread can bring to a training step.
/// </summary>
internal static class Cores
{
    private const int RoundTrips = 100_000;

    /// <summary>Seconds in which a cache line goes to another core and comes back, the mean of many.</summary>
    public static double RoundTrip()
    {
        // The flag is alone on its cache lines.
        int[] memory = new int[64];
        var other = new Thread(() =>
        {
            for (int i = 0; i < RoundTrips; i++)
            {
                while (Volatile.Read(ref memory[32]) != (2 * i) + 1) { }
                Volatile.Write(ref memory[32], (2 * i) + 2);
            }
        });
        other.Start();
        Thread.Sleep(10);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < RoundTrips; i++)
        {
            Volatile.Write(ref memory[32], (2 * i) + 1);
            while (Volatile.Read(ref memory[32]) != (2 * i) + 2) { }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        other.Join();
        return seconds / RoundTrips;
    }

    /// <summary>Bytes per second at which a core reads 512 kB that it has just written itself, or another core.</summary>
    public static double ReadRate(bool writtenByOther)
    {
        double[] numbers = new double[65_536];
        int turn = 0;
        const int Turns = 40;
        var other = new Thread(() =>
        {
            for (int i = 0; i < Turns; i++)
            {
                while (Volatile.Read(ref turn) != (2 * i) + 1) { }
                if (writtenByOther) Array.Fill(numbers, i);
                Volatile.Write(ref turn, (2 * i) + 2);
            }
        });
        other.Start();
        double fastest = double.PositiveInfinity;
        for (int i = 0; i < Turns; i++)
        {
            if (!writtenByOther) Array.Fill(numbers, i);
            Volatile.Write(ref turn, (2 * i) + 1);
            while (Volatile.Read(ref turn) != (2 * i) + 2) { }
            long start = Stopwatch.GetTimestamp();
            double sum = TensorPrimitives.Sum<double>(numbers);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (sum != (double)i * numbers.Length)
                throw new InvalidOperationException($"The sum is {sum} instead of {(double)i * numbers.Length}.");
            fastest = Math.Min(fastest, seconds);
        }

        other.Join();
        return numbers.Length * sizeof(double) / fastest;
    }

    /// <summary>How many times as much two cores do in the same time, each with work of its own, as one.</summary>
    public static double Apart(Action work, Action otherWork)
    {
        double alone = WallClock.Fastest(1, work);
        double both = WallClock.Fastest(1, () =>
        {
            var other = new Thread(() => otherWork());
            other.Start();
            work();
            other.Join();
        });
        return 2 * alone / both;
    }
}
