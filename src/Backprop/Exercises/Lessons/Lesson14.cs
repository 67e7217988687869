namespace Backprop;

/// <summary>The exercises of 14-digits.</summary>
internal static class Lesson14
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new CountQuestion("14.1", ExerciseKind.Compute,
            "How many parameters does a network with the sizes 64, 16, 10 have, weights and biases together?",
            () => (64 * 16) + 16 + (16 * 10) + 10, "A weight for each pair of neighbouring units, and a bias for each unit that is not an input: 1210.",
            new(1184, "Those are the weights. Each unit has a bias too."),
            new(1274, "Inputs have no bias."),
            new(10_240, "The layers' numbers of weights are added, not multiplied.")),
    ];
}
