namespace Backprop;

/// <summary>The exercises of 13-stuck.</summary>
internal static class Lesson13
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("13.1", ExerciseKind.Predict,
            "The sheet's run goes on for a hundred thousand iterations more. "
                + "Where does its loss end, near \"0\", near \"1/8\" or near \"1/4\"?",
            "Near ⅛: two answers right and two of ½ cost ¼·(0 + ¼ + 0 + ¼). Patience makes the two answers more exactly ½, not right.",
            new("1/8"),
            new("0", "That would be four right answers. Run the cell below: what becomes of the two that are near ½?"),
            new("1/4", "That is what four answers of ½ cost, and two of the four are right already.")),
        new NumberQuestion("13.2", ExerciseKind.Compute,
            "A network answers ½ for all four samples. What is half the sum of its squared errors?",
            () => 0.5, "Each error is ½, its square ¼, four of them make 1, and half of that is ½.",
            new(0.25, "That is the mean squared error."),
            new(1.0, "That is the sum. Half of it is asked for."),
            new(0.125, "That is one sample's term.")),
        new NumberQuestion("13.3", ExerciseKind.Compute,
            "Two samples are answered right, two with ½. What is half the sum of the squared errors?",
            () => 0.25, "Two squares of ¼ make ½, half of that is ¼: twice the mean of ⅛.",
            new(0.125, "That is the mean squared error."),
            new(0.5, "That is the sum. Half of it is asked for.")),
        new NumberQuestion("13.4", ExerciseKind.Explain,
            "Two samples get the same answer ½; one has the target 1, the other 0. What is the sum of their two errors ŷ − y? "
                + "(It is what a weight feels that sees both samples alike.)",
            () => 0, "−½ + ½ = 0: the two pulls cancel, and the weight stays where it is.",
            new(1, "One error is positive, the other negative."),
            new(0.5, "That is one of the two errors."),
            new(-0.5, "That is one of the two errors."),
            new(0.25, "That is a square; the errors themselves have signs.")),
        new FunctionQuestion("13.5", ExerciseKind.Write,
            "Two samples that look alike get the same answer ŷ; their targets are 0 and 1. "
                + "Write half the sum of their squared errors as a function of ŷ.",
            y => 0.5 * ((y * y) + ((y - 1) * (y - 1))), [0, 0.25, 0.5, 0.9, 1],
            "½(ŷ² + (ŷ − 1)²): lowest at ŷ = ½, where its derivative ŷ + (ŷ − 1) is 0. That is why they come to rest there.",
            new(y => (y * y) + ((y - 1) * (y - 1)), "That is the sum. Half of it is asked for."),
            new(y => (2 * y) - 1, "That is its derivative, the sum of the two errors."),
            new(y => 0.5 * y * y, "That is the sample with target 0 alone."),
            new(y => 0.5 * (y - 1) * (y - 1), "That is the sample with target 1 alone."),
            new(y => 0.5 * ((2 * y) - 1) * ((2 * y) - 1), "Each error is squared before they are added.")),
    ];
}
