namespace Backprop;

/// <summary>The exercises of 03-loss.</summary>
internal static class Lesson03
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("03.1", ExerciseKind.Predict,
            "A network answers 0.2 for all four samples of XOR. What is its mean squared error? (Four answers of ½ cost 0.25.)",
            () => Loss.MeanSquaredError.Evaluate([[0.2], [0.2], [0.2], [0.2]], Dataset.Xor.Targets).Value,
            "The errors are 0.2 twice and −0.8 twice, their squares 0.04 and 0.64, the mean 0.34: worse than four answers of ½.",
            new(0.5, "That is the mean of the errors' sizes. The loss squares each before it takes the mean."),
            new(1.36, "That is the sum over the samples. The mean divides by 4."),
            new(0.68, "That is half the sum. The mean divides by 4."),
            new(0.17, "Half of the mean? The mean squared error has no factor ½."),
            new(0.04, "That is the squared error of a sample with the target 0. Two of the four have the target 1.")),
        new NumberQuestion("03.2", ExerciseKind.Compute,
            "If the network answered 0.8 for the sample 0,1, whose target is 1, what would ∂L/∂ŷ of that sample be for the mean squared "
                + "error over the four samples?",
            () => Loss.MeanSquaredError.Evaluate([[0.5], [0.8], [0.5], [0.5]], Dataset.Xor.Targets)
                .Gradient[1, 0], "∂L/∂ŷ = (2/N)(ŷ − y) = ½ (0.8 − 1) = −0.1.",
            new(-0.2, "That is the gradient of half the sum. The mean has another factor."),
            new(-0.4, "The factor 1/N is missing: a mean divides by the number of samples."),
            new(-0.05, "The square's derivative has a factor 2."),
            new(0.01, "That is the sample's share of the loss, not its derivative."),
            new(0.04, "That is the squared error, not its derivative.")),
        new NumberQuestion("03.3", ExerciseKind.Compute,
            "One sample has the target 0 and the network answers ŷ = 0.9. What is its binary cross-entropy?",
            () => -Math.Log(1 - 0.9), "y = 0 leaves −ln(1 − ŷ) = −ln 0.1 = 2.303.",
            new(() => -Math.Log(0.9), "That would be the loss for the target 1: which of the two logarithms is left when y = 0?"),
            new(() => Math.Log10(10), "The natural logarithm: Math.Log, not Math.Log10."),
            new(0.81, "That is the squared error.")),
        new NumberQuestion("03.4", ExerciseKind.Explain,
            "Four samples have the same inputs, and their targets are 1, 1, 1 and 0. "
                + "Which single answer ŷ has the smallest binary cross-entropy?",
            () => 0.75, "The derivative −(3/ŷ − 1/(1 − ŷ))/4 is 0 at ŷ = ¾: "
                + "cross-entropy is smallest at the frequency, which is why its output can be read as a probability.",
            new(1, "Then the fourth sample costs −ln 0, which is infinite."),
            new(0.5, "Is 1 not more frequent than 0?")),
        new FunctionQuestion("03.5", ExerciseKind.Write,
            "Write the derivative with respect to ŷ of −ln ŷ, the cross-entropy of one sample with the target 1.",
            output => -1 / output, [0.01, 0.3, 0.5, 0.99], "∂(−ln ŷ)/∂ŷ = −1/ŷ: the smaller the answer, the steeper.",
            new(output => 1 / output, "The loss falls when ŷ rises: the derivative is negative."),
            new(output => -Math.Log(output), "That is the loss itself."),
            new(output => output - 1, "That is the derivative with respect to z behind a sigmoid, which comes later.")),
    ];
}
