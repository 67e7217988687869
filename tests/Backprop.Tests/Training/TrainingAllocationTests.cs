namespace Backprop.Tests.Training;

public sealed class TrainingAllocationTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    [InlineData(3)]
    public void No_iteration_allocates_once_the_first_is_done(int? batchSize)
    {
        var network =
            Network.Create([2, 3, 2, 1], [Activation.Tanh, Activation.ReLU, Activation.Sigmoid], Initializer.XavierNormal(seed: 42));
        long early = 0, late = 0;
        network.Train(Dataset.Xor, new()
        {
            Loss = Loss.HalfSumSquaredError,
            ReportedLoss = Loss.MeanSquaredError,
            Optimizer = Optimizer.Adam(),
            BatchSize = batchSize,
            ShuffleSeed = 1,
            WeightDecay = 1e-4,
            Dropout = 0.1,
            ClipNorm = 0.01,
            KeepBest = true,
            Validation = Dataset.Xor,
            Epochs = 2_000,
            ProgressInterval = TimeSpan.Zero,
            Progress = progress =>
            {
                if (progress.Epoch == 1) early = GC.GetAllocatedBytesForCurrentThread();
                if (progress.Epoch == 1_999) late = GC.GetAllocatedBytesForCurrentThread();
            },
        });

        Assert.Equal(0, late - early);
    }
}
