namespace Backprop;

/// <summary>The exercises of 13-stuck.</summary>
internal static class Lesson13
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("13.1", ExerciseKind.Compute,
            "A network answers ½ for all four samples. What is its mean squared error?",
            () => 0.25, "Each error is ½, its square ¼, and so is the mean.",
            new(0.125, "That is the loss with two answers right and two undecided."),
            new(0.5, "The error is ½, but the loss squares it."),
            new(1.0, "That is the sum over the samples. The mean divides by 4.")),
    ];
}
