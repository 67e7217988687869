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
        new FunctionQuestion("14.4", ExerciseKind.Write,
            "The learning rate falls from 0.01 to 0 along half a cosine within 30 epochs. "
                + "Write it as a function of the epoch e, from 0 to 30.",
            e => 0.005 * (1 + Math.Cos(Math.PI * e / 30)), [0, 7, 15, 24, 30],
            "0.01 · ½(1 + cos(πe/30)): 1 + cos goes from 2 to 0, so half of it goes from 1 to 0.",
            new(e => 0.01 * Math.Cos(Math.PI * e / 30), "This goes below zero after half the epochs. Shift it up by 1 and halve it."),
            new(e => 0.01 * (1 + Math.Cos(Math.PI * e / 30)), "It starts at 0.02: the cosine shifted by 1 begins at 2."),
            new(e => 0.005 * (1 + Math.Cos(2 * Math.PI * e / 30)), "That is a whole cosine: it comes back up after 15 epochs."),
            new(e => 0.01 * (1 - (e / 30)), "That is a straight line."),
            new(e => 0.01 * Math.Cos(Math.PI * e / 60), "That is a quarter of a cosine: it ends where the slope is steepest.")),
    ];
}
