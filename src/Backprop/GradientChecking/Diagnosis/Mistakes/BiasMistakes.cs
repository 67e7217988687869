namespace Backprop;

/// <summary>Mistakes with Σ over samples of delta.</summary>
internal static class BiasMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x)
    {
        if (x.Samples == 1) return [];
        int last = x.Samples - 1;
        int[] all = [.. Enumerable.Range(0, x.W.Length)];
        string reason = x.Loss.OverSamples == Reduction.Mean ? "delta already carries the loss's 1/N" : "the loss is a sum over them";
        return
        [
            .. Bias(GradientMistake.BiasNotSummed, all, (_, delta) => Vector.Create(delta.Row(last)), place => $"∂L/∂b {place} is delta of the last sample only, not the sum over all {x.Samples}."),
            .. Bias(GradientMistake.BiasNotSummed, all, (_, delta) => Vector.Create(delta.Row(0)), place => $"∂L/∂b {place} is delta of the first sample only, not the sum over all {x.Samples}."),
            .. Bias(GradientMistake.BiasNotSummed, [.. all.Where(l => x.Z[l].ColumnCount == x.Samples)], (_, delta) => delta.Transpose().SumRows(), place => $"∂L/∂b {place} is delta summed over the units instead of the samples."),
            .. Bias(GradientMistake.BiasAveraged, all, (_, delta) => (1.0 / x.Samples) * delta.SumRows(), place => $"∂L/∂b {place} is averaged over the {x.Samples} samples; {reason}, so it is summed."),
        ];

        IEnumerable<Hypothesis> Bias(GradientMistake mistake, int[] layers, Func<int, Matrix, Vector> gradient, Func<string, string> summary) =>
            Hypothesis.ByLayer(x, mistake, BackwardSteps.Right with { BiasGradient = (_, l, delta) => gradient(l, delta) }, layers, summary);
    }
}
