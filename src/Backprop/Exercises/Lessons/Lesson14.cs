namespace Backprop;

/// <summary>The exercises of 14-digits.</summary>
internal static class Lesson14
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("14.1", ExerciseKind.Predict,
            "Before it is trained, which fraction of ten equally frequent digits does a network get right, about?",
            () => 0.1, "One in ten, by chance.",
            new(0.5, "That would be so for two classes."),
            new(0, "Chance gets some right."),
            new(10, "As a fraction, not in percent.")),
        new CountQuestion("14.2", ExerciseKind.Compute,
            "How many parameters does a network with the sizes 64, 16, 10 have, weights and biases together?",
            () => (64 * 16) + 16 + (16 * 10)
                + 10, "A weight for each pair of neighbouring units, and a bias for each unit that is not an input: 1210.",
            new(1184, "Those are the weights. Each unit has a bias too."),
            new(1274, "Inputs have no bias."),
            new(10_240, "The layers' numbers of weights are added, not multiplied.")),
        new NumberQuestion("14.3", ExerciseKind.Compute,
            "Of 450 digits 14 are misread. What is the accuracy, as a fraction?",
            () => 436 / 450.0, "436/450 = 0.969.",
            new(14 / 450.0, "That is the fraction of errors."),
            new(96.9, "As a fraction, not in percent.")),
    ];
}
