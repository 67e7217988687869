namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Matrix : IHtmlContent
{
    /// <summary>The matrix as an HTML table, rows and columns numbered from 0 as in <c>m[0, 1]</c>.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The matrix as lines of text.</summary>
    public override string ToString() => View().ToText();

    private View View() =>
        new($"{Shape} matrix",
        [new(Formula.Empty, "", index => Symbols.Invariant(index), [new(Formula.Empty, index => Symbols.Invariant(index), this)])]);
}
