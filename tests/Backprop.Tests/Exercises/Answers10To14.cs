namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lessons 10 to 14 and of the appendix.</summary>
internal static class Answers10To14
{
    public static ExerciseAnswers[] Lessons =>
    [
        new("10.1", "cross-entropy", ["Cross-Entropy", "cross entropy"],
            [("squared error", "a(1 − a)"), ("both", "Choose"), (1, "one of")]),
        new("10.2", 101.01, [101, 1 / (0.01 * 0.99)],
            [(0.0099, "inverse"), (100, "not 1/a"), (0.99, "size of cross-entropy's δ"), (-101, "sign")]),
        new("10.3", M([[0.7, -0.8, 0.1]]), [V([0.7, 0.2 - 1, 0.1]), new[] { 0.7, -0.8, 0.1 }],
            [(M([[-0.7, 0.8, -0.1]]), "The sign"), (M([[0.7, 0.2, 0.1]]), "target is missing"),
            (M([[0.147, -0.128, 0.009]]), "cancelled out"), (M([[0.7], [-0.8], [0.1]]), "transposed")]),
        new("10.4", 0.269, [1 / (1 + Math.Exp(1)), "0.2689"],
            [(0.731, "second output"), (0.368, "still to be divided"), (0.5, "differ by 1"), (double.NaN, "not a number one can compare")]),
        new("10.5", Function(z => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))),
            [Function(z => z > 0 ? z + Math.Log(1 + Math.Exp(-z)) : Math.Log(1 + Math.Exp(z))),
            Function(z => Math.Max(z, 0) - Math.Log(Activation.Sigmoid.Apply(Math.Abs(z))))],
            [(Function(z => Math.Log(1 + Math.Exp(z))), "infinite"), (Function(z => Math.Log(1 + Math.Exp(-Math.Abs(z)))), "z is missing"),
                (Function(z => Math.Max(-z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)))), "target 1"), (0.5, "a function of")]),
        new("11.1", "longer", ["Longer", " LONGER"], [("shorter", "smaller or larger"), ("equal", "Choose"), (10, "one of")]),
        new("11.2", 10, [1 / (1 - 0.9), 10.0],
            [(0.9, "That is μ"), (1.9, "two steps"), (0.1, "other way round"), (9, "v·(1 − μ)"), (-10, "sign")]),
        new("11.3", 0.01, [1e-2, "0.0100"],
            [(0.05, "gradient descent's step"), (0.005, "m = 5"), (0.002, "its root is 5"), (-0.01, "sign")]),
        new("11.4", 7, [7.0, "7"], [(6, "last nine"), (105, "each sample"), (16, "size of a batch"), (6.5625, "no count")]),
        new("11.5", Velocity((v, g) => (0.9 * v) + g), [Velocity((v, g) => g + (v * 0.9)), Velocity((v, g) => g - (-0.9 * v))],
            [(Velocity((v, g) => (0.9 * v) + (0.1 * g)), "running mean"), (Velocity((v, g) => (0.9 * v) - g), "minus comes with the step"),
                (Velocity((v, g) => v + g), "Without μ"), (Velocity((_, g) => g), "gradient descent"),
                (Velocity((v, _) => v), "gives 2; it should give -1.2")]),
        new("12.1", "vanish", ["Vanish", "VANISH "], [("explode", "at most"), ("stay", "Choose"), (0, "one of")]),
        new("12.2", Math.Pow(0.25, 10), [9.54e-7, 9.537e-7],
            [(0.25, "one layer"), (2.5, "multiply"), (3.81e-6, "nine layers"), (0, "cut to a whole number")]),
        new("12.3", 0, [0.0, "0"], [(1, "Where is σ = ½"), (0.5, "no count"), (-1, "off by one"), (10, "exact")]),
        new("12.4", Function(Activation.Sigmoid.Derivative),
            [Function(z => Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2)), Function(z => 0.25 / Math.Pow(Math.Cosh(z / 2), 2))],
            [(Function(z => z * (1 - z)), "a(1 − a)"), (Function(z => 1 / (1 + Math.Exp(-z))), "sigmoid itself"),
                (Function(z => -Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2)), "second minus")]),
        new("13.1", 0.5, [1.0 / 2, "0.5"],
            [(0.25, "mean squared error"), (1, "That is the sum"), (0.125, "one sample"), (0, "cut to a whole number")]),
        new("13.2", 0.25, [1.0 / 4, "0.25"], [(0.125, "mean squared error"), (0.5, "That is the sum"), (0, "cut to a whole number")]),
        new("13.3", 0, [0.0, 0.5 - 0.5], [(1, "positive"), (0.5, "one of the two"), (-0.5, "one of the two"), (0.25, "a square")]),
        new("13.4", Function(y => 0.5 * ((y * y) + ((y - 1) * (y - 1)))),
            [Function(y => (y * y) - y + 0.5), Function(y => ((y - 0.5) * (y - 0.5)) + 0.25)],
            [(Function(y => (y * y) + ((y - 1) * (y - 1))), "That is the sum"), (Function(y => (2 * y) - 1), "derivative"),
                (Function(y => 0.5 * y * y), "target 0 alone"), (Function(y => 0.5 * (y - 1) * (y - 1)), "target 1 alone"),
                (Function(y => 0.5 * ((2 * y) - 1) * ((2 * y) - 1)), "squared before")]),
        new("14.1", 0.1, [1 / 10.0, "0.10"], [(0.5, "two classes"), (0, "Chance"), (10, "percent"), (0.2, "2 times")]),
        new("14.2", 1210, [(64 * 16) + 16 + (16 * 10) + 10, "1210"],
            [(1184, "weights"), (1274, "no bias"), (10_240, "added"), (1211, "off by one"), (1200, "exact")]),
        new("14.3", 0.969, [436 / 450.0, 0.9689],
            [(0.0311, "errors"), (96.9, "percent"), (436 / 450, "cut to a whole number"), (0.97, "Close")]),
        new("appendix.1", "x2", ["X2", "\"x2\""], [("x1", "Row 0"), ("h1", "Choose"), (2, "one of")]),
        new("14.4", Function(e => 0.005 * (1 + Math.Cos(Math.PI * e / 30))),
            [Function(e => 0.01 * 0.5 * (Math.Cos(e * Math.PI / 30) + 1)), Function(e => 0.01 * Math.Pow(Math.Cos(Math.PI * e / 60), 2))],
            [(Function(e => 0.01 * Math.Cos(Math.PI * e / 30)), "below zero"), (Function(e => 0.01 * (1 + Math.Cos(Math.PI * e / 30))), "0.02"),
                (Function(e => 0.005 * (1 + Math.Cos(2 * Math.PI * e / 30))), "whole cosine"),
                (Function(e => 0.01 * (1 - (e / 30))), "straight line"), (Function(e => 0.01 * Math.Cos(Math.PI * e / 60)), "quarter")]),
    ];

    private static Func<double, double, double> Velocity(Func<double, double, double> step) => step;

    private static Func<double, double> Function(Func<double, double> function) => function;
}
