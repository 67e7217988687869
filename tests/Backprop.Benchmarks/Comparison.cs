using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>
/// Measures ours and the peers in one run: in every round each has its turn, so that what the machine does meanwhile
/// hits all alike. Prints the medians over the rounds, the fastest, and the medians of the ratios within a round.
/// </summary>
internal static class Comparison
{
    private const int Rounds = 15;

    /// <summary>
    /// So many that the start of a training, which asks the system for its memory, hardly counts: 2 % of the large network's.
    /// </summary>
    private const int LargeSteps = 160;

    public static void Run()
    {
        Parallelism.MaxDegree = 1;
        using var c = Peer.C("sheet.c");
        using var numpy = Peer.Python("numpy_peer.py", "numpy");
        using var torch = Peer.Python("torch_peer.py", "torch");
        Console.WriteLine(Peer.OpenBlas);
        Console.WriteLine();
        Print("1. The lab sheet's run: 10000 iterations", 1, [
            new("Backprop", () => new(CpuClock.Fastest(5, () => Workload.Sheet(10_000)), Workload.Sheet(10_000).ReportedLoss[^1])),
            new("plain C# program", () => new(CpuClock.Fastest(5, () => PlainSheet.Train(10_000)), PlainSheet.Train(10_000))),
            new("C, gcc -O2", () => c?.Run("sheet", 10_000, 5)),
            new("NumPy", () => numpy?.Run("sheet", 10_000, 1)),
        ]);
        Print("2. 64-128-64-10, batch 32: a training step", 400, Step(Workload.Small, 400));
        Print("3. 784-512-256-10, batch 128: a training step", LargeSteps, Step(Workload.Large, LargeSteps), rounds: 9);
        Products();

        Contender[] Step(Workload workload, int steps)
        {
            var ours = workload.Training(steps);
            return
            [
                new("Backprop", () => new(CpuClock.Fastest(1, () => ours()), workload.Training(steps)())),
                new("NumPy", () => numpy?.Run(workload.Name, steps, 1)),
                new("PyTorch", () => torch?.Run(workload.Name, steps, 1)),
            ];
        }
    }

    /// <summary>
    /// All 17,226 parameters of network 2 with tanh: our check, the same quotients from whole forward passes, and PyTorch's gradcheck.
    /// </summary>
    public static void GradientChecks()
    {
        Parallelism.MaxDegree = 1;
        using var torch = Peer.Python("torch_peer.py", "torch");
        Console.WriteLine(Peer.OpenBlas);
        Console.WriteLine();
        var workload = Workload.Small with { Hidden = Activation.Tanh };
        var (network, data) = (workload.CreateNetwork(), workload.CreateData(batches: 1));
        GradientCheckOptions options = new() { Method = DifferentiationMethod.CentralDifference, Step = 1.0 / (1 << 17), Threads = 1 };
        Print("4. Gradient check of 17,226 parameters, central differences, 32 samples", 1, [
            new("Backprop", () => new(CpuClock.Fastest(1, () => GradientCheck.Run(network, data, Loss.CrossEntropy, options)), double.NaN)),
            new("Backprop, all cores",
                () => new(WallClock.Fastest(1, () => GradientCheck.Run(network, data, Loss.CrossEntropy, options with { Threads = null })),
                    double.NaN)),
            new("whole forward passes", () => new(CpuClock.Fastest(1, WholePasses), double.NaN)),
            new("PyTorch gradcheck", () => torch?.Run("gradcheck", 32, 1)),
        ], rounds: 3);

        void WholePasses()
        {
            var buffers = new TrainingBuffers(network, data.Count);
            var loss = new OutputLoss(Loss.CrossEntropy, network.Layers[^1].Activation, network.Outputs);
            foreach (ref double parameter in network.Parameters.AsSpan())
            {
                double value = parameter;
                foreach (double moved in (ReadOnlySpan<double>)[value + options.Step!.Value, value - options.Step!.Value])
                {
                    parameter = moved;
                    buffers.Forward(data.Inputs.Memory, data.Count);
                    _ = loss.Sum(buffers.OutputZ(data.Count), buffers.Output(data.Count), data.Targets.Values);
                }

                parameter = value;
            }
        }
    }

