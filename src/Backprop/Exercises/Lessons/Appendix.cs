namespace Backprop;

/// <summary>The exercises of appendix-plotly-net.</summary>
internal static class Appendix
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("appendix.1", ExerciseKind.Predict,
            "A heat map of W1 takes the rows of the matrix in order: first the weights from x1, then those from x2. "
                + "Look at the grid above. "
            + "Which weight is at the top left: \"x1-h1\", \"x1-h2\", \"x2-h1\" or \"x2-h2\"?",
            "x2-h1: Plotly draws row 0 first, and the y axis goes up, so the row of x2 is at the top. ReverseYAxis: "
                + "true shows a matrix as it is written.",
            new("x2-h1"),
            new("x1-h1", "Row 0 is at the bottom: the y axis goes up. Compare with fastNetwork.Layers[0].Weights."),
            new("x1-h2", "A column of the matrix is a column of the map; and at which end does the y axis begin?"),
            new("x2-h2", "The row is right. A column of the matrix is a column of the map.")),
        new CountQuestion("appendix.2", ExerciseKind.Compute,
            "The surface above has 41 values on each of its two axes. How many forward passes does it take?",
            () => 41 * 41, "One for each grid point: 41·41 = 1681.",
            new(82, "Every value on one axis meets every value on the other."),
            new(41, "That is one line of the grid."),
            new(1600, "From −10 to 10 in steps of ½ there are 41 values, both ends included."),
            new(4 * 1681, "A forward pass takes all four samples at once.")),
        new FunctionQuestion("appendix.3", ExerciseKind.Write,
            "The colours of the grid go from 0, for a weight of −10, to 1, for a weight of 10. "
                + "Write the place of a weight w on this scale.",
            w => (w + 10) / 20, [-10, -4, 0, 5, 10],
            "(w + 10) / 20: 0 at −10, ½ at 0, 1 at 10.",
            new(w => w / 20, "A weight of −10 has the place 0: what is added first?"),
            new(w => w / 10, "That goes from −1 to 1; the scale goes from 0 to 1."),
            new(w => (w + 10) / 10, "That goes from 0 to 2."),
            new(w => (10 - w) / 20, "That is the scale turned round.")),
    ];
}
