namespace Backprop;

/// <summary>The exercises of 09-learning-rate.</summary>
internal static class Lesson09
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new CountQuestion("09.1", ExerciseKind.Predict,
            "The linear unit with x = 2 and η = 0.2: after how many steps is the error exactly 0?",
            () => 1, "The factor 1 − 5η is 0: one step.",
            new(2, "What is 1 − 5η for η = 0.2?"),
            new(0, "It starts with an error. What does the first step multiply it by?"),
            new(40, "What is 1 − 5η for η = 0.2?")),
        new NumberQuestion("09.2", ExerciseKind.Compute,
            "By which factor does a step with η = 0.35 multiply the error (x = 2 again)?",
            () => 1 - (0.35 * 5), "1 − 0.35·5 = −0.75: the error changes sign and becomes a quarter smaller.",
            new(0.5625, "That is the factor of the loss, the square. The error itself is not squared: which sign has its factor?"),
            new(-0.4, "The bias moves too: x² + 1, not x²."),
            new(1.75, "The factor is 1 − η·(x² + 1).")),
        new NumberQuestion("09.3", ExerciseKind.Compute,
            "The same linear unit has one sample with x = 3 instead of 2. Above which learning rate does gradient descent diverge?",
            () => 2.0 / 10, "|1 − η(x² + 1)| > 1 means η > 2/(x² + 1) = 0.2.",
            new(1.0 / 10, "There the error is gone in one step. It diverges when it grows: |1 − η·(x² + 1)| > 1."),
            new(2.0 / 9, "The bias moves too: x² + 1, not x²."),
            new(2.0 / 5, "That is the limit for x = 2.")),
        new NumberQuestion("09.4", ExerciseKind.Explain,
            "A loss has the second derivatives 100 and 1 in two directions. "
                + "With half the largest stable learning rate, by which factor does a step multiply the error in the flat direction?",
            () => 1 - (0.01 * 1), "The steep direction allows η < 2/100, half of it is 0.01, and the flat direction shrinks by 1 − 0.01·1 "
                + "= 0.99 a step: slow, because its curvature is a hundred times smaller.",
            new(0.98, "That is with the largest stable rate 0.02; half of it is asked for."),
            new(0, "That is the steep direction: 1 − 0.01·100. The flat one has the second derivative 1."),
            new(0.01, "That is the learning rate. The factor is 1 − η·1.")),
        new FunctionQuestion("09.5", ExerciseKind.Write,
            "Write the learning rate with which the linear unit is exact after one step, as a function of x.",
            x => 1 / ((x * x) + 1), [0, 1, 2, -3], "1 − η(x² + 1) = 0, so η = 1/(x² + 1).",
            new(x => 2 / ((x * x) + 1), "That is the limit of stability; half of it is exact in one step."),
            new(x => 1 / (x * x), "The bias moves too: x² + 1, not x²."),
            new(x => 1 / (x + 1), "x is squared: once in the output, once in the gradient.")),
    ];
}
