namespace Backprop;

/// <summary>The exercises of 15-overfitting.</summary>
internal static class Lesson15
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("15.1", ExerciseKind.Predict,
            "The training loss goes on falling after the epoch at which the network fits the new samples best. "
                + "What does the validation loss do from there on: \"rise\", \"fall\" or \"stay\"?",
            "It rises: what is learned from there on is true of the training samples only, and the network becomes sure of it.",
            new("rise"),
            new("fall", "Then that epoch would not have been the best one."),
            new("stay", "The network still changes, and what it learns now is the noise of its samples.")),
        new NumberQuestion("15.2", ExerciseKind.Compute,
            "A weight is 2, the gradient of its loss is 0.3, λ is 0.1 and η is 0.1. What is the weight after one step of gradient descent?",
            () => 1.95, "The gradient with the decay is 0.3 + 0.1·2 = 0.5, the step 0.1·0.5 = 0.05: 1.95.",
            new(1.97, "That is the step without the weight decay."),
            new(1.96, "The derivative of ½λw² is λw, not ½λw."),
            new(2.05, "The step goes against the gradient."),
            new(1.77, "The decay is part of the gradient, so η multiplies it too."),
            new(0.05, "That is the step itself.")),
        new CountQuestion("15.3", ExerciseKind.Compute,
            "The validation losses of seven epochs are 0.60, 0.45, 0.41, 0.43, 0.42, 0.44 and 0.46. "
                + "With a patience of 3, how many epochs are run?",
            () => 6, "The lowest is that of the third epoch; three more pass without a lower one: six. "
                + "KeepBest then goes back to the third.",
            new(3, "That is the best epoch. Patience waits after it."),
            new(7, "After the sixth epoch three have passed without a new lowest loss."),
            new(4, "One worse epoch would end it with a patience of 1."),
            new(8, "0.42 is lower than the epoch before, but not lower than 0.41.")),
        new ChoiceQuestion("15.4", ExerciseKind.Explain,
            "Of six values of λ you take the one with the lowest loss on the test set, and you report that loss. "
            + "For samples that are newer still it is, on average: \"too low\", \"too high\" or \"just right\"?",
            "Too low: the lowest of six is low partly by luck, and the luck does not repeat. A set that has chosen cannot judge any more.",
            new("too low"),
            new("too high", "You took the lowest of six numbers that each have some luck in them. Which luck did you pick?"),
            new("just right", "It would be for a λ that was chosen without the test set.")),
        new FunctionQuestion("15.5", ExerciseKind.Write,
            "Write one step of gradient descent on $(w - 3)^2$ with weight decay, λ = 0.5 and η = 0.1: from w the new w.",
            w => w - (0.1 * ((2 * (w - 3)) + (0.5 * w))), [-2, 0, 1, 3,
                5], "w − η·(2(w − 3) + λw) = 0.75w + 0.6. It comes to rest at 2.4, short of 3.",
            new(w => w - (0.2 * (w - 3)), "The weight decay is missing."),
            new(w => w - (0.1 * ((2 * (w - 3)) + (0.25 * w))), "The derivative of ½λw² is λw."),
            new(w => w - (0.1 * ((2 * (w - 3)) - (0.5 * w))), "The decay pulls towards zero: its gradient λw is added to the other."),
            new(w => w + (0.1 * ((2 * (w - 3)) + (0.5 * w))), "The step goes against the gradient."),
            new(w => (2 * (w - 3)) + (0.5 * w), "That is the gradient. The step is still to be made.")),
    ];
}
