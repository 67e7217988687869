using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;

namespace NotebookRunner.Reports;

/// <summary>A formula between double dollar signs over several lines, which Markdig leaves as text and Jupyter does not.</summary>
internal sealed class DisplayFormulaParser : InlineParser
{
    private const string Delimiter = "$$";

    public DisplayFormulaParser() => OpeningCharacters = ['$'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        int length = text.StartsWith(Delimiter, StringComparison.Ordinal)
            ? text[Delimiter.Length..].IndexOf(Delimiter, StringComparison.Ordinal)
            : -1;
        if (length <= 0) return false;
        int start = slice.Start + Delimiter.Length;
        processor.Inline =
            new MathInline { Delimiter = '$', DelimiterCount = 2, Content = new StringSlice(slice.Text, start, start + length - 1) };
        slice.Start = start + length + Delimiter.Length;
        return true;
    }
}
