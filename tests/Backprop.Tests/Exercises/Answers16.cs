namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lesson 16.</summary>
internal static class Answers16
{
    public static ExerciseAnswers[] Lessons =>
    [
        new("16.1", "one", ["One", "\"one\"", "ONE"], [("two", "one pair"), ("four", "in every step"), (4, "one of")]),
        new("16.2", 1.0 / 1024, [Math.Pow(0.25, 5), "0.000977"], [(1.25, "multiply"), (0.25, "one layer"), (0.03125, "½ for each")]),
        new("16.3", "too few epochs", ["Too few epochs", "too-few epochs"],
            [("dead units", "no gradient"), ("weight decay", "weights to 0"), (3, "one of")]),
    ];
}
