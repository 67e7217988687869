namespace Backprop;

/// <summary>The exercise of appendix-plotly-net.</summary>
internal static class Appendix
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("appendix.1", ExerciseKind.Predict,
            "A heat map of W1 takes the rows of the matrix in order: first the weights from x1, then those from x2. Look at the grid above. "
            + "The weights from which input are drawn at the top, \"x1\" or \"x2\"?",
            "Plotly draws row 0 first, and the y axis goes up, so x2 is at the top. ReverseYAxis: true shows a matrix as it is written.",
            new("x2"),
            new("x1", "Row 0 is at the bottom: the y axis goes up. Compare with fastNetwork.Layers[0].Weights.")),
    ];
}
