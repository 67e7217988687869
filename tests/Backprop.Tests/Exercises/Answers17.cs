namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lesson 17.</summary>
internal static class Answers17
{
    public static ExerciseAnswers[] Lessons =>
    [
        new("17.1", 0.1, [1 / 10.0, "0.1"], [(0.333, "plain mean"), (1, "sum"), (-0.1, "sign")]),
        new("17.3", 3.33, [10.0 / 3, "3.333"], [(0.3, "other way round"), (0.333, "Divide it"), (-3.33, "sign")]),
        new("17.2", "sum", ["Sum", "\"sum\""], [("mean", "added, not averaged"), ("weighted mean", "terms are added"), (2, "one of")]),
        new("17.4", Function(n => ((2 * n) - 3) / (n + 3)),
            [Function(n => (2 * n / (n + 3)) - (3 / (n + 3))), Function(n => 2 - (9 / (n + 3)))],
            [(Function(n => 0.5), "plain mean"), (Function(n => (2 * n) - 3), "number of all samples"),
                (Function(n => -((2 * n) - 3) / (n + 3)), "sign")]),
    ];

    private static Func<double, double> Function(Func<double, double> function) => function;
}
