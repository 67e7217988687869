namespace Backprop;

/// <summary>Mistakes in which some samples count too little or too often.</summary>
internal static class SampleMistakes
{
    /// <summary>In a larger batch only the first and the last sample are tried: each one is a backward pass.</summary>
    private const int EverySampleUpTo = 64;

    public static IEnumerable<Hypothesis> Of(PassIngredients x)
    {
        int count = x.Samples;
        if (count == 1) yield break;
        int[] middle = count <= EverySampleUpTo ? [.. Enumerable.Range(1, count - 2)] : [];
        foreach (int left in (int[])[0, .. middle, count - 1])
        {
            yield return Weighted(GradientMistake.MissingSample, $"Sample {left} is left out.", m => m == left ? 0 : 1);
            if (count > 2 && x.Loss.OverSamples == Reduction.Mean)
                yield return Weighted(GradientMistake.MissingSample, $"Sample {left} is left out, and the mean is taken over the other {count - 1}.", m => m == left ? 0 : count / (count - 1.0));
        }

        foreach (int n in (int[])[count - 1, 0, .. middle])
        {
            string which = n == count - 1 ? "the last sample: each one overwrites the gradient instead of adding to it" : $"sample {n}";
            yield return Weighted(GradientMistake.SingleSample, $"The gradient is that of {which}.", m => m == n ? 1 : 0);
            if (x.Loss.OverSamples == Reduction.Mean)
                yield return Weighted(GradientMistake.SingleSample, $"The gradient is that of {which}, with the loss of that sample alone.", m => m == n ? count : 0);
        }

        yield return Weighted(GradientMistake.Accumulated, "The gradient is not set to zero between samples: the first sample is counted N times, the last once.", m => count - m);

        Hypothesis Weighted(GradientMistake mistake, string summary, Func<int, double> weight)
        {
            double[] factors = new double[count * x.Network.Outputs];
            for (int i = 0; i < factors.Length; i++)
                factors[i] = weight(i / x.Network.Outputs);
            var rows = new Matrix(count, x.Network.Outputs, factors);
            var wrong = BackwardSteps.Right with { Delta = (_, l, gradient) => BackwardSteps.Right.Delta(x, l, gradient).Hadamard(rows) };
            return new(mistake, null, summary, wrong.In(l => l == x.Last).Run(x));
        }
    }
}
