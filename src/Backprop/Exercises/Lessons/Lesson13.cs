namespace Backprop;

/// <summary>The exercises of 13-stuck.</summary>
internal static class Lesson13
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("13.1", ExerciseKind.Compute,
            "A network answers ½ for all four samples. What is half the sum of its squared errors?",
            () => 0.5, "Each error is ½, its square ¼, four of them make 1, and half of that is ½.",
            new(0.25, "That is the mean squared error."),
            new(1.0, "That is the sum. Half of it is asked for."),
            new(0.125, "That is one sample's term.")),
        new NumberQuestion("13.2", ExerciseKind.Compute,
            "Two samples are answered right, two with ½. What is half the sum of the squared errors?",
            () => 0.25, "Two squares of ¼ make ½, half of that is ¼: twice the mean of ⅛.",
            new(0.125, "That is the mean squared error."),
            new(0.5, "That is the sum. Half of it is asked for.")),
        new NumberQuestion("13.3", ExerciseKind.Explain,
            "Two samples get the same answer ½; one has the target 1, the other 0. What is the sum of their two errors ŷ − y? (It is what a weight feels that sees both samples alike.)",
            () => 0, "−½ + ½ = 0: the two pulls cancel, and the weight stays where it is.",
            new(1, "One error is positive, the other negative."),
            new(0.5, "That is one of the two errors."),
            new(-0.5, "That is one of the two errors."),
            new(0.25, "That is a square; the errors themselves have signs.")),
    ];
}