    private static void Print(string title, int steps, IReadOnlyList<Contender> contenders, int rounds = Rounds)
    {
        // The pauses let the JIT's last tier in, which compiles in the background, also on a single core.
        for (int turn = 0; turn < 8; turn++)
        {
            contenders[0].Turn();
            Thread.Sleep(150);
        }

        for (int round = 0; round < rounds; round++)
        {
            double ours = double.NaN;
            foreach (var contender in contenders)
            {
                if (contender.Turn() is not { } run) continue;
                if (double.IsNaN(ours)) ours = run.Seconds;
                contender.Seconds.Add(run.Seconds / steps);
                contender.Ratios.Add(run.Seconds / ours);
            }
        }

        Console.WriteLine(title);
        foreach (var contender in contenders)
        {
            if (contender.Seconds.IsEmpty)
            {
                Console.WriteLine($"  {contender.Name,-20} not found on this machine");
                continue;
            }

            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"  {contender.Name,-20} median {1e3 * contender.Seconds.Median,9:F4} ms   "
                    + $"fastest {1e3 * contender.Seconds.Min,9:F4} ms   {contender.Ratios.Median,7:F2} × ours   last loss {contender.LastLoss:G12}"));
        }

        Console.WriteLine();
    }

    /// <summary>The products of network 3 against the peak, which is measured in the same rounds.</summary>
    private static void Products()
    {
        (int N, int M, int P)[] shapes = [(128, 784, 512), (128, 512, 256), (32, 64, 128)];
        Console.WriteLine("Matrix products, one thread: GFLOP/s and part of the measured peak, median over the rounds");
        foreach (var (n, m, p) in shapes)
        {
            double[] a = new RandomState(1).Randn(n, m).Values.ToArray(), b = new RandomState(2).Randn(m, p)
                .Values.ToArray(), c = new RandomState(3).Randn(n, p).Values.ToArray();
            double[] ab = new double[n * p], cb = new double[n * m], ac = new double[m * p];
            int calls = Math.Max(1, 40_000_000 / (n * m * p));
            Series peak = new(), forward = new(), backward = new(), gradient = new();
            for (int round = -3; round < Rounds; round++)
            {
                double rate = Peak.Measure();
                Part(peak, 1, rate);
                Part(forward, rate, Rate(() => MatrixProduct.Multiply(a, b, ab, n, m, p)));
                Part(backward, rate, Rate(() => MatrixProduct.MultiplyTranspose(c, b, cb, n, p, m)));
                Part(gradient, rate, Rate(() => MatrixProduct.TransposeMultiply(a, c, ac, n, m, p)));

                void Part(Series series, double whole, double value)
                {
                    if (round >= 0) series.Add(value / whole);
                }
            }

            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"  {n} × {m} × {p}: peak {1e-9 * peak.Median:F1} GFLOP/s   a·W {forward.Median:P0}   delta·Wᵀ {backward.Median:P0}   aᵀ·delta {gradient.Median:P0}"));

            double Rate(Action product) => 2.0 * n * m * p * calls / CpuClock.Fastest(3, () =>
            {
                for (int i = 0; i < calls; i++)
                    product();
            });
        }

        Console.WriteLine();
    }

    /// <summary>One thread against two, by the time that passes, and what the two cores pay for sharing numbers.</summary>
    public static void Threads()
    {
        var training = Workload.Large.Training(LargeSteps);
        var otherTraining = Workload.Large.Training(LargeSteps);
        double[] a = new RandomState(1).Randn(128, 784).Values.ToArray(), b = new RandomState(2).Randn(784, 512)
            .Values.ToArray(), c = new double[128 * 512];
        Series step = new(), product = new(), apart = new(), roundTrip = new(), ownRate = new(), otherRate = new();
        for (int round = -2; round < Rounds; round++)
        {
            var (oneStep, oneProduct) = Measure(threads: 1);
            var (twoSteps, twoProducts) = Measure(threads: 2);
            Parallelism.MaxDegree = 1;
            double trainings = Cores.Apart(() => training(), () => otherTraining());
            if (round < 0) continue;
            step.Add(oneStep / twoSteps);
            product.Add(oneProduct / twoProducts);
            apart.Add(trainings);
            roundTrip.Add(Cores.RoundTrip());
            ownRate.Add(Cores.ReadRate(writtenByOther: false));
            otherRate.Add(Cores.ReadRate(writtenByOther: true));
        }

        Parallelism.MaxDegree = 1;
        Console.WriteLine("Two threads against one, network 3, by the clock on the wall: median and best of the rounds");
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  training step                 {step.Median:F2} ×   {step.Max:F2} ×"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  product 128 × 784 × 512       {product.Median:F2} ×   {product.Max:F2} ×"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"  two trainings, one a core     {apart.Median:F2} ×   {apart.Max:F2} ×"));
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture,
            $"What the cores share, medians: a cache line to the other core and back {1e9 * roundTrip.Median:F0} ns; "
                + $"512 kB just written are read at {1e-9 * ownRate.Median:F0} GB/s by the core that wrote them, "
                + $"at {1e-9 * otherRate.Median:F0} GB/s by the other"));
        Console.WriteLine();

        (double Step, double Product) Measure(int threads)
        {
            Parallelism.MaxDegree = threads;
            return (WallClock.Fastest(1, () => training()), WallClock.Fastest(10, () => MatrixProduct.Multiply(a, b, c, 128, 784, 512)));
        }
    }

    /// <summary>Something that is measured.</summary>
    private sealed class Contender(string name, Func<PeerRun?> turn)
    {
        public string Name { get; } = name;

        public Series Seconds { get; } = new();

        /// <summary>Its time over ours in the same round.</summary>
        public Series Ratios { get; } = new();

        public double LastLoss { get; private set; }

        public PeerRun? Turn()
        {
            var run = turn();
            LastLoss = run?.Loss ?? double.NaN;
            return run;
        }
    }
}
