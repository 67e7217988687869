using System.Net;

namespace Backprop;

/// <summary>A piece of mathematics in its three forms, put together with +.</summary>
/// <param name="Text">For a terminal: <c>z1[h2]</c>.</param>
/// <param name="Html">With sub and sup elements; needs no library.</param>
/// <param name="Latex">For math mode.</param>
internal readonly record struct Formula(string Text, string Html, string Latex)
{
    public static Formula Empty { get; } = new("", "", "");

    /// <summary>Operators, digits and Greek letters: the same in all three forms but for what HTML and LaTeX need escaped.</summary>
    public static implicit operator Formula(string text) => new(text, WebUtility.HtmlEncode(text), LatexText.Escape(text));

    public static Formula operator +(Formula left, Formula right) => new(left.Text + right.Text, left.Html + right.Html, left.Latex + right.Latex);

    /// <summary>Words: upright in LaTeX.</summary>
    public static Formula Words(string words) => new(words, WebUtility.HtmlEncode(words), $@"\text{{{LatexText.Escape(words)}}}");

    /// <summary>A letter as variables are set: italic.</summary>
    public static Formula Variable(string letter) => new(letter, $"<i>{WebUtility.HtmlEncode(letter)}</i>", letter);

    /// <summary>A number, in HTML with all its digits as title.</summary>
    public static Formula Number(double value)
    {
        string shown = NumberFormat.SingleAscii(value), typographic = shown.Replace('-', '−');
        return new(typographic, $"<span title=\"{NumberFormat.Exact(value)}\">{typographic}</span>", LatexText.Number(shown));
    }

    /// <summary>A number as a factor or a summand after the first: a negative one in parentheses.</summary>
    public static Formula Operand(double value) => value < 0 ? Parentheses(Number(value)) : Number(value);

    public static Formula Parentheses(Formula inner) => new Formula("(", "(", @"\left(") + inner + new Formula(")", ")", @"\right)");

    public static Formula Fraction(Formula numerator, Formula denominator) => new(
        $"{Grouped(numerator.Text)}/{Grouped(denominator.Text)}",
        // The slash has no size where the style sheet is in force, but is there for copying and for hosts that drop styles.
        $"<span class=\"bp-f\"><span>{numerator.Html}</span><span class=\"bp-q\">/</span><span>{denominator.Html}</span></span>",
        $@"\frac{{{numerator.Latex}}}{{{denominator.Latex}}}");

    public static Formula Power(Formula basis, Formula exponent) => new(
        $"{basis.Text}^{Grouped(exponent.Text)}", $"{basis.Html}<sup>{exponent.Html}</sup>", $"{{{basis.Latex}}}^{{{exponent.Latex}}}");

    public static Formula Squared(Formula basis) => new(basis.Text + "²", basis.Html + "<sup>2</sup>", $"{{{basis.Latex}}}^2");

    public static Formula Transposed(Formula matrix) => new(matrix.Text + "ᵀ", matrix.Html + "<sup>T</sup>", $@"{{{matrix.Latex}}}^{{\top}}");

    private static string Grouped(string text) => text.Any(c => c is ' ' or '·' or '/' or '−') ? $"({text})" : text;
}
