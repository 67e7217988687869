namespace Backprop;

/// <summary>The equations of activations and losses, with symbols or numbers put in.</summary>
internal static class FunctionFormulas
{
    /// <summary>φ(z).</summary>
    public static Formula Value(Activation activation, Insertion z) =>
        activation.Equation is { } equation ? EquationText.Set(equation, z) : activation.Title + Formula.Parentheses(z.Alone);

    /// <summary>φ′(z).</summary>
    public static Formula Derivative(Activation activation, Insertion z, Insertion a) =>
        activation.DerivativeEquation is { } equation
            ? EquationText.Set(equation, z, a)
            : activation.Title + "′" + Formula.Parentheses(z.Alone);

    /// <summary>Whether a minus stands before the sum of the terms.</summary>
    public static bool IsNegated(Loss loss) => loss.Equation is ['−', ..];

    /// <summary>The term of one output, before the mean over the outputs and without the sign of <see cref="IsNegated"/>.</summary>
    public static Formula Term(Loss loss, Insertion prediction, Insertion target) => loss.Equation switch
    {
        null => "term(" + prediction.Alone + ", " + target.Alone + ")",
        ['−', '(', .. var inner, ')'] => EquationText.Set(inner, prediction, target),
        ['−', .. var rest] => EquationText.Set(rest, prediction, target),
        var equation => EquationText.Set(equation, prediction, target),
    };

    /// <summary>∂term/∂ŷ of one output.</summary>
    public static Formula Derivative(Loss loss, Insertion prediction, Insertion target) => loss.DerivativeEquation is { } equation
        ? EquationText.Set(equation, prediction, target)
        : "term′(" + prediction.Alone + ", " + target.Alone + ")";

    public static Insertion Z(Formula symbol) => Insertion.Of("z", symbol);

    public static Insertion Z(double number) => Insertion.Of("z", number);

    public static Insertion A(Formula symbol) => Insertion.Of("a", symbol);

    public static Insertion A(double number) => Insertion.Of("a", number);

    public static Insertion Prediction(Formula symbol) => Insertion.Of("ŷ", symbol);

    public static Insertion Prediction(double number) => Insertion.Of("ŷ", number);

    public static Insertion Target(Formula symbol) => Insertion.Of("y", symbol);

    public static Insertion Target(double number) => Insertion.Of("y", number);
}
