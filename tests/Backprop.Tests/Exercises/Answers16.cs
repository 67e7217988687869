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
        new("16.4", IsDead(z => z.All(v => v <= 0)), [IsDead(z => z.Max() <= 0), IsDead(z => !z.Any(v => v > 0))],
            [(IsDead(z => z.All(v => v < 0)), "At z = 0"), (IsDead(z => z.Any(v => v <= 0)), "a single one is enough"),
                (IsDead(z => z.Average() < 0), "a single one is enough"), (IsDead(z => z[0] <= 0), "a single one is enough"),
                (IsDead(z => z[^1] <= 0), "Look at all samples"), (IsDead(z => z.All(v => v > 0)), "0 for every sample"),
                (IsDead(z => false), "0 for every sample"), (IsDead(z => z[3] <= 0), "IndexOutOfRange"), (0.5, "a function of")]),
    ];

    private static Func<double[], bool> IsDead(Func<double[], bool> test) => test;
}
