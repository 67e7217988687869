namespace Backprop;

/// <summary>Gradients with a mistake in them, as the diagnosis predicts them.</summary>
internal static class MistakenGradients
{
    /// <summary>The gradient for each place where a mistake of this kind can be made in a network.</summary>
    public static IEnumerable<Gradients> Of(Network network, Dataset data, Loss loss, GradientMistake mistake)
    {
        var pass = new MeasuredPass(new BasePass(network, data, loss));
        foreach (var hypothesis in Hypotheses(pass, data).Where(hypothesis => hypothesis.Mistake == mistake))
            yield return New(pass, [hypothesis.Steps], null, []);
        foreach (var wrong in OfBiases(pass).Concat(OfWeights(pass)).Where(wrong => wrong.Mistake == mistake && wrong.Layers.Count > 0))
        {
            foreach (
                var layers in wrong.Layers.Count > 1 ? [wrong.Layers, .. wrong.Layers.Select(l => (int[])[l])] : new[] { wrong.Layers })
            {
                yield return New(pass, [], wrong, layers);
            }
        }
    }

    /// <summary>Every mistake on the way back to the deltas, the more common ones first.</summary>
    public static IEnumerable<Hypothesis> Hypotheses(MeasuredPass pass, Dataset data) =>
    [
        .. GivenDerivativeMistakes.Of(pass),
        .. DerivativeMistakes.Of(pass),
        .. SoftmaxMistakes.Of(pass),
        .. MatrixMistakes.OfDeltas(pass),
        .. LossMistakes.Of(pass, data),
        .. SampleMistakes.Of(pass),
        .. UnitMistakes.Of(pass),
    ];

    /// <summary>Every mistake in aᵀ·delta, the more common ones first.</summary>
    public static IEnumerable<TensorMistake> OfWeights(MeasuredPass pass) => MatrixMistakes.OfWeights(pass);

    /// <summary>Every mistake in the sum of the deltas, the more common ones first.</summary>
    public static IEnumerable<TensorMistake> OfBiases(MeasuredPass pass) => BiasMistakes.Of(pass);

    private static Gradients New(MeasuredPass pass, BackwardSteps[] steps, TensorMistake? wrong, IReadOnlyList<int> layers)
    {
        var gradients = new LayerGradient[pass.W.Length];
        int l = pass.Last;
        foreach (var delta in BackwardSteps.Deltas(pass, steps))
        {
            gradients[l] = new(pass.Inputs(l).Transpose() * delta, delta.SumRows());
            if (wrong is not null && layers.Contains(l))
            {
                double[] entries = wrong.Gradient(l, delta);
                gradients[l] = entries.Length == pass.Z[l].ColumnCount && wrong.IsOfBias
                    ? gradients[l] with { Bias = new Vector(entries) }
                    : gradients[l] with { Weights = new Matrix(pass.W[l].RowCount, pass.W[l].ColumnCount, entries) };
            }

            l--;
        }

        return Gradients.Create(gradients);
    }
}
