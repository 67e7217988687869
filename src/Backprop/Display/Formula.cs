using System.Net;

namespace Backprop;

/// <summary>A piece of mathematics as text and as HTML, put together with +.</summary>
/// <param name="Text">For a terminal: <c>z1[h2]</c>.</param>
/// <param name="Html">With sub and sup elements; needs no library.</param>
internal readonly record struct Formula(string Text, string Html)
{
    public static Formula Empty { get; } = new("", "");

    /// <summary>Operators, digits, words and Greek letters: the same in both forms but for what HTML needs escaped.</summary>
    public static implicit operator Formula(string text) => new(text, WebUtility.HtmlEncode(text));

    public static Formula operator +(Formula left, Formula right) => new(left.Text + right.Text, left.Html + right.Html);

    /// <summary>A letter as variables are set: italic.</summary>
    public static Formula Variable(string letter) => new(letter, $"<i>{WebUtility.HtmlEncode(letter)}</i>");

    /// <summary>A number, in HTML with all its digits as title.</summary>
    public static Formula Number(double value)
    {
        string shown = NumberFormat.Single(value);
        return new(shown, $"<span title=\"{NumberFormat.Exact(value)}\">{shown}</span>");
    }

    /// <summary>A number as a factor or a summand after the first: a negative one in parentheses.</summary>
    public static Formula Operand(double value) => value < 0 ? Parentheses(Number(value)) : Number(value);

    public static Formula Parentheses(Formula inner) => "(" + inner + ")";

    public static Formula Fraction(Formula numerator, Formula denominator) => new(
        $"{Grouped(numerator.Text)}/{Grouped(denominator.Text)}",
        // The slash has no size where the style sheet is in force, but is there for copying and for hosts that drop styles.
        $"<span class=\"bp-f\"><span>{numerator.Html}</span><span class=\"bp-q\">/</span><span>{denominator.Html}</span></span>");

    public static Formula Power(Formula basis, Formula exponent) =>
        new($"{basis.Text}^{Grouped(exponent.Text)}", $"{basis.Html}<sup>{exponent.Html}</sup>");

    public static Formula Squared(Formula basis) => new(basis.Text + "²", basis.Html + "<sup>2</sup>");

    public static Formula Transposed(Formula matrix) => new(matrix.Text + "ᵀ", matrix.Html + "<sup>T</sup>");

    /// <summary>The text in parentheses if an operator stands in it, outside parentheses of its own.</summary>
    private static string Grouped(string text)
    {
        int depth = 0;
        foreach (char c in text)
        {
            if (c is '(' or ')') depth += c == '(' ? 1 : -1;
            else if (depth == 0 && c is (' ' or '·' or '/' or '−')) return $"({text})";
        }

        return text;
    }
}
