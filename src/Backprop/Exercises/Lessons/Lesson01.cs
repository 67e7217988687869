namespace Backprop;

/// <summary>The exercises of 01-initialize.</summary>
internal static class Lesson01
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("01.1", ExerciseKind.Predict,
            "Every weight of a 2-2-1 network starts at 0.5, every bias at 0. "
                + "After training on XOR, are the two columns of W⁽¹⁾ \"equal\" or \"different\"?",
            "The two hidden units start with equal weights in and equal weights out, so their gradients are equal in every step.",
            new("equal"),
            new("different",
                "What could make them differ? Both units get the same inputs, have the same weights in and the same weights out.")),
        new NumberQuestion("01.2", ExerciseKind.Compute,
            "A unit adds up 100 products of an input and a weight. The inputs have variance 1, the weights the standard deviation 0.2, "
                + "all independent. "
            + "What is the standard deviation of the sum?",
            () => 0.2 * Math.Sqrt(100), "Variances add up: 100 · 0.2² = 4, and its square root is 2.",
            new(4, "That is the variance. The standard deviation is its square root."),
            new(20, "Variances add up, standard deviations do not: 100 · 0.2².")),
        new NumberQuestion("01.3", ExerciseKind.Compute,
            "A layer has 50 inputs and 30 outputs. What is the standard deviation σ of Xavier's normal initializer?",
            () => Math.Sqrt(2.0 / 80), "σ² = 2/(50 + 30) = 0.025, so σ = 0.158.",
            new(2.0 / 80, "That is the variance; the standard deviation is its square root."),
            new(() => Math.Sqrt(2.0 / 50), "That is He's, which counts the inputs only."),
            new(() => Math.Sqrt(1.0 / 50), "That is LeCun's, which counts the inputs only."),
            new(() => Math.Sqrt(1.0 / 80), "The 2 is missing: σ² = 2/(n_in + n_out).")),
        new FunctionQuestion("01.4", ExerciseKind.Write,
            "Write He's σ for a layer of n inputs, as a function of n.",
            n => Math.Sqrt(2 / n), [1, 2, 50, 784],
            "σ = √(2/n): half of a ReLU layer's activations are 0, so the variance has to be twice as large.",
            new(n => 2 / n, "That is the variance; σ is its square root."),
            new(n => Math.Sqrt(1 / n), "That is LeCun's. He's has twice the variance, because ReLU sets half of the activations to 0."),
            new(n => Math.Sqrt(2) / n, "The square root covers the n as well.")),
    ];
}
