using BenchmarkDotNet.Attributes;

namespace Backprop.Benchmarks;

/// <summary>The three products of a layer, 128 samples.</summary>
public class ProductBenchmarks
{
    private const int Samples = 128;
    private double[] inputs = [];
    private double[] weights = [];
    private double[] delta = [];

    [Params(16, 64, 256, 1024)]
    public int Width { get; set; }

    [Params(1, 2)]
    public int Threads { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new RandomState(1);
        (inputs, weights, delta) =
            ([.. random.Randn(Samples * Width)], [.. random.Randn(Width * Width)], [.. random.Randn(Samples * Width)]);
        Parallelism.MaxDegree = Threads;
    }

    [Benchmark]
    public void Forward() => MatrixProduct.Multiply(inputs, weights, delta, Samples, Width, Width);

    [Benchmark]
    public void Backward() => MatrixProduct.MultiplyTranspose(delta, weights, inputs, Samples, Width, Width);

    [Benchmark]
    public void Gradient() => MatrixProduct.TransposeMultiply(inputs, delta, weights, Samples, Width, Width);
}
