namespace Backprop;

/// <summary>Mistakes with the matrices: a transpose forgotten, the wrong W on the way back, or the wrong activations in aᵀ·delta.</summary>
internal static class MatrixMistakes
{
    /// <summary>On the way back.</summary>
    public static IEnumerable<Hypothesis> OfDeltas(MeasuredPass pass) => [.. TransposedWeights(pass), .. OtherWeights(pass)];

    /// <summary>In aᵀ·delta.</summary>
    public static IEnumerable<TensorMistake> OfWeights(MeasuredPass pass) => [.. TransposedGradient(pass), .. WrongInputs(pass)];

    private static IEnumerable<Hypothesis> TransposedWeights(MeasuredPass pass)
    {
        var wrong = new BackwardSteps { Back = (pass, l, delta) => delta * Reshaped(pass.W[l], pass.W[l].ColumnCount, pass.W[l].RowCount) };
        int[] matrices = Matrices(pass, first: 1), square = Square(pass, matrices);
        static string Summary(string place) => $"W is not transposed on the way back {place}: ∂L/∂a of the layer before is delta·Wᵀ.";
        var hypotheses = Hypothesis.ByLayer(pass, GradientMistake.TransposedWeights, wrong, square, Summary);
        return square.Length == matrices.Length
            ? hypotheses
            : hypotheses.Concat(Hypothesis.ByLayer(pass, GradientMistake.TransposedWeights, wrong, matrices, Summary));
    }

    /// <summary>delta is carried through the W of another layer, where its shape allows that.</summary>
    private static IEnumerable<Hypothesis> OtherWeights(MeasuredPass pass)
    {
        foreach (int offset in (int[])[-1, 1])
        {
            int[] layers = [.. Enumerable.Range(1, pass.Last)
                .Where(l => l + offset >= 0 && l + offset <= pass.Last && Fits(l, l + offset))];
            var wrong = new BackwardSteps { Back = (pass, l, delta) => delta * pass.W[l + offset].Transpose() };
            foreach (var hypothesis in Hypothesis.ByLayer(pass, GradientMistake.WrongWeights, wrong, layers,
                place => $"delta is carried back through the W of the layer {(offset < 0 ? "before" : "behind")} instead of its "
                    + $"own {place}."))
            {
                yield return hypothesis;
            }
        }

        bool Fits(int l, int m) => pass.W[l].RowCount == pass.W[m].RowCount && pass.W[l].ColumnCount == pass.W[m].ColumnCount;
    }

    /// <summary>
    /// In the layers with a square W, where the shapes do not show the mistake; and, with flat arrays whose entries are read in the wrong
    /// order, in all.
    /// </summary>
    private static IEnumerable<TensorMistake> TransposedGradient(MeasuredPass pass)
    {
        int[] matrices = Matrices(pass, first: 0);
        yield return new(GradientMistake.TransposedGradient, matrices, (l, delta) => (delta.Transpose() * pass.Inputs(l)).Values.ToArray(),
            where => $"∂L/∂W is transposed {Hypothesis.Place(pass, where)}: it is deltaᵀ·a instead of aᵀ·delta.");
    }

    private static IEnumerable<TensorMistake> WrongInputs(MeasuredPass pass)
    {
        int[] behindAnother = [.. Enumerable.Range(1, pass.Last).Where(l => !pass.Z[l - 1].Equals(pass.A[l - 1]))];
        yield return new(GradientMistake.WrongInputs, behindAnother, (l, delta) => (pass.Z[l - 1].Transpose() * delta).Values.ToArray(),
            where => $"∂L/∂W is computed from z instead of a of the layer before {Hypothesis.Place(pass, where)}.");

        // By how many layers the a that is used lies in front of the right one, or behind it.
        for (int offset = -pass.W.Length; offset <= pass.W.Length; offset++)
        {
            int off = offset;
            int[] layers = [.. Enumerable.Range(0, pass.W.Length)
                .Where(l => off != 0 && l + off >= 0 && l + off <= pass.W.Length
                    && pass.Inputs(l + off).ColumnCount == pass.W[l].RowCount)];
            if (layers.Length == 0) continue;
            yield return new(GradientMistake.WrongInputs, layers, (l, delta) => (pass.Inputs(l + off).Transpose() * delta).Values.ToArray(),
                where => string.Join(" ", where.Select(l => $"∂L/∂W{l + 1} is computed from a{l + off} instead of a{l}.")));
        }
    }

    private static int[] Matrices(MeasuredPass pass, int first) =>
        [.. Enumerable.Range(first, pass.W.Length - first).Where(l => pass.W[l].RowCount > 1 && pass.W[l].ColumnCount > 1)];

    private static int[] Square(MeasuredPass pass, int[] layers) => [.. layers.Where(l => pass.W[l].RowCount == pass.W[l].ColumnCount)];

    /// <summary>
    /// The same numbers in the same order in memory, with rows and columns exchanged: for a square matrix the matrix itself.
    /// </summary>
    private static Matrix Reshaped(Matrix matrix, int rows, int columns) => new(rows, columns, matrix.Values.ToArray());
}
