namespace Backprop;

/// <summary>The exercises of 12-deep.</summary>
internal static class Lesson12
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new FunctionQuestion("12.1", ExerciseKind.Write,
            "Write the derivative of the sigmoid as a function of z. It is what each sigmoid layer multiplies delta by.",
            Activation.Sigmoid.Derivative, [-4, -1, 0, 0.5, 3], "σ′(z) = σ(z)·(1 − σ(z)).",
            new(z => z * (1 - z), "That would be it if z were the activation: a(1 − a)."),
            new(z => 1 / (1 + Math.Exp(-z)), "That is the sigmoid itself."),
            new(z => -Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2), "The inner derivative of e^(−z) brings a second minus.")),
    ];
}
