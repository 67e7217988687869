using System.Diagnostics;
using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>
/// The exported PyTorch program in one, two and four processes: the losses of lesson 17, and the time of an epoch against one core of the
/// library.
/// </summary>
internal static class PyTorchProcesses
{
    private static readonly int[] processCounts = [1, 2, 4];

    public static void Run()
    {
        if (Peer.PythonWith("torch") is not { } python)
        {
            Console.WriteLine("No Python with torch is installed here.");
            return;
        }

        var xor = Network.Create([2, 4, 1], Activation.Tanh, Activation.Sigmoid, Initializer.XavierNormal(seed: 3));
        var options = new TrainingOptions { Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.Adam(0.05), Epochs = 101 };
        foreach (int processes in processCounts)
        {
            var run = Train(python, xor, Dataset.Xor, options, processes);
            var losses = Enumerable.Range(0, 11).Select(k => run.Loss[10 * k].ToString("R", CultureInfo.InvariantCulture));
            Console.WriteLine($"double[] {(processes == 1 ? "one" : processes == 2 ? "two" : "four")} = [{string.Join(", ", losses)}];");
        }

        var digits = Dataset.Digits;
        var large =
            new Dataset("random", new RandomState(1).Randn(2048, 784),
                Matrix.OneHot([.. Enumerable.Range(0, 2048).Select(i => i % 10)], 10));
        Console.WriteLine("| network | samples | one process | two | four |");
        Console.WriteLine("|---|---:|---:|---:|---:|");
        Row(python, [2, 4, 1], Dataset.Xor, Activation.Sigmoid, Loss.BinaryCrossEntropy, 500, null);
        Row(python, [64, 32, 10], digits, Activation.Softmax, Loss.CrossEntropy, 5, 50);
        Row(python, [784, 512, 256, 10], large, Activation.Softmax, Loss.CrossEntropy, 3, 512);
    }

    /// <summary>The time of PyTorch's epochs against the library's on one thread.</summary>
    private static void Row(string python, int[] sizes, Dataset data, Activation output, Loss loss, int epochs, int? batch)
    {
        var network = Network.Create(sizes, Activation.Tanh, output, Initializer.XavierNormal(seed: 1));
        var options = new TrainingOptions { Loss = loss, Optimizer = Optimizer.GradientDescent(0.1), Epochs = epochs, BatchSize = batch };
        int threads = Parallelism.MaxDegree;
        Parallelism.MaxDegree = 1;
        network.Copy().Train(data, options);
        var clock = Stopwatch.StartNew();
        network.Copy().Train(data, options);
        double library = clock.Elapsed.TotalSeconds;
        Parallelism.MaxDegree = threads;
        var ratios =
            processCounts.Select(processes => (Train(python, network, data, options, processes).Time.TotalSeconds / library)
                .ToString("G2", CultureInfo.InvariantCulture));
        Console.WriteLine($"| {string.Join("-", sizes)} | {data.Count} | {string.Join(" × | ", ratios)} × |");
    }

    private static PyTorchRun Train(string python, Network network, Dataset data, TrainingOptions options, int processes)
    {
        string folder = Directory.CreateTempSubdirectory("pytorch-").FullName;
        try
        {
            network.ExportPyTorch(folder, data, options);
            string port = (29500 + (Environment.ProcessId % 1000)).ToString(CultureInfo.InvariantCulture);
            var running = Enumerable.Range(0, processes).Select(rank => Process.Start(new ProcessStartInfo(python, ["train.py"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                Environment =
                {
                    ["RANK"] = rank.ToString(CultureInfo.InvariantCulture),
                    ["WORLD_SIZE"] = processes.ToString(CultureInfo.InvariantCulture),
                    ["MASTER_ADDR"] = "127.0.0.1",
                    ["MASTER_PORT"] = port,
                },
            })!).ToArray();
            foreach (var process in running)
            {
                using (process) process.WaitForExit();
            }

            return PyTorchRun.Read(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
