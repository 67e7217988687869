namespace Backprop;

/// <summary>An activation or a loss of one's own whose derivative is not that of its function.</summary>
internal static class GivenDerivativeMistakes
{
    public static IEnumerable<Hypothesis> Of(MeasuredPass pass) => [.. Activations(pass), .. Losses(pass)];

    private static IEnumerable<Hypothesis> Activations(MeasuredPass pass)
    {
        var wrong =
            new BackwardSteps { Delta = (_, l, gradient) => gradient.Hadamard(pass.Network.Layers[l].Activation.Derivative(pass.Z[l])) };
        foreach (
            var activation in pass.Network.Layers.Select(layer => layer.Activation).Distinct()
            .Where(activation => activation.IsElementwise))
        {
            int[] layers = [.. Enumerable.Range(0, pass.W.Length).Where(l => pass.Network.Layers[l].Activation == activation)];
            var found = layers.Select(l => Worst(pass.Z[l].Values, activation.Derivative(pass.Z[l]).Values, pass.Slope[l].Values))
                .MaxBy(difference => difference.Relative);
            if (found.Relative < Math.Max(1e-6, pass.SlopeError)) continue;
            yield return new(GradientMistake.ActivationDerivative, layers.Length == 1 ? layers[0] + 1 : null,
                $"The derivative given with the activation '{activation}' is not that of its function.",
                wrong with { In = l => layers.Contains(l) },
                Evidence: FormattableString.Invariant(
                    $"At z = {found.At:G6} it gives {found.Given:G6}, but the function's slope there is {found.Measured:G6}."));
        }
    }

    private static IEnumerable<Hypothesis> Losses(MeasuredPass pass)
    {
        double[] given = new double[pass.Y.Values.Length];
        pass.Loss.Gradient(pass.A[^1].Values, pass.Y.Values, given, pass.Network.Outputs, pass.Y.RowCount);
        var found = Worst(pass.A[^1].Values, given, pass.LossGradient.Values);
        if (found.Relative < Math.Max(1e-6, pass.SlopeError) || pass.Loss.FusedWith(pass.Network.Layers[^1].Activation) is not null)
            yield break;
        double[] delta = new double[given.Length];
        pass.Network.Layers[^1].Activation.Kernel.Backward(pass.Z[^1].Values, pass.A[^1].Values, given, delta, pass.Network.Outputs);
        var wrong = new BackwardSteps { Delta = (_, _, _) => new Matrix(pass.Samples, pass.Network.Outputs, delta) };
        yield return new(
            GradientMistake.LossDerivative, null, $"The derivative given with the loss '{pass.Loss}' is not that of its term.",
            wrong with { In = l => l == pass.Last },
            Evidence: FormattableString.Invariant(
                $"At ŷ = {found.At:G6} it gives ∂L/∂ŷ = {found.Given:G6}, but the loss's slope there is {found.Measured:G6}."));
    }

    private static (double At, double Given, double Measured, double Relative) Worst(
        ReadOnlySpan<double> at, ReadOnlySpan<double> given, ReadOnlySpan<double> measured)
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
