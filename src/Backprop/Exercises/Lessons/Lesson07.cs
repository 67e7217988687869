namespace Backprop;

/// <summary>The exercises of 07-gradient-check.</summary>
internal static class Lesson07
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("07.1", ExerciseKind.Predict,
            "With h = 0.01 a central difference is wrong by 0.0004. About how wrong is it with h = 0.001?",
            () => 4e-6, "Its error falls with h²: ten times smaller h, a hundred times smaller error.",
            new(4e-5, "That would be so for the forward difference, whose error falls with h. The central one's falls with h²."),
            new(4e-7, "With h², not with h³."),
            new(0.0004, "It depends on h.")),
        new NumberQuestion("07.2", ExerciseKind.Compute,
            "What does the central difference give for f(x) = x³ at x = 1 with h = 0.1?",
            () => ((1.1 * 1.1 * 1.1) - (0.9 * 0.9 * 0.9)) / 0.2, "(1.331 − 0.729)/0.2 = 3.01: the derivative 3, and h² = 0.01 beside it.",
            new(3.31, "That is the forward difference: (f(1.1) − f(1))/0.1."),
            new(3, "That is the derivative itself. What does the difference give?"),
            new(6.02, "Divide by 2h, the distance of the two points."),
            new(2.71, "That is the backward difference: (f(1) − f(0.9))/0.1.")),
        new NumberQuestion("07.3", ExerciseKind.Compute,
            "Multiply two dual numbers by hand: (2 + ε)·(3 + 4ε) with ε² = 0. What is the factor of ε?",
            () => (2 * 4) + (1 * 3), "2·3 + 2·4ε + 3ε + 4ε² = 6 + 11ε: the product rule.",
            new(6, "That is the value."),
            new(8, "One term is missing: the product rule has two."),
            new(3, "One term is missing: the product rule has two."),
            new(4, "ε² is 0. The factor of ε is made of the two mixed products."),
            new(15, "ε² is 0: that term goes away.")),
        new CountQuestion("07.4", ExerciseKind.Explain,
            "How many passes does forward mode (dual numbers) need for all derivatives of a 2-3-1 network?",
            () => 13, "One for each parameter: 6 + 3 weights and 3 + 1 biases. Reverse mode, which is backpropagation, needs one for all.",
            new(1, "That is reverse mode. Forward mode carries the derivative by one parameter at a time."),
            new(9, "The biases are parameters, too; or those are the parameters of the 2-2-1 network."),
            new(26, "Central differences would need two for each parameter.")),
        new FunctionQuestion("07.5", ExerciseKind.Write,
            "Write the derivative of φ(z) = z·exp(−z²), and let the checker judge it.",
            z => (1 - (2 * z * z)) * Math.Exp(-z * z), [-2, -0.3, 0, 1, 1.7], "The product rule: φ′(z) = exp(−z²) + z·(−2z)·exp(−z²).",
            new(z => Math.Exp(-z * z), "The product rule has a second term."),
            new(z => -2 * z * z * Math.Exp(-z * z), "The first term of the product rule is missing."),
            new(z => -2 * z * Math.Exp(-z * z), "That is the derivative of the exponential alone."),
            new(z => z * Math.Exp(-z * z), "That is φ itself.")),
    ];
}
