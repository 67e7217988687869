namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lessons 00 to 03.</summary>
internal static class Answers00To03
{
    private static readonly Func<Network, Matrix, Matrix> RightForward = (network, a) =>
    {
        foreach (var layer in network.Layers)
            a = layer.Activation.Apply((a * layer.Weights) + layer.Bias);
        return a;
    };

    private static readonly Func<Network, Matrix, Matrix> ForwardByTheLibrary = (network, x) => network.Predict(x);

    private static readonly Func<Network, Matrix, Matrix> WithoutBias = (network, a) =>
        network.Layers.Aggregate(a, (x, layer) => layer.Activation.Apply(x * layer.Weights));

    private static readonly Func<Network, Matrix, Matrix> WithoutActivation = (network, a) =>
        network.Layers.Aggregate(a, (x, layer) => (x * layer.Weights) + layer.Bias);

    public static ExerciseAnswers[] Lesson00 =>
    [
        new("00.2", 9, [9.0, "9"],
            [(13, "biases"), (6, "Layer 2 has some"), (3, "Layer 1 has some"), (18, "added, not multiplied"), (8, "off by one"),
            (9.5, "no count")]),
        new("00.3", 13, [13.0, 13L],
            [(9, "Those are the weights"), (15, "inputs have no bias"), (12, "output has a bias"), (17, "has to be exact")]),
        new("00.1", "refused", ["Refused", " \"refused\" "], [("rises", "Try it"), ("falls", "uphill"), ("stays", "Choose")]),
    ];

    public static ExerciseAnswers[] Lesson01 =>
    [
        new("01.1", "equal", ["EQUAL", "equal "], [("different", "What could make them differ?"), ("both", "Choose"), (1, "one of")]),
        new("01.2", 2, [2.0, "2.00"], [(4, "variance"), (20, "Variances add up"), (-2, "sign"), (200, "100 times")]),
        new("01.3", Math.Sqrt(2.0 / 80), [0.158, 0.1581],
            [(0.025, "variance"), (0.2, "He's"), (0.1414, "LeCun's"), (Math.Sqrt(2 / 80), "cut to a whole number"), (0.16, "Close"),
            (0.1118, "The 2 is missing")]),
        new("01.4", Function(n => Math.Sqrt(2 / n)), [Function(n => Math.Pow(n / 2, -0.5)), Function(n => Math.Sqrt(2) / Math.Sqrt(n))],
            [(Function(n => 2 / n), "variance"), (Function(n => Math.Sqrt(1 / n)), "LeCun's"),
                (Function(n => Math.Sqrt(2) / n), "covers the n"), (Function(n => -Math.Sqrt(2 / n)), "sign"), (0.5, "a function")]),
    ];

    public static ExerciseAnswers[] Lesson02 =>
    [
        new("02.1", 8, [8.0, "8"], [(24, "stays as it was"), (4, "what else"), (2, "There are four"), (7, "off by one")]),
        new("02.2", 0.619, ["0.619", RoundNetwork.Network.Predict([[1.0, -1]])[0, 0]],
            [(0.483, "activation function is missing"), (0.608, "sample 1,0"), (0.591, "sample 1,1"), (0.61, "Close"),
            (0, "cut to a whole number"), (0.57, "bias of the output is missing"), (0.777, "activations a, not z")]),
        new("02.3", M([[0.59], [-0.27]]), [M([[0.5900], [-0.27000]]), new double[,] { { 0.59 }, { -0.27 } }],
            [(M([[0.59, -0.27]]), "transposed"), (M([[0.17], [-0.76]]), "columns"),
                (M([[0.59], [0.27]]), "Row 2, column 1: The size is right"), (M([[-0.59], [0.27]]), "In every entry")]),
        new("02.4", RightForward, [ForwardByTheLibrary, (Func<Network, Matrix, Matrix>)((network, x) => network.Forward(x).Output)],
            [(WithoutBias, "biases are missing"), (WithoutActivation, "φ is missing"),
                ((Func<Network, Matrix, Matrix>)((_, x) => x), "gives the inputs back"),
                ((Func<Network, Matrix,
                    Matrix>)((network, x) => network.Layers[0].Activation.Apply((x * network.Layers[0].Weights) + network.Layers[0].Bias)),
                    "a of layer 1"),
                ((Func<Network, Matrix, Matrix>)((_, _) => null!), "null"), (
                    (Func<Network, Matrix, Matrix>)((network, x) => network.Layers[0].Weights * x), "For a 2-1 network"),
                    (0.5, "a function of")]),
    ];

    public static ExerciseAnswers[] Lesson03 =>
    [
        new("03.1", 0.34, [1.36 / 4, "0,34"],
            [(0.5, "squares each"), (1.36, "sum over the samples"), (0.68, "half the sum"), (0.17, "no factor ½"), (0.04, "target 1"),
            (0, "cut to a whole number")]),
        new("03.2", -0.1, [2.0 / 4 * (0.8 - 1), "−0.100"],
            [(-0.2, "gradient of half the sum"), (-0.4, "1/N is missing"), (0.1, "sign"), (-0.05, "factor 2"), (0.01, "share of the loss"),
            (2 / 4 * (0.8 - 1), "cut to a whole number")]),
        new("03.3", 2.302585, [2.3, Math.Log(10)],
            [(0.105, "for the target 1"), (1, "natural logarithm"), (0.81, "squared error"), (-2.3, "sign")]),
        new("03.4", 0.75, [3.0 / 4, "0.75"],
            [(1, "infinite"), (0.5, "more frequent"), (0, "cut to a whole number"), (0.25, "⅓ times"), (0.6, "0.6 is not it")]),
        new("03.5", Function(p => -1 / p), [Function(p => -Math.Pow(p, -1)), Function(p => (p - 1) / (p * (1 - p)))],
            [(Function(p => 1 / p), "falls when ŷ rises"), (Function(p => -Math.Log(p)), "loss itself"),
                (Function(p => p - 1), "with respect to z"), (Function(p => -2 / p), "2 times")]),
    ];

    private static Func<double, double> Function(Func<double, double> function) => function;
}
