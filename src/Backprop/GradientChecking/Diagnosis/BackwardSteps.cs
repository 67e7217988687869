namespace Backprop;

/// <summary>
/// The backward pass taken apart into its four steps, so that one can be done wrongly on purpose: what a gradient would be with a certain mistake.
/// </summary>
/// <param name="Delta">delta⁽ˡ⁾ from ∂L/∂a⁽ˡ⁾: the product with φ′(z⁽ˡ⁾).</param>
/// <param name="Back">∂L/∂a⁽ˡ⁻¹⁾ = delta⁽ˡ⁾·W⁽ˡ⁾ᵀ.</param>
/// <param name="WeightGradient">a⁽ˡ⁻¹⁾ᵀ·delta⁽ˡ⁾.</param>
/// <param name="BiasGradient">Σ over samples of delta⁽ˡ⁾.</param>
internal sealed record BackwardSteps(
    Func<PassIngredients, int, Matrix, Matrix> Delta,
    Func<PassIngredients, int, Matrix, Matrix> Back,
    Func<PassIngredients, int, Matrix, Matrix> WeightGradient,
    Func<PassIngredients, int, Matrix, Vector> BiasGradient)
{
    /// <summary>The steps as they should be.</summary>
    public static BackwardSteps Right { get; } = new(
        (x, l, gradient) => l == x.Last ? x.OutputDelta : gradient.Hadamard(x.Slope[l]),
        (x, l, delta) => delta * x.W[l].Transpose(),
        (x, l, delta) => x.Inputs(l).Transpose() * delta,
        (x, l, delta) => delta.SumRows());

    /// <summary>The gradient of each layer as these steps give it, the output layer first.</summary>
    public IEnumerable<LayerGradient> Run(PassIngredients x)
    {
        var gradient = x.LossGradient;
        for (int l = x.Last; l >= 0; l--)
        {
            var delta = Delta(x, l, gradient);
            yield return new LayerGradient(WeightGradient(x, l, delta), BiasGradient(x, l, delta));
            if (l > 0) gradient = Back(x, l, delta);
        }
    }

    /// <summary>These steps in some layers, the right ones in the others.</summary>
    public BackwardSteps In(Func<int, bool> layers)
    {
        BackwardSteps At(int l) => layers(l) ? this : Right;
        return new(
            (x, l, gradient) => At(l).Delta(x, l, gradient),
            (x, l, delta) => At(l).Back(x, l, delta),
            (x, l, delta) => At(l).WeightGradient(x, l, delta),
            (x, l, delta) => At(l).BiasGradient(x, l, delta));
    }
}
