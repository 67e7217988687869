using Markdig;

namespace NotebookRunner.Reports;

/// <summary>Markdown cells as HTML: CommonMark with tables, formulas between dollar signs and, as in Jupyter, HTML.</summary>
internal static class MarkdownHtml
{
    /// <summary>The Markdown that notebooks are written in.</summary>
    public static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UseMathematics()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseTaskLists()
        .UseAutoLinks()
        .UseFootnotes()
        .Build();

    /// <summary>The HTML of one Markdown cell.</summary>
    public static string Render(string markdown) => Markdown.ToHtml(markdown, Pipeline);
}
