namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Matrix : IHtmlContent
{
    /// <summary>The matrix as an HTML table, rows and columns headed <c>[0]</c>, <c>[1]</c>, … as in <c>m[0, 1]</c>.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The matrix as lines of text.</summary>
    public override string ToString() => View().ToText();

    private View View() =>
        new($"{Shape} matrix",
        [new(Formula.Empty, "", index => Index(index), [new(Formula.Empty, index => Index(index), this)])]);

    /// <summary>A row or column as code counts it, which tells it from the number of a sample or unit.</summary>
    internal static string Index(int index) => $"[{Symbols.Invariant(index)}]";
}
