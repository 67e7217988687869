using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>The trainings of the README under BenchmarkDotNet, with what they allocate.</summary>
[MemoryDiagnoser]
public class TrainingBenchmarks
{
    private const int Steps = 80;
    private const int Iterations = 10_000;
    private int iterations;
    private Func<double> small = null!;
    private Func<double> large = null!;

    [GlobalSetup]
    public void Setup()
    {
        Parallelism.MaxDegree = 1;
        iterations = Iterations;
        small = Workload.Small.Training(Steps);
        large = Workload.Large.Training(Steps);
    }

    [Benchmark(OperationsPerInvoke = Iterations)]
    public double SheetIteration() => Workload.Sheet(iterations).Loss[^1];

    [Benchmark(OperationsPerInvoke = Iterations)]
    public double PlainSheetIteration() => PlainSheet.Train(iterations);

    [Benchmark(OperationsPerInvoke = Steps)]
    public double SmallStep() => small();

    [Benchmark(OperationsPerInvoke = Steps)]
    public double LargeStep() => large();
}
