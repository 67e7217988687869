namespace Backprop;

/// <summary>The exercises of 03a-autodiff.</summary>
internal static class Lesson03a
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new NumberQuestion("03a.1", ExerciseKind.Predict,
            "f = x·y + x with x = 2 and y = −3. What is ∂f/∂x? (x goes two ways: add up both.)",
            () => -3 + 1, "Over the product y = −3, directly 1: together −2.",
            new(-3, "That is the way over the product. x also goes into the sum directly."),
            new(1, "That is the direct way into the sum. x also goes into the product."),
            new(-4, "That is f itself."),
            new(2, "That is ∂f/∂y, or a sign is wrong.")),
        new NumberQuestion("03a.2", ExerciseKind.Compute,
            "c = a·b, d = a + c, e = d·d with a = 3 and b = −0.5. What is ∂e/∂a?",
            () => 2 * (3 + (3 * -0.5)) * (1 - 0.5), "∂e/∂d = 2d = 3; a reaches d directly (1) and over c (b = −0.5): 3·(1 − 0.5) = 1.5.",
            new(3, "That is ∂e/∂d, or only the direct way of a. The other way goes over c."),
            new(-1.5, "That is the way over c alone. a also goes into d directly."),
            new(0.75, "d·d has d twice: its derivative is 2d."),
            new(9, "That is ∂e/∂b: the way from b goes over c, whose derivative is a.")),
        new NumberQuestion("03a.3", ExerciseKind.Explain,
            "Someone writes = instead of += in the backward pass of the product. "
                + "What does the engine then give for the derivative of x·x at x = 3?",
            () => 3, "x is both factors. The second assignment overwrites the first, so only one of the two ways is left: 3 instead of 6.",
            new(6, "That is right for +=. With = the second way overwrites the first."),
            new(9, "That is x·x itself."),
            new(0, "The last assignment stays: it is not 0.")),
        new FunctionQuestion("03a.4", ExerciseKind.Write,
            "Add the operation Exp to the engine, with its backward step. "
                + "Then give a function of x that returns the derivative of x·exp(x), computed by your engine.",
            x => (1 + x) * Math.Exp(x), [-2, -0.5, 0, 0.3, 1.5],
            "Exp has the value e^x and adds e^x · Grad to its input's Grad. The derivative of x·e^x is (1 + x)·e^x.",
            new(x => x * Math.Exp(x), "That is the value, or the way through Exp alone: x·e^x. The way through the factor x is missing."),
            new(Math.Exp, "Only the way through the factor x is there: does the backward step of Exp add to its input's Grad?"),
            new(_ => 0, "Everything is 0: did you call Backward() before reading Grad?")),
    ];
}
