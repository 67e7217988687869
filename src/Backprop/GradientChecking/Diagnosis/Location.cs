namespace Backprop;

/// <summary>
/// Where the wrong derivatives are, and what that says about where the mistake must be, when no known mistake explains them.
/// </summary>
internal static class Location
{
    public static GradientDiagnosis Describe(IReadOnlyList<GradientEntry> entries, MeasuredPass pass)
    {
        var wrong = entries.Where(entry => entry.Verdict == EntryVerdict.Wrong).ToArray();
        int[] layers = [.. wrong.Select(entry => entry.Layer).Distinct()];
        int top = layers.Max();
        bool weights = wrong.Any(entry => entry.Layer == top && !entry.IsBias);
        bool biases = wrong.Any(entry => entry.Layer == top && entry.IsBias);
        string count = wrong.Length <= 3
            ? $"Only {Names(wrong)} of {entries.Count} derivatives"
            : $"{wrong.Length} of {entries.Count} derivatives";
        string where = layers.Length == pass.W.Length
            ? "in every layer"
            : $"in layer{(layers.Length == 1 ? "" : "s")} {string.Join(", ", layers)}";
        string right = top < pass.W.Length ? $" The layers behind layer {top} are right." : "";
        return new(
            GradientMistake.Unknown,
            layers.Length == 1 ? top : null,
            $"{count} {(wrong.Length == 1 ? "is" : "are")} wrong, {where}; no mistake that the diagnosis knows gives these numbers.",
            Reason().Trim(), []);

        string Reason()
        {
            if (!biases) return $"{right} b{top} is right: look at ∂L/∂W{top} = a{top - 1}ᵀ·delta{top}{Order()}.";
            if (!weights) return $"{right} W{top} is right: look at ∂L/∂b{top} = Σ over samples of delta{top}.";
            if (layers.Length == 1 && top > 1)
                return $"{right} The layers before layer {top} are right too: look at how ∂L/∂W{top} and ∂L/∂b{top} are made of it.";
            return top == pass.W.Length
                ? $"{right} Both W{top} and b{top} are wrong: look at delta{top}, ∂L/∂ŷ ⊙ φ′(z{top})."
                : $"{right} Both W{top} and b{top} are wrong: look at delta{top} = (delta{top + 1}·W{top + 1}ᵀ) ⊙ φ′(z{top}).";
        }

        // Sums of ŷ − y are right in any order of the targets, what is made with a single delta is not.
        string Order() => top == pass.W.Length && pass.Samples > 1 && wrong.Any(entry => entry.Layer < top && entry.IsBias)
            ? ", or whether inputs and targets are in the same order"
            : "";
    }

    /// <summary>The first few names, and how many more there are.</summary>
    public static string Names(IReadOnlyList<GradientEntry> entries) =>
        string.Join(", ", entries.Take(3).Select(entry => entry.Name)) + (entries.Count > 3 ? $" and {entries.Count - 3} more" : "");
}
