namespace Backprop;

/// <summary>Mistakes in which some samples count too little or too often.</summary>
internal static class SampleMistakes
{
    /// <summary>In a larger batch only the first and the last sample are tried: each one is a backward pass.</summary>
    private const int EverySampleUpTo = 64;

    public static IEnumerable<Hypothesis> Of(MeasuredPass pass)
    {
        int count = pass.Samples;
        if (count == 1) yield break;
        int[] middle = count <= EverySampleUpTo ? [.. Enumerable.Range(1, count - 2)] : [];
        foreach (int left in (int[])[0, .. middle, count - 1])
        {
            string name = pass.SampleName(left), which = char.ToUpperInvariant(name[0]) + name[1..];
            yield return Weighted(pass, GradientMistake.MissingSample, $"{which} is left out.", m => m == left ? 0 : 1);
            if (count > 2 && pass.Loss.OverSamples == Reduction.Mean)
            {
                yield return Weighted(
                    pass, GradientMistake.MissingSample, $"{which} is left out, and the mean is taken over the other {count - 1}.",
                    m => m == left ? 0 : count / (count - 1.0));
            }
        }

        foreach (int n in (int[])[count - 1, 0, .. middle])
        {
            string which = n == count - 1
                ? "the last sample: each one overwrites the gradient instead of adding to it"
                : pass.SampleName(n);
            yield return Weighted(pass, GradientMistake.SingleSample, $"The gradient is that of {which}.", m => m == n ? 1 : 0);
            if (pass.Loss.OverSamples == Reduction.Mean)
            {
                yield return Weighted(
                    pass, GradientMistake.SingleSample, $"The gradient is that of {which}, with the loss of that sample alone.",
                    m => m == n ? count : 0);
            }
        }

        yield return Weighted(
            pass, GradientMistake.Accumulated,
            "The gradient is not set to zero between samples: the first sample is counted N times, the last once.", m => count - m);
    }

    /// <summary>The mistake of counting each sample with a weight.</summary>
    public static Hypothesis Weighted(MeasuredPass pass, GradientMistake mistake, string summary, Func<int, double> weight)
    {
        double[] factors = new double[pass.Samples * pass.Network.Outputs];
        for (int i = 0; i < factors.Length; i++)
            factors[i] = weight(i / pass.Network.Outputs);
        var rows = new Matrix(pass.Samples, pass.Network.Outputs, factors);
        return new(mistake, null, summary, new()
        {
            Start = pass => pass with { OutputDelta = pass.OutputDelta.Hadamard(rows), LossGradient = pass.LossGradient.Hadamard(rows) },
        });
    }
}
