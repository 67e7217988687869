using System.Net;

namespace Backprop;

/// <summary>A piece of mathematics in its three forms, put together with +.</summary>
/// <param name="Text">For a terminal: <c>z1[h2]</c>.</param>
/// <param name="Html">With sub and sup elements; needs no library.</param>
/// <param name="Latex">For math mode.</param>
internal readonly record struct Formula(string Text, string Html, string Latex)
{
    public static readonly Formula Empty = new("", "", "");

    /// <summary>Text that is the same in all three forms but for what HTML and LaTeX need escaped.</summary>
    public static implicit operator Formula(string text) => new(text, WebUtility.HtmlEncode(text), EscapeLatex(text));

    public static Formula operator +(Formula left, Formula right) => new(left.Text + right.Text, left.Html + right.Html, left.Latex + right.Latex);

    /// <summary>Words: upright in LaTeX.</summary>
    public static Formula Words(string words) => new(words, WebUtility.HtmlEncode(words), $@"\text{{{EscapeLatex(words)}}}");

    /// <summary>A letter as variables are set: italic in HTML.</summary>
    public static Formula Variable(string letter) => new(letter, $"<i>{WebUtility.HtmlEncode(letter)}</i>", letter);

    /// <summary>A number as it is shown, in LaTeX.</summary>
    public static string LatexNumber(string number)
    {
        int exponent = number.IndexOf('e', StringComparison.Ordinal);
        return number switch
        {
            "NaN" => @"	ext{NaN}",
            _ when exponent > 0 => $@"{number[..exponent]}\cdot 10^{{{number[(exponent + 1)..]}}}",
            _ => number.Replace("∞", @"\infty", StringComparison.Ordinal),
        };
    }

    private static string EscapeLatex(string text) =>
        text.Replace(@"\", @"\backslash ", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal).Replace("#", @"\#", StringComparison.Ordinal).Replace("&", @"\&", StringComparison.Ordinal)
            .Replace("$", @"\$", StringComparison.Ordinal).Replace("{", @"\{", StringComparison.Ordinal).Replace("}", @"\}", StringComparison.Ordinal)
            .Replace("−", "-", StringComparison.Ordinal).Replace("·", @"\cdot ", StringComparison.Ordinal);
}
