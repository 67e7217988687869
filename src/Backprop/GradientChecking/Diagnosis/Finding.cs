namespace Backprop;

/// <summary>One sentence of an explanation.</summary>
/// <param name="Mistake">The kind of mistake.</param>
/// <param name="Layer">The layer it is made in, from 1; null if in several.</param>
/// <param name="Summary">What was recomputed and found equal.</param>
/// <param name="Fitted">How many numbers were fitted.</param>
/// <param name="Evidence">Numbers that show it, if it has some of its own.</param>
/// <param name="Weight">How many mistakes it stands for.</param>
internal sealed record Finding(
    GradientMistake Mistake, int? Layer, string Summary, int Fitted = 0, string? Evidence = null, int Weight = 1);
