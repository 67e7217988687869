namespace Backprop;

/// <summary>Mistakes with the matrices: a transpose forgotten, or the wrong activations in aᵀ·delta.</summary>
internal static class MatrixMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x) => [.. TransposedWeights(x), .. TransposedGradient(x), .. WrongInputs(x)];

    private static IEnumerable<Hypothesis> TransposedWeights(PassIngredients x)
    {
        var wrong = BackwardSteps.Right with { Back = (_, l, delta) => delta * Reshaped(x.W[l], x.W[l].ColumnCount, x.W[l].RowCount) };
        return Transposed(x, GradientMistake.TransposedWeights, wrong, first: 1, place => $"W is not transposed on the way back {place}: ∂L/∂a of the layer before is delta·Wᵀ.");
    }

    private static IEnumerable<Hypothesis> TransposedGradient(PassIngredients x)
    {
        var wrong = BackwardSteps.Right with { WeightGradient = (_, l, delta) => Reshaped(delta.Transpose() * x.Inputs(l), x.W[l].RowCount, x.W[l].ColumnCount) };
        return Transposed(x, GradientMistake.TransposedGradient, wrong, first: 0, place => $"∂L/∂W is transposed {place}: it is deltaᵀ·a instead of aᵀ·delta.");
    }

    /// <summary>
    /// In the layers with a square W, where the shapes do not show the mistake; and, with flat arrays whose entries are read in the wrong order, in all.
    /// </summary>
    private static IEnumerable<Hypothesis> Transposed(PassIngredients x, GradientMistake mistake, BackwardSteps wrong, int first, Func<string, string> summary)
    {
        int[] matrices = [.. Enumerable.Range(first, x.W.Length - first).Where(l => x.W[l].RowCount > 1 && x.W[l].ColumnCount > 1)];
        int[] square = [.. matrices.Where(l => x.W[l].RowCount == x.W[l].ColumnCount)];
        var hypotheses = Hypothesis.ByLayer(x, mistake, wrong, square, summary);
        return square.Length == matrices.Length ? hypotheses : hypotheses.Concat(Hypothesis.ByLayer(x, mistake, wrong, matrices, summary));
    }

    /// <summary>The same numbers in the same order in memory, with rows and columns exchanged: for a square matrix the matrix itself.</summary>
    private static Matrix Reshaped(Matrix matrix, int rows, int columns) => new(rows, columns, matrix.Values.ToArray());

    private static IEnumerable<Hypothesis> WrongInputs(PassIngredients x)
    {
        int[] behindAnother = [.. Enumerable.Range(1, x.Last).Where(l => !x.Z[l - 1].Equals(x.A[l - 1]))];
        var fromZ = BackwardSteps.Right with { WeightGradient = (_, l, delta) => x.Z[l - 1].Transpose() * delta };
        foreach (var hypothesis in Hypothesis.ByLayer(x, GradientMistake.WrongInputs, fromZ, behindAnother, place => $"∂L/∂W is computed from z instead of a of the layer before {place}."))
            yield return hypothesis;

        Matrix[] candidates = [x.X, .. x.A];
        for (int l = 0; l <= x.Last; l++)
        {
            for (int m = 0; m < candidates.Length; m++)
            {
                if (m == l || candidates[m].ColumnCount != x.W[l].RowCount) continue;
                var (at, inputs) = (l, candidates[m]);
                var wrong = BackwardSteps.Right with { WeightGradient = (_, _, delta) => inputs.Transpose() * delta };
                yield return new(GradientMistake.WrongInputs, l + 1, $"∂L/∂W{l + 1} is computed from a{m} instead of a{l}.", wrong.In(layer => layer == at).Run(x));
            }
        }
    }
}
