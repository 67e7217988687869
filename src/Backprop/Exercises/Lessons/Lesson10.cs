namespace Backprop;

/// <summary>The exercises of 10-cross-entropy.</summary>
internal static class Lesson10
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("10.1", ExerciseKind.Predict,
            "A sigmoid output is 0.001 and its target is 1. Which loss gives the larger |δ|: \"squared error\" or \"cross-entropy\"?",
            "The squared error's δ has the factor a(1 − a), here about 0.001; cross-entropy's is a − y = −0.999.",
            new("cross-entropy"),
            new("squared error", "What is a(1 − a) for a = 0.001?")),
        new NumberQuestion("10.2", ExerciseKind.Compute,
            "At a = 0.01, how many times larger is cross-entropy's δ than that of half the squared error?",
            () => 1 / (0.01 * 0.99), "(a − y) divided by (a − y)·a(1 − a) is 1/(a(1 − a)) = 1/0.0099 = 101.",
            new(0.0099, "That is a(1 − a); the question is for its inverse."),
            new(100, "Almost: the factor is 1/(a(1 − a)), not 1/a."),
            new(0.99, "That is 1 − a, the size of cross-entropy's δ for the target 1.")),
        new MatrixQuestion("10.3", ExerciseKind.Compute,
            "A softmax output is ŷ = (0.7, 0.2, 0.1) and the right class is the second. What is δ for this one sample?",
            () => [[0.7, -0.8, 0.1]], "δ = ŷ − y with y = (0, 1, 0).",
            new MatrixMistake(() => [[-0.7, 0.8, -0.1]], "The sign: delta is ŷ − y, not y − ŷ."),
            new MatrixMistake(() => [[0.7, 0.2, 0.1]], "The target is missing: y = (0, 1, 0)."),
            new MatrixMistake(() => [[0.147, -0.128, 0.009]], "There is no factor ŷ(1 − ŷ): it has cancelled out.")),
        new NumberQuestion("10.4", ExerciseKind.Explain,
            "What is the first output of softmax for z = (1000, 1001)? e^1000 is beyond every double: "
                + "subtract the largest z first, which changes nothing.",
            () => 1 / (1 + Math.E), "e^(−1)/(e^(−1) + e^0) = 0.269: only differences count.",
            new(() => Math.E / (1 + Math.E), "That is the second output."),
            new(() => 1 / Math.E, "That is e^(−1). The sum e^(−1) + e^0 is still to be divided by."),
            new(0.5, "The two z differ by 1, so the outputs differ by a factor e.")),
        new FunctionQuestion("10.5", ExerciseKind.Write,
            "Write the binary cross-entropy of a sigmoid output for the target 0 as a function of z, so that it is right for z = 800 and "
                + "for z = −800.",
            z => Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))), [-800, -3, 0, 0.5, 40, 800],
            "max(z, 0) + ln(1 + e^(−|z|)): the exponent is never positive, so nothing overflows.",
            new(z => Math.Log(1 + Math.Exp(z)),
                "Right by formula, but Math.Exp(800) is infinite: take the largest part out of the logarithm."),
            new(z => Math.Log(1 + Math.Exp(-Math.Abs(z))), "For z above 0, ln(1 + e^z) = z + ln(1 + e^(−z)): the z is missing."),
            new(z => Math.Max(-z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z))), "That is the loss for the target 1.")),
    ];
}
