namespace Backprop;

/// <summary>
/// A formula and the same formula with its numbers put in:
/// <code>
/// z1[h2] = x1·W1[x1,h2] + x2·W1[x2,h2] + b1[h2]
/// z1[h2] = 0·(−0.1383) + 1·1.5230 + 0 = 1.5230
/// </code>
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Equation : IHtmlContent
{
    private readonly string about;
    private readonly Formula left;
    private readonly Formula symbols;
    private readonly Formula numbers;

    /// <param name="about">Which sample or layer it is about, in words; empty if that is clear.</param>
    /// <param name="left">What is computed.</param>
    /// <param name="symbols">The formula.</param>
    /// <param name="numbers">The formula with numbers.</param>
    /// <param name="value">The result.</param>
    internal Equation(string about, Formula left, Formula symbols, Formula numbers, double value)
    {
        this.about = about;
        this.left = left;
        this.symbols = symbols;
        this.numbers = numbers;
        Value = value;
    }

    /// <summary>The result.</summary>
    public double Value { get; }

    /// <summary>The equation as HTML; every number has all its digits as title.</summary>
    public string ToHtml()
    {
        string result = numbers.Text == Formula.Number(Value).Text ? "" : Line("", Formula.Number(Value));
        return $"<div class=\"bp\">{Style.Element}{(about.Length > 0 ? $"<p class=\"bp-h\">{about}</p>" : "")}"
            + $"<div class=\"bp-s\"><div class=\"bp-e\">{Line(left.Html, symbols)}{Line("", numbers)}{result}</div></div></div>";
    }

    /// <summary>The two lines as text.</summary>
    public override string ToString() =>
        $"{left.Text} = {symbols.Text}\n{left.Text} = {numbers.Text}{(IsResult ? "" : $" = {Formula.Number(Value).Text}")}";

    private bool IsResult => numbers.Text == Formula.Number(Value).Text;

    private static string Line(string left, Formula right) => $"<span>{left}</span><span>=</span><span>{right.Html}</span>\n";
}
