namespace Backprop;

/// <summary>The exercises of 04-backward.</summary>
internal static class Lesson04
{
    private static Matrix Delta(int layer) => RoundNetwork.Backward.Layers[layer - 1].Delta;

    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("04.1", ExerciseKind.Predict,
            "Before you look: for a sample with target 1, is δ⁽²⁾ of this network \"positive\" or \"negative\"?",
            "ŷ lies between 0 and 1, so ŷ − 1 is below 0, and φ′ is above 0: δ⁽²⁾ is negative. A larger z⁽²⁾ would lower the loss.",
            new("negative"),
            new("positive", "δ = (ŷ − y)·φ′(z). Which sign has ŷ − 1, and which has φ′?")),
        new NumberQuestion("04.2", ExerciseKind.Compute,
            "Compute δ⁽²⁾ of the sample 0,0 by hand, from ŷ and y.",
            () => Delta(2)[0, 0], "δ⁽²⁾ = (ŷ − y)·ŷ·(1 − ŷ) with ŷ = 0.574 and y = 0: 0.140.",
            new(() => RoundNetwork.Forward.Output[0, 0], "That is ∂L/∂ŷ. The factor φ′(z) is missing."),
            new(() => Activation.Sigmoid.Derivative(RoundNetwork.Forward.Layers[1].Z[0, 0]), "That is φ′(z). The factor ∂L/∂ŷ is missing."),
            new(() => RoundNetwork.Forward.Output[0, 0] * Activation.Sigmoid.Derivative(RoundNetwork.Forward.Output[0, 0]), "φ′ was taken at a, but belongs at z."),
            new(() => Delta(2)[1, 0], "That is the sample 0,1.")),
        new MatrixQuestion("04.3", ExerciseKind.Compute,
            "What is ∂L/∂b⁽¹⁾? Write it as a matrix with one row, one entry for each hidden unit.",
            () => Matrix.OneRow(RoundNetwork.Backward.Gradients[0].Bias), "The sum of each column of δ⁽¹⁾: the bias enters every sample's z with the factor 1.",
            new MatrixMistake(() => Row(Delta(1), 0), "That is the first sample's delta. The gradient is the sum over all."),
            new MatrixMistake(() => Row(Delta(1), 3), "That is the last sample's delta. The gradient is the sum over all."),
            new MatrixMistake(() => 0.25 * Matrix.OneRow(RoundNetwork.Backward.Gradients[0].Bias), "That is the mean. This loss is a sum, so its gradient is too."),
            new MatrixMistake(() => Row(RoundNetwork.Backward.Gradients[0].Weights, 0), "That is the first row of ∂L/∂W⁽¹⁾: only the samples with x1 = 1.")),
        new CountQuestion("04.4", ExerciseKind.Explain,
            "In a 2-4-5-3-1 network, along how many paths does the weight from x1 to h1 in layer 1 act on the output?",
            () => 5 * 3, "From h1 to each of 5 units, from each of them to 3, from there to the one output: 5·3 = 15 paths. Backpropagation needs no list of them: each delta has added up all paths behind it.",
            new(60, "The weight leads to h1 only, not to all 4 units of its layer."),
            new(8, "The paths multiply: from each of the 5 units one can go on to 3."),
            new(1, "Through h1 only, but from there to each of 5 units.")),
        new CodeQuestion("04.5", ExerciseKind.Write,
            "Fill in the four open lines of Backward, for a network of any depth. The gradient checker tests it on five networks and says which line is wrong.",
            "the function Backward(Network network, ForwardPass forward, LossValue loss) that gives Gradients", WrittenBackward.Judge,
            "A: delta = loss.Gradient.Hadamard(φ′(z) of the last layer). B: a.Transpose() * delta. C: delta.SumRows(). D: (delta * W.Transpose()).Hadamard(φ′(z) of layer l − 1)."),
    ];

    private static Matrix Row(Matrix matrix, int row) => Matrix.OneRow(Vector.Create(matrix.Row(row)));
}
