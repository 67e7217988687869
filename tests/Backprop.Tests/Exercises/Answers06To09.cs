namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lessons 06 to 09.</summary>
internal static class Answers06To09
{
    public static ExerciseAnswers[] Lesson06 =>
    [
        new("06.1", "higher", ["Higher", " higher"], [("lower", "less far"), ("equal", "half the length"), ("same", "Choose")]),
        new("06.2", 0.2, [2 * 0.1, "0.200"],
            [(0.1, "half the gradient"), (0.05, "other way round"), (0.4, "ratio is 2"), (0, "cut to a whole number")]),
        new("06.3", 0.125, [1.0 / 8, "0.125"], [(0.25, "halved"), (0.5, "sum of the squares"), (0, "cut to a whole number")]),
        new("06.4", 40_000, [4 * 10_000, 40_000.0], [(10_000, "program's number"), (2_500, "four updates"), (39_999, "off by one")]),
        new("06.5", Train(), [Train(another: true), Train()],
            [(Train(epochs: -1), "before the last update"), (Train(epochs: 1), "one epoch too many"),
                (Train(update: false), "is the network updated"), (Train(loss: Loss.MeanSquaredError), "half the sum is asked for"),
                ((Func<Network, Dataset, double, int, double>)((_, _, _, _) => double.NaN), "fill in the loop"), (Train(rate: 0.1),
                    "not 0.1"), (Train(once: true), "Only one epoch")]),
    ];

    public static ExerciseAnswers[] Lesson07 =>
    [
        new("07.1", 0.000004, [4e-6, 0.0004 / 100], [(0.00004, "forward difference"), (4e-7, "not with h³"), (0.0004, "depends on h")]),
        new("07.2", 3.01, [(1.331 - 0.729) / 0.2, "3.01"],
            [(3.31, "forward difference"), (3, "derivative itself"), (6.02, "2h"), (2.71, "backward")]),
        new("07.3", 11, [(2 * 4) + 3, 11.0], [(6, "the value"), (8, "has two"), (3, "has two"), (15, "ε² is 0")]),
        new("07.4", 13, [6 + 3 + 3 + 1, 13.0], [(1, "reverse mode"), (9, "biases"), (26, "Central differences"), (12, "off by one")]),
        new("07.5", Function(z => Math.Exp(-z * z) - (2 * z * z * Math.Exp(-z * z))),
            [Function(z => (1 - (2 * z * z)) * Math.Exp(-z * z)), Function(z => (1 - (2 * z * z)) / Math.Exp(z * z))],
            [(Function(z => Math.Exp(-z * z)), "second term"), (Function(z => -2 * z * z * Math.Exp(-z * z)), "first term"),
                (Function(z => -2 * z * Math.Exp(-z * z)), "exponential alone"), (Function(z => z * Math.Exp(-z * z)), "φ itself"),
                (Function(_ => double.NaN), "not a number one can compare")]),
    ];

    public static ExerciseAnswers[] Lesson08 =>
    [
        new("08.1", "rise", ["Rise", "RISE "], [("fall", "points the wrong way"), ("stay", "parameters move"), ("oscillate", "Choose")]),
        new("08.2", "b", ["B", "\"b\""], [("a", "would be wrong, too"), ("c", "layer 2 would be right"), ("d", "Choose")]),
        .. ((string[])["08.3", "08.4", "08.5"])
            .Select(id => new ExerciseAnswers(id, Bug("TransposedWeights"), [Bug("transposed weights"), Bug(" TRANSPOSEDWEIGHTS ")],
            [(Bug("SignFlip"), "would give other numbers"), (Bug("typo"), "There is no kind"), (Bug("None"), "There is no kind"),
                (Bug("BiasAveraged"), "right: W2, b2, W3, b3"), ("SignFlip", "a guess, such as")])),
    ];

    public static ExerciseAnswers[] Lesson09 =>
    [
        new("09.1", 1, [1.0, "1"], [(2, "1 − 5η"), (0, "starts with an error"), (40, "1 − 5η"), (3, "has to be exact")]),
        new("09.2", -0.75, [1 - (5 * 0.35), "−0.750"],
            [(0.75, "the sign is not"), (0.5625, "factor of the loss"), (-0.4, "x² + 1"), (1.75, "1 − η·(x² + 1)"),
            (0, "cut to a whole number")]),
        new("09.3", 0.2, [2.0 / 10, "0.2"],
            [(0.1, "gone in one step"), (0.2222, "x² + 1"), (0.4, "limit for x = 2"), (1 / 5, "cut to a whole number")]),
        new("09.4", 0.99, [1 - 0.01, "0.990"],
            [(0.98, "largest stable rate"), (0, "steep direction"), (0.01, "learning rate"), (-0.99, "sign")]),
        new("09.5", Function(x => 1 / ((x * x) + 1)), [Function(x => Math.Pow(1 + (x * x), -1)), Function(x => 2 / ((2 * x * x) + 2))],
            [(Function(x => 2 / ((x * x) + 1)), "half of it"), (Function(x => 1 / (x * x)), "bias moves too"),
                (Function(x => 1 / (x + 1)), "x is squared"), (Function(x => -1 / ((x * x) + 1)), "sign")]),
    ];

    private static Func<double, double> Function(Func<double, double> function) => function;

    private static BugGuess Bug(string kind) => PlantedBug.Draw(1, GradientMistake.TransposedWeights).Guess(kind);

    /// <summary>The training loop, with a slip if asked for.</summary>
    private static Func<Network, Dataset, double, int, double> Train(
        int epochs = 0, bool update = true, Loss? loss = null, double? rate = null, bool another = false, bool once = false) =>
        (network, data, eta, count) =>
    {
        if (another)
        {
            network.Train(data, new() { Loss = Loss.HalfSumSquaredError, Optimizer = Optimizer.GradientDescent(eta), Epochs = count });
            return Loss.HalfSumSquaredError.Evaluate(network.Forward(data.Inputs), data.Targets).Value;
        }

        for (int epoch = 0; epoch < (once ? 1 : count + epochs); epoch++)
        {
            var forward = network.Forward(data.Inputs);
            var backward = network.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, data.Targets));
            if (update) network.Update(backward, rate ?? eta);
        }

        return (loss ?? Loss.HalfSumSquaredError).Evaluate(network.Forward(data.Inputs), data.Targets).Value;
    };
}
