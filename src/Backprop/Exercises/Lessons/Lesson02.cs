namespace Backprop;

/// <summary>The exercises of 02-forward.</summary>
internal static class Lesson02
{
    private static ForwardPass New { get; } = RoundNetwork.Network.Forward([[1.0, -1]]);

    public static IReadOnlyList<Question> Questions { get; } =
    [
        new CountQuestion("02.1", ExerciseKind.Predict,
            "The forward pass above has 24 numbers: z and a of both layers for four samples. "
                + "How many of them change if only the weight from h1 to ŷ is changed?",
            () => 8, "Only z⁽²⁾ and ŷ come after that weight: two numbers for each of four samples.",
            new(24, "What comes before the changed weight stays as it was."),
            new(4, "z of the output changes, and what else?"),
            new(2, "For one sample. There are four.")),
        new NumberQuestion("02.2", ExerciseKind.Compute,
            "Compute the output ŷ of the network for the new sample x1 = 1, x2 = −1 by hand: first z⁽¹⁾, then a⁽¹⁾, then z⁽²⁾, then ŷ. "
                + "Three digits are enough.",
            () => New.Output[0,
                0], "z⁽¹⁾ = (0.3, −1.4), a⁽¹⁾ = (0.574, 0.198), z⁽²⁾ = 0.7·0.574 − 0.6·0.198 + 0.2 = 0.483, ŷ = σ(0.483) = 0.619.",
            new(() => New.Layers[1].Z[0, 0], "That is z of the output layer. The activation function is missing."),
            new(() => Activation.Sigmoid.Apply((0.7 * 0.3) - (0.6 * -1.4) + 0.2), "Layer 2 takes the hidden units' activations a, not z."),
            new(() => Activation.Sigmoid.Apply(New.Layers[1].Z[0, 0] - 0.2), "The bias of the output is missing."),
            new(() => RoundNetwork.Forward.Output[3, 0], "That is the output for the sample 1,1. Here x2 is −1."),
            new(() => RoundNetwork.Forward.Output[2, 0], "That is the output for the sample 1,0. Here x2 is −1.")),
        new MatrixQuestion("02.3", ExerciseKind.Explain,
            "Without φ two layers are one: X·W⁽¹⁾·W⁽²⁾ = X·W (leave the biases out). What is this W, inputs × outputs?",
            () => RoundNetwork.Network.Layers[0].Weights * RoundNetwork.Network.Layers[1].Weights,
            "W = W⁽¹⁾W⁽²⁾ = (0.5·0.7 + 0.4·0.6, 0.3·0.7 − 0.8·0.6) = (0.59, −0.27), as a column. "
                + "However many linear layers there are, they are one.",
            new MatrixMistake(
                () => RoundNetwork.Network.Layers[0].Weights.Transpose() * RoundNetwork.Network.Layers[1].Weights,
                "Rows of W⁽¹⁾ times the column W⁽²⁾: you took its columns.")),
        new CodeQuestion("02.4", ExerciseKind.Write,
            "Write the forward pass for a network of any depth: from the inputs X to the output ŷ, with z = a·W + b and a = φ(z) in "
                + "each layer.",
            "a function of (Network network, Matrix x) that gives the output as a Matrix", WrittenForward.Judge,
            "a = layer.Activation.Apply(a * layer.Weights + layer.Bias), for each layer in turn, beginning with a = x."),
    ];
}
