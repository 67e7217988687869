namespace Backprop.Benchmarks;

/// <summary>A training that is measured; the peers in <c>peers/</c> run the same arithmetic on the same numbers.</summary>
internal sealed record Workload(string Name, int[] Sizes, Activation Hidden, int BatchSize)
{
    private const int Batches = 8;

    /// <summary>64-128-64-10, ReLU, softmax cross-entropy, batch 32.</summary>
    public static Workload Small { get; } = new("small", [64, 128, 64, 10], Activation.ReLU, 32);

    /// <summary>784-512-256-10, ReLU, softmax cross-entropy, batch 128.</summary>
    public static Workload Large { get; } = new("large", [784, 512, 256, 10], Activation.ReLU, 128);

    /// <summary>The lab sheet's network, trained as its program does.</summary>
    public static TrainingHistory Sheet(int iterations)
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        return network.Train(Dataset.Xor, new()
        {
            Loss = Loss.HalfSumSquaredError,
            ReportedLoss = Loss.MeanSquaredError,
            Optimizer = Optimizer.GradientDescent(0.1),
            Epochs = iterations,
        });
    }

    public Network CreateNetwork() => Network.Create(Sizes, Hidden, Activation.Softmax, Initializer.HeNormal(seed: 1));

    public Dataset CreateData(int batches = Batches)
    {
        int count = BatchSize * batches;
        var inputs = new RandomState(2).Randn(count, Sizes[0]);
        return new Dataset(Name, inputs, Matrix.OneHot([.. Enumerable.Range(0, count).Select(i => i % Sizes[^1])], Sizes[^1]));
    }

    /// <summary>A training of so many steps, ready to run.</summary>
    public Func<double> Training(int steps)
    {
        var (network, data) = (CreateNetwork(), CreateData());
        TrainingOptions options =
            new()
            {
                Loss = Loss.CrossEntropy,
                Optimizer = Optimizer.GradientDescent(0.01),
                BatchSize = BatchSize,
                Epochs = steps / Batches
            };
        return () => network.Train(data, options).Loss[^1];
    }
}
