namespace Backprop;

/// <summary>The exercises of 04-backward.</summary>
internal static class Lesson04
{
    private static double Output => RoundNetwork.Forward.Output[0, 0];

    private static Matrix Bias => Matrix.OneRow(RoundNetwork.Backward.Gradients[0].Bias);

    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("04.1", ExerciseKind.Predict,
            "Before you look: for a sample with target 1, is δ⁽²⁾ of this network \"positive\" or \"negative\"?",
            "ŷ lies between 0 and 1, so ŷ − 1 is below 0, and φ′ is above 0: δ⁽²⁾ is negative. A larger z⁽²⁾ would lower the loss.",
            new("negative"),
            new("positive", "δ = (ŷ − y)·φ′(z). Which sign has ŷ − 1, and which has φ′?")),
        new NumberQuestion("04.2", ExerciseKind.Compute,
            "If the target of the sample 0,0 were 1 instead of 0, what would its δ⁽²⁾ be? Work it out by hand from ŷ.",
            () => (Output - 1) * Output * (1 - Output), "δ⁽²⁾ = (ŷ − y)·ŷ·(1 − ŷ) with ŷ = 0.574 and y = 1: −0.426·0.245 = −0.104.",
            new(() => Output - 1, "That is ∂L/∂ŷ. The factor φ′(z) is missing."),
            new(() => Output * (1 - Output), "That is φ′(z). The factor ∂L/∂ŷ is missing."),
            new(() => (Output - 1) * Activation.Sigmoid.Derivative(Output), "φ′ was taken at a, but belongs at z."),
            new(() => RoundNetwork.Backward.Layers[1].Delta[0, 0], "That is δ⁽²⁾ for the target 0.")),
        new MatrixQuestion("04.3", ExerciseKind.Compute,
            "What is ∂L/∂b⁽¹⁾ if L is the mean squared error instead of half the sum? "
                + "Write it as a matrix with one row, one entry for each hidden unit.",
            () => 0.5 * Bias, "Half the sum of squared errors is twice their mean over four samples, and so is its gradient: "
                + "half of (0.01174, −0.01426).",
            new MatrixMistake(() => Bias, "That is the gradient of half the sum."),
            new MatrixMistake(() => 0.25 * Bias, "½ Σ e² has the derivative e, ¼ Σ e² has ½ e: the factor is ½, not ¼."),
            new MatrixMistake(() => 2 * Bias, "The other way round: the mean is the smaller of the two."),
            new MatrixMistake(
                () => 0.5 * Row(RoundNetwork.Backward.Layers[0].Delta, 0),
                "That is the first sample's delta. The gradient is the sum over all."),
            new MatrixMistake(
                () => 0.5 * Row(RoundNetwork.Backward.Gradients[0].Weights, 0),
                "That is the first row of ∂L/∂W⁽¹⁾: only the samples with x1 = 1.")),
        new CountQuestion("04.4", ExerciseKind.Explain,
            "In a 2-4-5-3-1 network, along how many paths does the weight from x1 to h1 in layer 1 act on the output?",
            () => 5 * 3, "From h1 to each of 5 units, from each of them to 3, from there to the one output: 5·3 = 15 paths. "
                + "Backpropagation needs no list of them: each delta has added up all paths behind it.",
            new(60, "The weight leads to h1 only, not to all 4 units of its layer."),
            new(8, "The paths multiply: from each of the 5 units one can go on to 3."),
            new(1, "Through h1 only, but from there to each of 5 units.")),
        new CodeQuestion("04.5", ExerciseKind.Write,
            "Fill in the four open lines of Backward, for a network of any depth. "
                + "The gradient checker tests it on five networks and says which line is wrong.",
            "the function Backward(Network network, ForwardPass forward, LossValue loss) that gives Gradients", WrittenBackward.Judge,
            "A: delta = loss.Gradient.Hadamard(φ′(z) of the last layer). B: a.Transpose() * delta. C: delta.SumRows(). D: "
                + "(delta * W.Transpose()).Hadamard(φ′(z) of layer l − 1)."),
    ];

    private static Matrix Row(Matrix matrix, int row) => Matrix.OneRow(Vector.Create(matrix.Row(row)));
}
