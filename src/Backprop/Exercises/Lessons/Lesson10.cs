namespace Backprop;

/// <summary>The exercises of 10-cross-entropy.</summary>
internal static class Lesson10
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new MatrixQuestion("10.1", ExerciseKind.Compute,
            "A softmax output is ŷ = (0.7, 0.2, 0.1) and the right class is the second. What is δ for this one sample?",
            () => [[0.7, -0.8, 0.1]], "δ = ŷ − y with y = (0, 1, 0).",
            new MatrixMistake(() => [[-0.7, 0.8, -0.1]], "The sign: delta is ŷ − y, not y − ŷ."),
            new MatrixMistake(() => [[0.7, 0.2, 0.1]], "The target is missing: y = (0, 1, 0)."),
            new MatrixMistake(() => [[0.147, -0.128, 0.009]], "There is no factor ŷ(1 − ŷ): it has cancelled out.")),
    ];
}
