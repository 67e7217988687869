namespace Backprop;

/// <summary>A mistake that might have been made, and the gradient it would give.</summary>
/// <param name="Mistake">Its kind.</param>
/// <param name="Layer">The layer it is made in, from 1; null if in all or none.</param>
/// <param name="Summary">The mistake in one sentence.</param>
/// <param name="Gradients">The gradient of each layer with this mistake, the output layer first; computed only as far as it agrees.</param>
/// <param name="Fitted">How many numbers were fitted to the gradient that is checked: of two explanations the one with fewer wins.</param>
/// <param name="Evidence">Numbers that show it; null for how well the gradient agrees.</param>
internal sealed record Hypothesis(GradientMistake Mistake, int? Layer, string Summary, IEnumerable<LayerGradient> Gradients, int Fitted = 0, string? Evidence = null)
{
    /// <summary>
    /// A mistake in one of the steps, tried in all layers it can be made in, in the hidden ones only, and in each one alone.
    /// </summary>
    /// <param name="x">The ingredients of the backward pass.</param>
    /// <param name="mistake">Its kind.</param>
    /// <param name="wrong">The steps with the mistake.</param>
    /// <param name="layers">The layers (from 0) in which the mistake changes anything.</param>
    /// <param name="summary">The sentence for a place such as "in layer 2".</param>
    public static IEnumerable<Hypothesis> ByLayer(PassIngredients x, GradientMistake mistake, BackwardSteps wrong, IReadOnlyList<int> layers, Func<string, string> summary)
    {
        if (layers.Count == 0) yield break;
        if (layers.Count > 1) yield return new(mistake, null, summary(layers.Count == x.W.Length ? "in every layer" : $"in layers {string.Join(", ", layers.Select(l => l + 1))}"), wrong.In(layers.Contains).Run(x));
        int[] hidden = [.. layers.Where(l => l < x.Last)];
        if (hidden.Length > 1 && hidden.Length < layers.Count) yield return new(mistake, null, summary("in the hidden layers"), wrong.In(hidden.Contains).Run(x));
        foreach (int l in layers)
            yield return new(mistake, l + 1, summary($"in layer {l + 1}"), wrong.In(layer => layer == l).Run(x));
    }
}
