namespace Backprop;

/// <summary>The exercises of 12-deep.</summary>
internal static class Lesson12
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("12.1", ExerciseKind.Predict,
            "Ten layers of sigmoids with Xavier's initializer: on the way back to layer 1, does the gradient \"vanish\" or \"explode\"?",
            "Each layer multiplies it by φ′, which is never above ¼, and by weights that do not make up for it.",
            new("vanish"),
            new("explode", "How large can the derivative of a sigmoid be at most?")),
        new NumberQuestion("12.2", ExerciseKind.Compute,
            "By which factor can ten sigmoid layers multiply a delta at most through φ′ alone?",
            () => Math.Pow(0.25, 10), "¼ to the power of ten: 9.54e−7, about a millionth.",
            new(0.25, "That is one layer. There are ten."),
            new(2.5, "The layers' factors multiply, they do not add up."),
            new(() => Math.Pow(0.25, 9), "That is nine layers.")),
        new CountQuestion("12.3", ExerciseKind.Explain,
            "At which z is the derivative of the sigmoid largest?",
            () => 0, "σ′ = σ(1 − σ) is largest for σ = ½, at z = 0: ¼.",
            new NumberMistake(1, "σ(1)(1 − σ(1)) is 0.197. Where is σ = ½?")),
        new FunctionQuestion("12.4", ExerciseKind.Write,
            "Write the derivative of the sigmoid as a function of z. It is what each sigmoid layer multiplies delta by.",
            Activation.Sigmoid.Derivative, [-4, -1, 0, 0.5, 3], "σ′(z) = σ(z)·(1 − σ(z)).",
            new(z => z * (1 - z), "That would be it if z were the activation: a(1 − a)."),
            new(z => 1 / (1 + Math.Exp(-z)), "That is the sigmoid itself."),
            new(z => -Math.Exp(-z) / Math.Pow(1 + Math.Exp(-z), 2), "The inner derivative of e^(−z) brings a second minus.")),
    ];
}
