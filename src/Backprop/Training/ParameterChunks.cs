using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The parameters in pieces that a thread can work on: always the same pieces, so that a sum over them does not depend on the number of
/// threads,
/// and for each thread the same part of every layer, which it finds in its own cache again.
/// </summary>
internal sealed class ParameterChunks
{
    private const int Length = 8192;

    /// <summary>From so many parameters on, a second thread pays for its start (fits the timings of the benchmarks).</summary>
    private const int ParallelParameters = 100_000;

    private readonly int[] layerEnds;
    private readonly int[] firstChunks;
    private readonly double[] sums;

    public ParameterChunks(Network network)
    {
        layerEnds = new int[network.Layers.Count];
        firstChunks = new int[network.Layers.Count + 1];
        for (int l = 0; l < layerEnds.Length; l++)
        {
            int count = network.Layers[l].ParameterCount;
            layerEnds[l] = (l == 0 ? 0 : layerEnds[l - 1]) + count;
            firstChunks[l + 1] = firstChunks[l] + ((count + Length - 1) / Length);
        }

        sums = new double[firstChunks[^1]];
    }

    private bool AreMany => layerEnds[^1] >= ParallelParameters && Parallelism.Available > 1;

    /// <summary>One step of the optimizer.</summary>
    public void Step(Optimizer optimizer, double[] parameters, double[] gradient, double learningRate, OptimizerState state)
    {
        if (AreMany) StepInParts(optimizer, parameters, gradient, learningRate, state);
        else optimizer.Step(parameters, gradient, learningRate, state);
    }

    /// <summary>Σ g² of each layer.</summary>
    public void SumSquares(double[] gradient, Span<double> layerSums)
    {
        bool divided = AreMany;
        if (divided) SumSquaresInParts(gradient);
        for (int l = 0, start = 0; l < layerSums.Length; start = layerEnds[l++])
        {
            double sum = 0;
            for (int chunk = firstChunks[l]; chunk < firstChunks[l + 1]; chunk++, start += Length)
                sum += divided ? sums[chunk] : SumOfSquares(gradient.AsSpan(start, Math.Min(Length, layerEnds[l] - start)));
            layerSums[l] = sum;
        }
    }

    private void StepInParts(Optimizer optimizer, double[] parameters, double[] gradient, double learningRate, OptimizerState state)
    {
        state.Steps++;
        int parts = Parallelism.Available;
        Parallelism.For(parts, part =>
        {
            for (int l = 0; l < layerEnds.Length; l++)
            {
                var (first, end) = ChunksOf(l, part, parts);
                if (first == end) continue;
                var range = RangeOf(l, first).Start..RangeOf(l, end - 1).End;
                optimizer.StepPart(parameters.AsSpan(range), gradient.AsSpan(range), learningRate, state, range.Start.Value);
            }
        });
    }

    private void SumSquaresInParts(double[] gradient)
    {
        int parts = Parallelism.Available;
        Parallelism.For(parts, part =>
        {
            for (int l = 0; l < layerEnds.Length; l++)
            {
                var (first, end) = ChunksOf(l, part, parts);
                for (int chunk = first; chunk < end; chunk++)
                    sums[chunk] = SumOfSquares(gradient.AsSpan(RangeOf(l, chunk)));
            }
        });
    }

    private (int First, int End) ChunksOf(int layer, int part, int parts)
    {
        int count = firstChunks[layer + 1] - firstChunks[layer];
        return (firstChunks[layer] + (count * part / parts), firstChunks[layer] + (count * (part + 1) / parts));
    }

    private Range RangeOf(int layer, int chunk)
    {
        int start = (layer == 0 ? 0 : layerEnds[layer - 1]) + ((chunk - firstChunks[layer]) * Length);
        return start..Math.Min(start + Length, layerEnds[layer]);
    }

    /// <summary>Σ x²; a call of the library costs more than a short span itself.</summary>
    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        if (values.Length > 16) return TensorPrimitives.SumOfSquares(values);
        double sum = 0;
        foreach (double x in values)
            sum += x * x;
        return sum;
    }
}
