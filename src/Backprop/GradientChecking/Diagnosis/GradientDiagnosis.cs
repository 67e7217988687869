namespace Backprop;

/// <summary>What a gradient check concludes, in words.</summary>
/// <param name="Mistake">The kind of mistake; <see cref="GradientMistake.None"/> if the gradient is right.</param>
/// <param name="Layer">The layer in which it was made, from 1; null if in all layers or in none.</param>
/// <param name="Summary">The mistake in one sentence.</param>
/// <param name="Evidence">What shows it, with numbers.</param>
/// <param name="Alternatives">Other mistakes that give the same numbers here, so that nothing can tell them apart.</param>
public sealed record GradientDiagnosis(
    GradientMistake Mistake, int? Layer, string Summary, string Evidence, IReadOnlyList<GradientDiagnosis> Alternatives)
{
    /// <summary>All kinds of mistake that were made at the same time; <see cref="Mistake"/> is the first of them.</summary>
    public IReadOnlyList<GradientMistake> Mistakes { get; init; } = [Mistake];

    /// <inheritdoc/>
    public override string ToString()
    {
        string text = Evidence.Length == 0 ? Summary : $"{Summary} {Evidence}";
        return Alternatives.Count == 0
            ? text
            : $"{text} Indistinguishable here: {string.Join(" ", Alternatives.Select(alternative => alternative.Summary))}";
    }
}
