namespace Backprop;

/// <summary>An activation or a loss of one's own whose derivative is not that of its function.</summary>
internal static class GivenDerivativeMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x) => [.. Activations(x), .. Losses(x)];

    private static IEnumerable<Hypothesis> Activations(PassIngredients x)
    {
        var wrong = BackwardSteps.Right with { Delta = (_, l, gradient) => gradient.Hadamard(x.Network.Layers[l].Activation.Derivative(x.Z[l])) };
        foreach (var activation in x.Network.Layers.Select(layer => layer.Activation).Distinct().Where(activation => activation.IsElementwise))
        {
            int[] layers = [.. Enumerable.Range(0, x.W.Length).Where(l => x.Network.Layers[l].Activation == activation)];
            var found = layers.Select(l => Worst(x.Z[l].Values, activation.Derivative(x.Z[l]).Values, x.Slope[l].Values)).MaxBy(difference => difference.Relative);
            if (found.Relative < 1e-6) continue;
            yield return new(GradientMistake.ActivationDerivative, layers.Length == 1 ? layers[0] + 1 : null,
                $"The derivative given with the activation '{activation}' is not that of its function.",
                wrong.In(layers.Contains).Run(x),
                Evidence: FormattableString.Invariant($"At z = {found.At:G6} it gives {found.Given:G6}, but the function's slope there is {found.Measured:G6}."));
        }
    }

    private static IEnumerable<Hypothesis> Losses(PassIngredients x)
    {
        double[] given = new double[x.Y.Values.Length];
        x.Loss.Gradient(x.A[^1].Values, x.Y.Values, given, x.Network.Outputs, x.Y.RowCount);
        var found = Worst(x.A[^1].Values, given, x.LossGradient.Values);
        if (found.Relative < 1e-6 || x.Loss.FusedWith(x.Network.Layers[^1].Activation) is not null) yield break;
        double[] delta = new double[given.Length];
        x.Network.Layers[^1].Activation.Kernel.Backward(x.Z[^1].Values, x.A[^1].Values, given, delta, x.Network.Outputs);
        var wrong = BackwardSteps.Right with { Delta = (_, _, _) => new Matrix(x.Samples, x.Network.Outputs, delta) };
        yield return new(GradientMistake.LossDerivative, null, $"The derivative given with the loss '{x.Loss}' is not that of its term.", wrong.In(l => l == x.Last).Run(x),
            Evidence: FormattableString.Invariant($"At ŷ = {found.At:G6} it gives ∂L/∂ŷ = {found.Given:G6}, but the loss's slope there is {found.Measured:G6}."));
    }

    private static (double At, double Given, double Measured, double Relative) Worst(ReadOnlySpan<double> at, ReadOnlySpan<double> given, ReadOnlySpan<double> measured)
    {
        var worst = (At: 0.0, Given: 0.0, Measured: 0.0, Relative: 0.0);
        for (int i = 0; i < at.Length; i++)
        {
            double relative = Math.Abs(given[i] - measured[i]) / Math.Max(1, Math.Max(Math.Abs(given[i]), Math.Abs(measured[i])));
            if (relative > worst.Relative) worst = (at[i], given[i], measured[i], relative);
        }

        return worst;
    }
}
