namespace Backprop;

/// <summary>The exercises of 00-start-here.</summary>
internal static class Lesson00
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("00.1", ExerciseKind.Predict,
            "Before you run it: what will the loss do in the first epoch if the learning rate is −0.5 instead of 0.5? "
                + "Answer \"falls\", \"rises\" or \"refused\".",
            "A learning rate below 0 would step uphill; the library refuses it and says so.",
            new("refused"),
            new("rises", "It would, if it ran. Try it: what does the cell say?"),
            new("falls", "The step is −η times the gradient. With η below 0 it would go uphill. Now try it.")),
        new CountQuestion("00.2", ExerciseKind.Compute,
            "How many weights does the 2-3-1 network above have, not counting the biases?",
            () => (2 * 3) + (3 * 1), "2·3 weights in layer 1 and 3·1 in layer 2 make 9.",
            new(13, "That counts the biases too."),
            new(6, "Those are the weights of layer 1. Layer 2 has some, too."),
            new(3, "Those are the weights of layer 2. Layer 1 has some, too."),
            new(18, "The layers' numbers of weights are added, not multiplied.")),
        new CountQuestion("00.3", ExerciseKind.Compute,
            "How many parameters does it have, weights and biases together?",
            () => (2 * 3) + 3 + (3 * 1) + 1, "Each unit behind the inputs has one bias: 9 weights, 3 + 1 biases, 13 parameters.",
            new(9, "Those are the weights. Each hidden unit and the output have a bias as well."),
            new(12, "The output has a bias, too."),
            new(10, "The hidden units have biases, too."),
            new(15, "The inputs have no bias: they are not computed.")),
    ];
}
