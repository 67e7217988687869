namespace Backprop;

/// <summary>
/// What one mistake changes of the way from ∂L/∂ŷ back to the deltas; what is null is done rightly. Layers are counted from 0.
/// </summary>
internal sealed record BackwardSteps
{
    /// <summary>The layers in which the steps are changed; all of them by default.</summary>
    public Func<int, bool> In { get; init; } = _ => true;

    /// <summary>delta⁽ˡ⁾ from ∂L/∂a⁽ˡ⁾: the product with φ′(z⁽ˡ⁾).</summary>
    public Func<MeasuredPass, int, Matrix, Matrix>? Delta { get; init; }

    /// <summary>∂L/∂a⁽ˡ⁻¹⁾ = delta⁽ˡ⁾·W⁽ˡ⁾ᵀ.</summary>
    public Func<MeasuredPass, int, Matrix, Matrix>? Back { get; init; }

    /// <summary>A change of what the backward pass starts from, such as another loss.</summary>
    public Func<MeasuredPass, MeasuredPass>? Start { get; init; }

    /// <summary>delta⁽ˡ⁾ as it should be.</summary>
    public static Matrix RightDelta(MeasuredPass pass, int l, Matrix gradient) =>
        l == pass.Last ? pass.OutputDelta : gradient.Hadamard(pass.Slope[l]);

    /// <summary>Whether two mistakes change the same step of the same layer, so that they cannot both be made.</summary>
    public static bool Conflict(BackwardSteps one, BackwardSteps other, int layers) => Enumerable.Range(0, layers)
        .Any(l => one.In(l) && other.In(l)
            && ((one.Delta is not null && other.Delta is not null) || (one.Back is not null && other.Back is not null)));

    /// <summary>The delta of each layer, the output layer's first, with these mistakes.</summary>
    public static IEnumerable<Matrix> Deltas(MeasuredPass pass, IReadOnlyList<BackwardSteps> mistakes)
    {
        foreach (var mistake in mistakes)
            pass = mistake.Start?.Invoke(pass) ?? pass;
        var gradient = pass.LossGradient;
        for (int l = pass.Last; l >= 0; l--)
        {
            var wrong = mistakes.FirstOrDefault(mistake => mistake.Delta is not null && mistake.In(l))?.Delta ?? RightDelta;
            var delta = wrong(pass, l, gradient);
            yield return delta;
            if (l == 0) break;
            var back = mistakes.FirstOrDefault(mistake => mistake.Back is not null && mistake.In(l))?.Back;
            gradient = back?.Invoke(pass, l, delta) ?? delta * pass.W[l].Transpose();
        }
    }

    /// <summary>The right gradient of each layer.</summary>
    public static LayerGradient[] RightGradients(MeasuredPass pass)
    {
        var gradients = new LayerGradient[pass.W.Length];
        int l = pass.Last;
        foreach (var delta in Deltas(pass, []))
        {
            gradients[l] = new(pass.Inputs(l).Transpose() * delta, delta.SumRows());
            l--;
        }

        return gradients;
    }
}
