namespace Backprop.Tests;

/// <summary>Tests that set the number of threads, or need them all, run alone.</summary>
[CollectionDefinition(nameof(ThreadCollection), DisableParallelization = true)]
public sealed class ThreadCollection;

/// <summary>Divided work gives the numbers of work on one thread, and a failing part fails the whole.</summary>
[Collection(nameof(ThreadCollection))]
public sealed class ParallelismTests : IDisposable
{
    private readonly int usual = Parallelism.MaxDegree;

    public void Dispose() => Parallelism.MaxDegree = usual;

    /// <summary>A network whose passes, products, norms and updates are all large enough to be divided.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(200)]
    public void Training_does_not_depend_on_the_number_of_threads_to_the_last_bit(int threads)
    {
        foreach (
            var optimizer in new[] { Optimizer.GradientDescent(0.01), Optimizer.Nesterov(0.01), Optimizer.RmsProp(), Optimizer.Adam() })
        {
            var (expected, expectedHistory) = Train(1, optimizer);
            var (network, history) = Train(threads, optimizer);

            Assert.Equal(expected.Parameters, network.Parameters);
            Assert.Equal(expectedHistory.Loss, history.Loss);
            Assert.Equal(expectedHistory.GradientNorm, history.GradientNorm);
        }
    }

    [Fact]
    public void The_gradient_norm_of_a_large_layer_is_that_of_its_gradient()
    {
        var (network, data) = (Large(), Samples());
        var expected = Gradients(network, data);

        var history = network.Train(data, new() { Loss = Loss.CrossEntropy, Epochs = 1, Optimizer = Optimizer.GradientDescent(0.01) });

        for (int l = 0; l < network.Layers.Count; l++)
        {
            double squares = expected[l].Weights.Values.ToArray().Concat(expected[l].Bias.Values.ToArray()).Sum(g => g * g);
            Close.To(1e-12, Math.Sqrt(squares), history.GradientNorm[l][0], $"layer {l + 1}");
        }
    }

    [Fact]
    public void Every_part_runs_once_and_divided_work_inside_a_part_runs_there()
    {
        Parallelism.MaxDegree = 3;
        int[] runs = new int[10];

        Parallelism.For(runs.Length, part =>
        {
            Assert.Equal(1, Parallelism.Available);
            int thread = Environment.CurrentManagedThreadId;
            Parallelism.For(2, _ => Assert.Equal(thread, Environment.CurrentManagedThreadId));
            Interlocked.Increment(ref runs[part]);
        });

        Assert.All(runs, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_a_part_throws_is_thrown_when_all_parts_are_done_and_the_threads_stay_usable(int failing)
    {
        Parallelism.MaxDegree = 3;
        int done = 0;

        var thrown = Assert.Throws<InvalidOperationException>(() => Parallelism.For(3, part =>
        {
            if (part == failing) throw new InvalidOperationException($"part {part}");
        }));
        Parallelism.For(3, _ => Interlocked.Increment(ref done));

        Assert.Equal($"part {failing}", thrown.Message);
        Assert.Equal(3, done);
    }

    [Fact]
    public void Callers_at_the_same_time_all_get_their_work_done()
    {
        Parallelism.MaxDegree = 2;
        int done = 0;

        Parallel.For(0, 100, _ => Parallelism.For(5, _ => Interlocked.Increment(ref done)));

        Assert.Equal(500, done);
    }

    [Theory]
    [InlineData(1, 17)]
    [InlineData(2, 100)]
    [InlineData(3, 100)]
    [InlineData(7, 8)]
    public void Parts_follow_each_other_without_gap_to_the_end(int parts, int length)
    {
        Assert.Equal(0, Parallelism.Start(0, parts, length, 8));
        Assert.Equal(length, Parallelism.Start(parts, parts, length, 8));
        for (int part = 0; part < parts; part++)
        {
            Assert.True(Parallelism.Start(part, parts, length, 8) <= Parallelism.Start(part + 1, parts, length, 8));
            Assert.Equal(0, Parallelism.Start(part, parts, length, 8) % 8);
        }
    }

    private static (Network Network, TrainingHistory History) Train(int threads, Optimizer optimizer)
    {
        Parallelism.MaxDegree = threads;
        var network = Large();
        return (network,
            network.Train(Samples(),
            new() { Loss = Loss.CrossEntropy, Optimizer = optimizer, Epochs = 2, BatchSize = 45, WeightDecay = 1e-4 }));
    }

    private static Gradients Gradients(Network network, Dataset data)
    {
        var forward = network.Forward(data.Inputs);
        return network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, data.Targets)).Gradients;
    }

    private static Network Large() =>
        Network.Create([300, 260, 150, 10], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));

    private static Dataset Samples() =>
        new("samples", new RandomState(2).Randn(90, 300), Matrix.OneHot([.. Enumerable.Range(0, 90).Select(n => n % 10)], 10));
}
