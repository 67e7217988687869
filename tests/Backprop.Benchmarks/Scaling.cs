using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>How the time of a training step grows with the width, the depth and the batch size: a table and a figure.</summary>
internal static class Scaling
{
    /// <summary>Prints the table as CSV and writes the figure.</summary>
    /// <param name="path">Where the figure goes, an HTML page.</param>
    public static void Run(string path)
    {
        Parallelism.MaxDegree = 1;
        Console.WriteLine("varied,value,threads,milliseconds a step,multiply-adds a step,nanoseconds a multiply-add");
        Curve[] curves =
        [
            Measure("width", [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024],
                width => new("width", [width, width, width, 10], Activation.ReLU, 32)),
            Measure("depth", [1, 2, 4, 8, 16, 32], depth => new("depth", [.. Enumerable.Repeat(64, depth), 10], Activation.ReLU, 32)),
            Measure("batch size", [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024], batch => Workload.Small with { BatchSize = batch }),
        ];
        if (Environment.ProcessorCount > 1)
        {
            Parallelism.MaxDegree = Environment.ProcessorCount;
            Measure("width", [128, 256, 512, 1024], width => new("width", [width, width, width, 10], Activation.ReLU, 32));
        }

        var figure =
            Figures.Curves("width (units a layer), depth (layers), batch size (samples)", "nanoseconds a multiply-add",
            [.. curves.Select(curve => (curve.Name, curve.Values, curve.Nanoseconds))]);
        File.WriteAllText(
            path, $"<!DOCTYPE html><meta charset=\"utf-8\"><title>Scaling</title>{figure.WithLogX().WithLogY().WithTitle("The price of a multiply-add in a training step").ToHtml()}");
        Console.WriteLine($"Figure: {path}");
    }

    private static Curve Measure(string name, int[] values, Func<int, Workload> workloadOf)
    {
        List<double> nanoseconds = [];
        foreach (int value in values)
        {
            var workload = workloadOf(value);
            double work = MultiplyAdds(workload);
            // Enough steps that the start of a training, which asks the system for its memory, hardly counts.
            int steps = 8 * (int)Math.Clamp(4e8 / work, 1, 500);
            var training = workload.Training(steps);
            training();
            Thread.Sleep(150);
            training();
            double seconds =
                (Parallelism.MaxDegree == 1 ? CpuClock.Fastest(7, () => training()) : WallClock.Fastest(7, () => training())) / steps;
            nanoseconds.Add(1e9 * seconds / work);
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"{name},{value},{Parallelism.MaxDegree},{1e3 * seconds:G4},{work},{nanoseconds[^1]:G3}"));
        }

        return new(name, values.Select(value => (double)value), nanoseconds);
    }

    /// <summary>Forward and gradient of every layer, and the way back through all but the first.</summary>
    private static double MultiplyAdds(Workload workload)
    {
        double sum = 0;
        for (int l = 1; l < workload.Sizes.Length; l++)
            sum += (l == 1 ? 2.0 : 3.0) * workload.Sizes[l - 1] * workload.Sizes[l] * workload.BatchSize;
        return sum;
    }

    private sealed record Curve(string Name, IEnumerable<double> Values, IEnumerable<double> Nanoseconds);
}
