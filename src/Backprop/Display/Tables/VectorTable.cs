namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Vector : IHtmlContent
{
    /// <summary>The vector as an HTML table of one row, entries numbered from 0 as in <c>v[0]</c>.</summary>
    public string ToHtml() =>
        new View($"vector of {Count}",
        [new(Formula.Empty, "", _ => "", [new(Formula.Empty, index => Matrix.Index(index), Matrix.OneRow(this))])]).ToHtml();

    /// <summary>The vector on one line: <c>[0.5000, −1.0000]</c>.</summary>
    public override string ToString()
    {
        var format = NumberFormat.For(Values);
        return $"[{string.Join(", ", Abridgement.Shown(Count, 12).Select(index => index is { } i ? format.Write(values[i]) : "…"))}]";
    }
}
