namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Matrix : IHtmlContent, ILatexContent
{
    private const int LatexLimit = 10;

    /// <summary>The matrix as an HTML table, rows and columns numbered from 0 as in <c>m[0, 1]</c>.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The matrix in LaTeX, for math mode: <c>\begin{pmatrix} 1 &amp; 2 \\ 3 &amp; 4 \end{pmatrix}</c>, with dots for what is left out of a large one.</summary>
    public string ToLatex()
    {
        var format = NumberFormat.For(Values);
        int?[] columns = Abridgement.Shown(ColumnCount, LatexLimit);
        var rows = Abridgement.Shown(RowCount, LatexLimit).Select(row => string.Join(" & ", columns.Select(column => (row, column) switch
        {
            ({ } r, { } c) => LatexText.Number(format.WriteAscii(this[r, c])),
            (null, null) => @"\ddots",
            (null, _) => @"\vdots",
            _ => @"\cdots",
        })));
        return $@"\begin{{pmatrix}} {string.Join(@" \\ ", rows)} \end{{pmatrix}}";
    }

    /// <summary>The matrix as lines of text.</summary>
    public override string ToString() => View().ToText();

    private View View() => new($"{Shape} matrix", [new(Formula.Empty, "", index => Symbols.Invariant(index), [new(Formula.Empty, index => Symbols.Invariant(index), this)])]);
}
