using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace NotebookRunner.Reports;

/// <summary>A notebook's title and first sentence as plain text; formulas stand between <c>\(</c> and <c>\)</c>.</summary>
internal static class NotebookText
{
    /// <summary>The text of the first heading; null if there is none.</summary>
    public static string? Title(Notebook notebook) =>
        Blocks(notebook).OfType<HeadingBlock>().Select(PlainText).FirstOrDefault(text => text.Length > 0);

    /// <summary>The first sentence of the first paragraph, after a lead in bold if it begins with one; empty if there is none.</summary>
    public static string FirstSentence(Notebook notebook)
    {
        string paragraph = FirstParagraph(notebook);
        int end = paragraph.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? paragraph : paragraph[..(end + 1)];
    }

    /// <summary>The first paragraph, without a lead in bold; empty if there is none.</summary>
    public static string FirstParagraph(Notebook notebook) =>
        Blocks(notebook).OfType<ParagraphBlock>().Select(WithoutLead).FirstOrDefault(text => text.Length > 0) ?? "";

    /// <summary>The text of a heading or paragraph without its markup.</summary>
    public static string PlainText(LeafBlock block) => block.Inline is null ? "" : PlainText(block.Inline.Descendants<Inline>());

    private static string WithoutLead(ParagraphBlock paragraph)
    {
        if (paragraph.Inline?.FirstChild is not EmphasisInline { DelimiterCount: 2 } lead || lead.NextSibling is null)
            return PlainText(paragraph);
        var withLead = lead.Descendants<Inline>().ToHashSet();
        return PlainText(paragraph.Inline.Descendants<Inline>().Where(inline => !withLead.Contains(inline)));
    }

    private static string PlainText(IEnumerable<Inline> inlines) =>
        string.Concat(inlines.Select(inline => inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            Markdig.Extensions.Mathematics.MathInline math => $@"\({math.Content}\)",
            LineBreakInline => " ",
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            _ => "",
        })).Trim();

    private static IEnumerable<Block> Blocks(Notebook notebook) =>
        notebook.Cells.Where(cell => cell.IsMarkdown).SelectMany(cell => MarkdownHtml.Parse(cell.Source));
}
