namespace Backprop;

/// <summary>The exercises of 11-optimizers.</summary>
internal static class Lesson11
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("11.1", ExerciseKind.Compute,
            "Momentum with μ = 0.9 and a gradient that is always the same: the velocity grows towards a limit. How many times the gradient is it?",
            () => 10, "At the limit v = μ·v + g, so v = g/(1 − μ): ten times the gradient.",
            new(0.9, "That is μ. What does v = μ·v + g give for v?"),
            new(1.9, "That is the velocity after two steps. It keeps growing."),
            new(0.1, "The other way round: v = g/(1 − μ)."),
            new(9, "v = μ·v + g, so v·(1 − μ) = g.")),
    ];
}
