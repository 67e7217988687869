using System.Numerics.Tensors;

namespace Backprop;

/// <summary>A loop over batches that leaves some out: only the first samples count, or, where each batch overwrites, the last.</summary>
internal static class BatchMistakes
{
    /// <summary>How far a part of the samples may be from the given ∂L/∂W and ∂L/∂b of the output layer to be tried.</summary>
    private const double Near = 1e-2;

    public static IEnumerable<Hypothesis> Of(MeasuredPass pass, GivenGradient gradient)
    {
        foreach (bool isFirst in (bool[])[true, false])
        {
            if (Nearest(pass, gradient, isFirst) is not { } used) continue;
            bool Counts(int n) => isFirst ? n < used : n >= pass.Samples - used;
            string which = $"Only the {(isFirst ? "first" : "last")} {used} of {pass.Samples} samples are used";
            yield return SampleMistakes.Weighted(pass, GradientMistake.MissingSample, $"{which}.", n => Counts(n) ? 1 : 0);
            if (pass.Loss.OverSamples != Reduction.Mean) continue;
            yield return SampleMistakes.Weighted(
                pass, GradientMistake.MissingSample, $"{which}, and the mean is taken over them.",
                n => Counts(n) ? pass.Samples / (double)used : 0);
        }
    }

    /// <summary>
    /// The number of samples from one end whose sum is nearest to a multiple of the given gradient of the output layer; null if none is
    /// near. One sample alone, or all but one, are found as such.
    /// </summary>
    private static int? Nearest(MeasuredPass pass, GivenGradient gradient, bool isFirst)
    {
        var (inputs, delta) = (pass.Inputs(pass.Last), pass.OutputDelta);
        double[] given = [.. gradient.Given(2 * pass.Last), .. gradient.Given((2 * pass.Last) + 1)], sum = new double[given.Length];
        double norm = TensorPrimitives.Norm<double>(given), nearest = Near;
        int? best = null;
        for (int used = 1; used < pass.Samples - 1; used++)
        {
            int n = isFirst ? used - 1 : pass.Samples - used;
            var row = delta.Row(n);
            for (int i = 0; i < inputs.ColumnCount; i++)
                TensorPrimitives.MultiplyAdd(row, inputs[n, i], sum.AsSpan(i * row.Length, row.Length), sum.AsSpan(i * row.Length));
            var bias = sum.AsSpan(inputs.ColumnCount * row.Length);
            TensorPrimitives.Add(bias, row, bias);
            double cosine = TensorPrimitives.Dot<double>(sum, given) / TensorPrimitives.Norm<double>(sum) / norm;
            double distance = Math.Sqrt(Math.Max(0, 1 - (cosine * cosine)));
            if (used > 1 && distance < nearest) (nearest, best) = (distance, used);
        }

        return best;
    }
}
