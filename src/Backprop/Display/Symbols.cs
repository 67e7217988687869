using System.Globalization;

namespace Backprop;

/// <summary>The symbols of the formulas, as they stand on tables, diagrams and equations: z⁽¹⁾ is <c>z1</c> in a terminal.</summary>
internal static class Symbols
{
    public static Formula X { get; } = Formula.Variable("X");

    public static Formula Y { get; } = Formula.Variable("y");

    public static Formula Prediction { get; } = Formula.Variable("ŷ");

    public static Formula LearningRate { get; } = Formula.Variable("η");

    public static Formula Loss { get; } = Formula.Variable("L");

    /// <summary>Σₙ, over the samples.</summary>
    public static Formula SumOverSamples { get; } = new("Σ ", "Σ<sub><i>n</i></sub> ");

    public static Formula Z(int layer) => Layered("z", layer);

    public static Formula A(int layer) => layer == 0 ? X : Layered("a", layer);

    public static Formula W(int layer) => Layered("W", layer);

    public static Formula B(int layer) => Layered("b", layer);

    public static Formula Delta(int layer) => new($"delta{Invariant(layer)}", $"<i>δ</i><sup>({Invariant(layer)})</sup>");

    /// <summary>φ′ of something.</summary>
    public static Formula Derivative(Formula variable) => new Formula("φ′(", "<i>φ</i>′(") + variable + ")";

    /// <summary>∂L/∂ of something.</summary>
    public static Formula GradientOf(Formula variable) =>
        new($"∂L/∂{variable.Text}", $"∂<i>L</i>/∂{variable.Html}");

    /// <summary>An entry of a vector or matrix: <c>z1[h2]</c>, elsewhere with the index below the symbol.</summary>
    public static Formula Entry(Formula symbol, Formula index) =>
        new($"{symbol.Text}[{index.Text}]", $"{symbol.Html}<sub>{index.Html}</sub>");

    public static string Invariant(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Formula Layered(string letter, int layer) =>
        new(letter + Invariant(layer), $"<i>{letter}</i><sup>({Invariant(layer)})</sup>");
}
