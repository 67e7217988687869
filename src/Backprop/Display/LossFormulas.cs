namespace Backprop;

/// <summary>A loss's term and its derivative with something put in for ŷ and y: symbols or numbers.</summary>
internal static class LossFormulas
{
    /// <summary>Whether a minus stands before the sum of the terms.</summary>
    public static bool IsNegated(Loss loss) => loss == Loss.BinaryCrossEntropy || loss == Loss.CrossEntropy;

    /// <summary>The term of one output, before the mean over the outputs and without the sign of <see cref="IsNegated"/>.</summary>
    public static Formula Term(Loss loss, Formula prediction, Formula target) => loss switch
    {
        _ when loss == Loss.MeanSquaredError => Squared(prediction, target),
        _ when loss == Loss.HalfSumSquaredError => new Formula("½", "½", @"\tfrac12 ") + "·" + Squared(prediction, target),
        _ when loss == Loss.BinaryCrossEntropy => target + "·" + Logarithm(prediction) + " + (1 − " + target + ")·" + Logarithm("1 − " + prediction),
        _ when loss == Loss.CrossEntropy => target + "·" + Logarithm(prediction),
        _ => Formula.Words("term") + "(" + prediction + ", " + target + ")",
    };

    /// <summary>∂term/∂ŷ of one output.</summary>
    public static Formula Derivative(Loss loss, Formula prediction, Formula target) => loss switch
    {
        _ when loss == Loss.MeanSquaredError => "2·(" + prediction + " − " + target + ")",
        _ when loss == Loss.HalfSumSquaredError => prediction + " − " + target,
        _ when loss == Loss.BinaryCrossEntropy => Formula.Fraction(prediction + " − " + target, prediction + "·(1 − " + prediction + ")"),
        _ when loss == Loss.CrossEntropy => "−" + Formula.Fraction(target, prediction),
        _ => Formula.Words("term′") + "(" + prediction + ", " + target + ")",
    };

    private static Formula Squared(Formula prediction, Formula target) => Formula.Squared(Formula.Parentheses(prediction + " − " + target));

    private static Formula Logarithm(Formula of) => new Formula("ln", "ln", @"\ln") + Formula.Parentheses(of);
}
