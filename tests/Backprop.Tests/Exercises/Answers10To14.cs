namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lessons 10 to 14 and of the appendix.</summary>
internal static class Answers10To14
{
    public static ExerciseAnswers[] Lessons =>
    [
        new("10.1", M([[0.7, -0.8, 0.1]]), [V([0.7, 0.2 - 1, 0.1]), new[] { 0.7, -0.8, 0.1 }], [(M([[-0.7, 0.8, -0.1]]), "The sign"), (M([[0.7, 0.2, 0.1]]), "target is missing"), (M([[0.147, -0.128, 0.009]]), "cancelled out"), (M([[0.7], [-0.8], [0.1]]), "transposed")]),
        new("11.1", 10, [1 / (1 - 0.9), 10.0], [(0.9, "That is μ"), (1.9, "two steps"), (0.1, "other way round"), (9, "v·(1 − μ)"), (-10, "sign")]),
        new("12.1", Function(Activation.Sigmoid.Derivative), [Function(z => Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2)), Function(z => 0.25 / Math.Pow(Math.Cosh(z / 2), 2))],
            [(Function(z => z * (1 - z)), "a(1 − a)"), (Function(z => 1 / (1 + Math.Exp(-z))), "sigmoid itself"), (Function(z => -Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2)), "second minus")]),
        new("13.1", 0.25, [1.0 / 4, "0.25"], [(0.125, "two answers right"), (0.5, "squares it"), (1, "divides by 4"), (0, "cut to a whole number")]),
        new("14.1", 1210, [(64 * 16) + 16 + (16 * 10) + 10, "1210"], [(1184, "weights"), (1274, "no bias"), (10_240, "added"), (1211, "off by one"), (1200, "exact")]),
        new("appendix.1", "x2", ["X2", "\"x2\""], [("x1", "Row 0"), ("h1", "Choose"), (2, "one of")]),
    ];

    private static Func<double, double> Function(Func<double, double> function) => function;
}
