namespace Backprop;

/// <summary>The exercises of 17-beyond-one-machine.</summary>
internal static class Lesson17
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("17.1", ExerciseKind.Predict,
            "A batch of 10 samples is split into shares of 6, 3 and 1. "
                + "By what factor does the gradient of the smallest share count, if the loss is a mean?",
            () => 1.0 / 10, "Its weight is N₃/N = 1/10.",
            new(() => 1.0 / 3, "That is the plain mean over the workers; the shares have different sizes."),
            new(1, "That would be a sum. The loss is a mean over the samples of the whole batch.")),
        new ChoiceQuestion("17.2", ExerciseKind.Predict,
            "The loss is half the sum of squared errors. What is put together from the workers' gradients: "
                + "\"sum\", \"mean\" or \"weighted mean\"?",
            "A sum over the batch is the sum of the sums over its shares, and so are the gradients.",
            new("sum"),
            new("mean", "The terms of this loss are added, not averaged: nothing is divided by a number of samples."),
            new("weighted mean", "That is for a loss that is a mean over the samples. Here the terms are added.")),
        new NumberQuestion("17.3", ExerciseKind.Compute,
            "The same shares, but the plain mean of the three gradients is taken. How many times too much does the smallest share count?",
            () => 10.0 / 3, "1/3 instead of 1/10 is 3.33 times too much.",
            new(() => 3.0 / 10, "The other way round: how many times too much is 1/3, where 1/10 is right?"),
            new(() => 1.0 / 3, "That is its weight in the plain mean. Divide it by the right one.")),
        new FunctionQuestion("17.4", ExerciseKind.Write,
            "A share of n samples has the gradient 2, a share of 3 samples the gradient −1, and the loss is a mean. "
            + "Write the gradient of the batch as a function of n.",
            n => ((2 * n) - 3) / (n + 3), [1, 2, 3, 7],
            "(n₁·g₁ + n₂·g₂)/(n₁ + n₂).",
            new(n => 0.5, "That is the plain mean: it is right for shares of equal size only."),
            new(n => (2 * n) - 3, "Divide by the number of all samples: the loss is a mean.")),
    ];
}
