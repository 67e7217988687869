namespace Backprop;

/// <summary>Mistakes with Σ over samples of delta.</summary>
internal static class BiasMistakes
{
    public static IEnumerable<TensorMistake> Of(MeasuredPass pass)
    {
        int count = pass.Samples, last = count - 1;
        int[] all = [.. Enumerable.Range(0, pass.W.Length)], wide = [.. all.Where(l => pass.Z[l].ColumnCount > 1)];
        string reason = pass.Loss.OverSamples == Reduction.Mean ? "delta already carries the loss's 1/N" : "the loss is a sum over them";
        if (count > 1)
        {
            yield return New(
                GradientMistake.BiasNotSummed, all, (_, delta) => delta.Row(last).ToArray(),
                place => $"∂L/∂b {place} is delta of the last sample only, not the sum over all {count}.");
            yield return New(
                GradientMistake.BiasNotSummed, all, (_, delta) => delta.Row(0).ToArray(),
                place => $"∂L/∂b {place} is delta of the first sample only, not the sum over all {count}.");
            yield return New(
                GradientMistake.BiasNotSummed, [.. all.Where(l => pass.Z[l].ColumnCount == count)],
                (_, delta) => [.. delta.Transpose().SumRows()],
                place => $"∂L/∂b {place} is delta summed over the units instead of the samples.");
            yield return New(GradientMistake.BiasAveraged, all, (_, delta) => [.. (1.0 / count) * delta.SumRows()],
                place => $"∂L/∂b {place} is averaged over the {count} samples; {reason}, so it is summed.");
        }

        yield return New(
            GradientMistake.BiasShared, wide, (_, delta) => Same(delta, 1),
            place => $"∂L/∂b {place} is one number for all units: delta summed over the units as well as the samples.");
        yield return New(
            GradientMistake.BiasShared, wide, (_, delta) => Same(delta, 1.0 / delta.ColumnCount),
            place => $"∂L/∂b {place} is one number for all units: delta averaged over the units.");
        yield return New(
            GradientMistake.BiasShared, wide, (_, delta) => Same(delta, 1.0 / delta.ColumnCount / count),
            place => $"∂L/∂b {place} is one number for all units: delta averaged over units and samples.");
        yield return New(GradientMistake.BiasFromWeights, all, (l, delta) => [.. (pass.Inputs(l).Transpose() * delta).SumRows()],
            place => $"∂L/∂b {place} is ∂L/∂W summed over the inputs instead of delta summed over the samples.");
        yield return New(GradientMistake.BiasFromWeights, wide, (l, delta) => Same((pass.Inputs(l).Transpose() * delta), 1),
            place => $"∂L/∂b {place} is ∂L/∂W summed over inputs and units, one number for all units.");

        TensorMistake New(GradientMistake mistake, int[] layers, Func<int, Matrix, double[]> gradient, Func<string, string> summary) =>
            new(mistake, layers, gradient, where => summary(Hypothesis.Place(pass, where))) { IsOfBias = true };

        static double[] Same(Matrix delta, double factor)
        {
            double[] same = new double[delta.ColumnCount];
            Array.Fill(same, factor * delta.SumRows().Sum());
            return same;
        }
    }
}
