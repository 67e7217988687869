using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>
/// How time and memory grow with the width, the depth, the batch size, the samples and the epochs: a table and a figure of a training
/// step, a gradient check and a diagnosis.
/// </summary>
internal static class Scaling
{
    private static readonly int[] powers = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    /// <summary>Prints the table as Markdown and writes the figures.</summary>
    /// <param name="path">Where the figures go, an HTML page.</param>
    public static void Run(string path)
    {
        Parallelism.MaxDegree = 1;
        Figure[] figures =
        [
            Measure("a training step", "nanoseconds a multiply-add", TrainingStep, cost => 1e9 * cost.Seconds / cost.Size.MultiplyAdds, [
                new("width", powers, value => new(Width: value)),
                new("depth", [1, 2, 4, 8, 16, 32], value => new(Depth: value)),
                new("batch size", [1, .. powers], value => new(BatchSize: value, Samples: Math.Max(value, 256))),
                new("samples", [32, 128, 512, 2048, 8192], value => new(Samples: value)),
                new("epochs", [1, 10, 100, 1000], value => new(Epochs: value)),
            ]),
            Measure("a gradient check", "microseconds a parameter", Check, cost => 1e6 * cost.Seconds / cost.Size.Parameters, [
                new("width", [2, 8, 32, 128], value => new(Width: value, Samples: 32)),
                new("depth", [1, 2, 4, 8], value => new(Width: 16, Depth: value, Samples: 32)),
                new("samples", [1, 8, 64, 512], value => new(Width: 16, Samples: value)),
            ]),
            Measure("a diagnosis", "milliseconds an epoch", Diagnosis, cost => 1e3 * cost.Seconds / cost.Size.Epochs!.Value, [
                new("width", [2, 8, 32, 128], value => new(Width: value, Epochs: 20)),
                new("depth", [1, 2, 4, 8], value => new(Width: 16, Depth: value, Epochs: 20)),
                new("samples", [32, 128, 512, 2048], value => new(Width: 16, Samples: value, Epochs: 20)),
                new("epochs", [1, 10, 100, 1000], value => new(Width: 16, Epochs: value)),
            ]),
        ];
        string body = string.Concat(figures.Select(figure => figure.ToHtml()));
        File.WriteAllText(path, $"<!DOCTYPE html><meta charset=\"utf-8\"><title>Scaling</title>{body}");
        Console.WriteLine($"\nFigures: {path}");
    }

    /// <summary>A step of gradient descent; the bytes are those of a whole training, which no step adds to.</summary>
    private static Cost TrainingStep(Size size)
    {
        var (network, data) = (size.CreateNetwork(), size.CreateData());
        int stepsAnEpoch = (data.Count + size.BatchSize - 1) / size.BatchSize;
        // Enough steps that the start of a training, which asks the system for its memory, hardly counts.
        int epochs = size.Epochs ?? (int)Math.Clamp(3e9 / size.MultiplyAdds / stepsAnEpoch, 1, 500);
        var options = size.Options with { Epochs = epochs };
        return Cost.Of(size, () => network.Train(data, options), runs: 7, steps: epochs * stepsAnEpoch);
    }

    private static Cost Check(Size size)
    {
        var (network, data) = (size.CreateNetwork(), size.CreateData());
        var options = new GradientCheckOptions { Threads = 1 };
        return Cost.Of(size, () => GradientCheck.Run(network, data, Loss.CrossEntropy, options), runs: 3);
    }

    private static Cost Diagnosis(Size size)
    {
        var (network, data) = (size.CreateNetwork(), size.CreateData());
        var options = size.Options with { Epochs = size.Epochs!.Value };
        return Cost.Of(size, () => TrainingCheck.Run(network, data, options), runs: 2);
    }

    private static Figure Measure(
        string what, string unit, Func<Size, Cost> measure, Func<Cost, double> price, IReadOnlyList<Series> series)
    {
        Console.WriteLine($"\n| {what} | | milliseconds | kilobytes | {unit} |\n| --- | --- | --- | --- | --- |");
        List<(string, IEnumerable<double>, IEnumerable<double>)> curves = [];
        foreach (var (varied, values, sizeOf) in series)
        {
            List<double> prices = [];
            foreach (int value in values)
            {
                var cost = measure(sizeOf(value));
                prices.Add(price(cost));
                Console.WriteLine(
                    $"| {varied} | {value} | {Number(1e3 * cost.Seconds)} | {Number(cost.Bytes / 1024.0)} | {Number(prices[^1])} |");
            }

            curves.Add((varied, values.Select(value => (double)value), prices));
        }

        return Figures.Curves("width, depth, batch size, samples, epochs", unit, [.. curves])
            .WithLogX().WithLogY().WithTitle($"The price of {what}");
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : "G3", CultureInfo.InvariantCulture);

    /// <summary>What is varied, and the size for each of its values.</summary>
    private sealed record Series(string Varied, int[] Values, Func<int, Size> SizeOf);

    /// <summary>A network of hidden layers as wide as its input, and what it is trained with.</summary>
    private sealed record Size(int Width = 64, int Depth = 2, int BatchSize = 32, int Samples = 256, int? Epochs = null)
    {
        private const int Classes = 10;

        /// <summary>Of a step: forward and gradient of every layer, and the way back through all but the first.</summary>
        public double MultiplyAdds =>
            Math.Min(BatchSize, Samples) * ((2.0 * Width * Width) + (3.0 * (Depth - 1) * Width * Width) + (3.0 * Width * Classes));

        public int Parameters => (Depth * Width * (Width + 1)) + ((Width + 1) * Classes);

        public TrainingOptions Options => new()
        {
            Loss = Loss.CrossEntropy,
            Optimizer = Optimizer.GradientDescent(0.01),
            BatchSize = BatchSize,
        };

        public Network CreateNetwork() => Network.Create(
            [Width, .. Enumerable.Repeat(Width, Depth), Classes], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));

        public Dataset CreateData() => new(
            "random", new RandomState(2).Randn(Samples, Width),
            Matrix.OneHot([.. Enumerable.Range(0, Samples).Select(i => i % Classes)], Classes));
    }

    /// <summary>What a run, or one of its steps, takes on one thread, and the bytes that the whole run allocates.</summary>
    private sealed record Cost(Size Size, double Seconds, long Bytes)
    {
        public static Cost Of(Size size, Action run, int runs, int steps = 1)
        {
            run();
            Thread.Sleep(150);
            run();
            long before = GC.GetTotalAllocatedBytes(precise: true);
            run();
            long bytes = GC.GetTotalAllocatedBytes(precise: true) - before;
            return new(size, WallClock.Fastest(runs, run) / steps, bytes);
        }
    }
}
