namespace Backprop;

/// <summary>A mistake that might have been made on the way back to the deltas.</summary>
/// <param name="Mistake">Its kind.</param>
/// <param name="Layer">The layer it is made in, from 1; null if in all or none.</param>
/// <param name="Summary">The mistake in one sentence.</param>
/// <param name="Steps">What it changes.</param>
/// <param name="Fitted">How many numbers were fitted to the gradient that is checked: of two explanations the one with fewer wins.</param>
/// <param name="Evidence">Numbers that show it; null for how well the gradient agrees.</param>
internal sealed record Hypothesis(
    GradientMistake Mistake, int? Layer, string Summary, BackwardSteps Steps, int Fitted = 0, string? Evidence = null)
{
    /// <summary>
    /// A mistake in one of the steps, tried in all layers it can be made in, in the hidden ones only, and in each one alone.
    /// </summary>
    /// <param name="pass">The measured pass.</param>
    /// <param name="mistake">Its kind.</param>
    /// <param name="wrong">The steps with the mistake.</param>
    /// <param name="layers">The layers (from 0) in which the mistake changes anything.</param>
    /// <param name="summary">The sentence for a place such as "in layer 2".</param>
    public static IEnumerable<Hypothesis> ByLayer(
        MeasuredPass pass, GradientMistake mistake, BackwardSteps wrong, IReadOnlyList<int> layers, Func<string, string> summary)
    {
        if (layers.Count == 0) yield break;
        if (layers.Count > 1) yield return New(layers);
        int[] hidden = [.. layers.Where(l => l < pass.Last)];
        if (hidden.Length > 1 && hidden.Length < layers.Count)
            yield return new(mistake, null, summary("in the hidden layers"), wrong with { In = l => hidden.Contains(l) });
        foreach (int l in layers)
            yield return New([l]);

        Hypothesis New(IReadOnlyList<int> where) =>
            new(mistake, where.Count == 1 ? where[0] + 1 : null, summary(Place(pass, where)), wrong with { In = l => where.Contains(l) });
    }

    /// <summary>"in layer 2", "in layers 1, 2" or "in every layer".</summary>
    public static string Place(MeasuredPass pass, IReadOnlyList<int> layers) => layers.Count == 1 ? $"in layer {layers[0] + 1}"
        : layers.Count == pass.W.Length ? "in every layer" : $"in layers {string.Join(", ", layers.Order().Select(l => l + 1))}";
}

/// <summary>A mistake in how ∂L/∂W or ∂L/∂b is made of a delta, which may itself be right or wrong.</summary>
/// <param name="Mistake">Its kind.</param>
/// <param name="Layers">The layers (from 0) it can be made in.</param>
/// <param name="Gradient">The entries of ∂L/∂W or ∂L/∂b in order, from delta of a layer.</param>
/// <param name="Summary">The sentence for the layers it is made in.</param>
internal sealed record TensorMistake(
    GradientMistake Mistake, IReadOnlyList<int> Layers, Func<int, Matrix, double[]> Gradient, Func<IReadOnlyList<int>, string> Summary)
{
    /// <summary>Whether it is made in ∂L/∂b.</summary>
    public bool IsOfBias { get; init; }
}
