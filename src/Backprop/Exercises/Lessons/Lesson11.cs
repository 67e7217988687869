namespace Backprop;

/// <summary>The exercises of 11-optimizers.</summary>
internal static class Lesson11
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("11.1", ExerciseKind.Predict,
            "The gradient is the same in every step. With the same learning rate, does momentum take \"longer\" or \"shorter\" steps than "
                + "gradient descent?",
            "The velocity adds up what came before: steps in the same direction grow.",
            new("longer"),
            new("shorter", "v = μ·v + g with v and g in the same direction: is v smaller or larger than g?")),
        new NumberQuestion("11.2", ExerciseKind.Compute,
            "Momentum with μ = 0.9 and a gradient that is always the same: the velocity grows towards a limit. "
                + "How many times the gradient is it?",
            () => 10, "At the limit v = μ·v + g, so v = g/(1 − μ): ten times the gradient.",
            new(0.9, "That is μ. What does v = μ·v + g give for v?"),
            new(1.9, "That is the velocity after two steps. It keeps growing."),
            new(0.1, "The other way round: v = g/(1 − μ)."),
            new(9, "v = μ·v + g, so v·(1 − μ) = g.")),
        new NumberQuestion("11.3", ExerciseKind.Compute,
            "Adam with η = 0.01, and the first gradient of a weight is 5. How long is the first step of that weight (leave ε out)?",
            () => 0.01, "After the bias correction m = g and s = g², so the step is η·g/√(g²) = η, whatever the gradient.",
            new(0.05, "That is gradient descent's step. Adam divides by the square root of the mean square."),
            new(0.005, "The mean of one gradient is corrected to the gradient itself: m = 5."),
            new(0.002, "s is the mean of the squares; its root is 5, and m is 5, too.")),
        new CountQuestion("11.4", ExerciseKind.Explain,
            "A data set has 105 samples, a batch 16. How many updates are there in one epoch? (The last batch may be smaller.)",
            () => 7, "105/16 = 6.6: six full batches, and one with the other nine.",
            new(6, "The last nine samples make a batch, too."),
            new(105, "That would be one update for each sample."),
            new(16, "That is the size of a batch.")),
        new CodeQuestion("11.5", ExerciseKind.Write,
            "Write one step of momentum with μ = 0.9: from the velocity and the gradient, the new velocity.",
            "a function of (double velocity, double gradient) that gives a double", JudgeVelocity,
            "0.9 * velocity + gradient, as PyTorch has it."),
    ];

    private static Judgement? JudgeVelocity(object answer)
    {
        if (answer is not Func<double, double, double> step) return null;
        (double V, double G)[] points = [(0, 1), (1, 1), (2, -3), (-0.5, 0.25)];
        if (Is((v, g) => (0.9 * v) + g)) return Judgement.Right;
        return Judgement.Wrong(
            Is((v, g) => (0.9 * v) + (0.1 * g)) ? "That is a running mean, as in RMSProp and Adam; momentum adds the whole gradient."
            : Is((v, g) => (0.9 * v) - g) ? "The velocity is made of gradients; the minus comes with the step, θ − η·v."
            : Is((v, g) => v + g) ? "Without μ nothing of the past fades."
            : Is((_, g) => g) ? "That is gradient descent: the past is missing."
            : FormattableString.Invariant(
                $"With velocity 2 and gradient −3 your function gives {step(2, -3):G4}; it should give {(0.9 * 2) - 3:G4}."));

        bool Is(Func<double, double, double> expected) =>
            points.All(point => Math.Abs(step(point.V, point.G) - expected(point.V, point.G)) < 1e-9);
    }
}
