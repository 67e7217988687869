namespace Backprop;

/// <summary>φ and φ′ with something put in for z: a symbol or a number.</summary>
internal static class ActivationFormulas
{
    /// <summary>φ(z).</summary>
    /// <param name="activation">φ.</param>
    /// <param name="z">What stands for z.</param>
    /// <param name="operand">The same where an operator stands before it: a negative number in parentheses.</param>
    public static Formula Value(Activation activation, Formula z, Formula operand) => activation switch
    {
        _ when activation == Activation.Identity => z,
        _ when activation == Activation.Sigmoid => Formula.Fraction("1", "1 + " + Exponential(operand)),
        _ when activation == Activation.ReLU => Function("max", "0, " + z),
        _ when activation == Activation.LeakyReLU => Function("max", "0.01·" + operand + ", " + z),
        _ when activation == Activation.Softplus => Function("ln", "1 + " + Formula.Power(Formula.Variable("e"), z)),
        _ when activation == Activation.SiLU => Formula.Fraction(z, "1 + " + Exponential(operand)),
        _ => Function(activation.Title, z),
    };

    /// <summary>φ′(z), by a where that is shorter.</summary>
    /// <param name="activation">φ.</param>
    /// <param name="z">What stands for z.</param>
    /// <param name="operand">The same where an operator stands before it.</param>
    /// <param name="a">What stands for φ(z), as an operand.</param>
    public static Formula Derivative(Activation activation, Formula z, Formula operand, Formula a) => activation switch
    {
        _ when activation == Activation.Identity => "1",
        _ when activation == Activation.Sigmoid => a + "·(1 − " + a + ")",
        _ when activation == Activation.Tanh => "1 − " + Formula.Squared(a),
        _ when activation == Activation.Softplus => Formula.Fraction("1", "1 + " + Exponential(operand)),
        _ => Function(activation.Title + "′", z),
    };

    /// <summary>e^(−z).</summary>
    private static Formula Exponential(Formula z) => Formula.Power(Formula.Variable("e"), "−" + z);

    private static Formula Function(string name, Formula argument)
    {
        var head = new Formula(name, System.Net.WebUtility.HtmlEncode(name), $@"\operatorname{{{LatexText.Escape(name)}}}");
        return head + Formula.Parentheses(argument);
    }
}
