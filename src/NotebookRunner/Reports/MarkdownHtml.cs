using AngleSharp.Dom;
using Markdig;
using Markdig.Syntax;

namespace NotebookRunner.Reports;

/// <param name="Id">The anchor of the heading, unique in the page.</param>
/// <param name="Level">1 for the title, 2 and 3 for what the contents list.</param>
internal sealed record PageHeading(string Id, int Level, string Html);

/// <summary>Markdown as HTML: CommonMark with tables, formulas between dollar signs and, as in Jupyter, HTML.</summary>
/// <param name="folder">The folder that relative image paths start from.</param>
internal sealed partial class MarkdownHtml(string folder)
{
    private static readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder()
        .UseMathematics().UsePipeTables().UseEmphasisExtras().UseTaskLists().UseAutoLinks().UseFootnotes().Use<JupyterFormulas>().Build();

    private readonly List<PageHeading> headings = [];
    private readonly HashSet<string> anchors = [];
    private int rendered;

    /// <summary>The headings of all cells so far, down to level 3.</summary>
    public IReadOnlyList<PageHeading> Headings => headings;

    /// <summary>The HTML of one Markdown cell, with an anchor on each heading. Scripts and styles in Markdown are left out, as in
    /// Jupyter: a cell's text is not the page.</summary>
    public string Render(string markdown)
    {
        var body = HtmlFragment.Load(Parse(markdown).ToHtml(pipeline), folder);
        HtmlFragment.BoxTables(body);
        KeepFormulasWithTheirPunctuation(body);
        HtmlFragment.RemoveScripts(body);
        NumberFootnotes(body);
        foreach (var heading in body.QuerySelectorAll("h1, h2, h3, h4"))
        {
            int level = heading.LocalName[1] - '0';
            heading.Id = Anchor(heading.TextContent);
            if (level <= 3) headings.Add(new PageHeading(heading.Id, level, WithoutLinks(heading)));
            var anchor = HtmlFragment.Element(body, "a", "#", "anchor");
            anchor.SetAttribute("href", "#" + heading.Id);
            anchor.SetAttribute("aria-label", "Link to this section");
            heading.Append(anchor);
        }

        return body.InnerHtml;
    }

    /// <summary>Reads Markdown; what is nested deeper than the library bears is shown as it is written.</summary>
    public static MarkdownDocument Parse(string markdown)
    {
        try
        {
            return Markdown.Parse(markdown, pipeline);
        }
        catch (ArgumentException)
        {
            return Markdown.Parse($"~~~\n{markdown}\n~~~", pipeline);
        }
    }

    /// <summary>Puts what touches a formula, such as a full stop, into one element with it, in which no line ends.</summary>
    private static void KeepFormulasWithTheirPunctuation(IElement body)
    {
        foreach (var formula in body.QuerySelectorAll(".math").Where(math => math.TextContent.StartsWith(@"\(", StringComparison.Ordinal)))
        {
            string before = ((formula.PreviousSibling as IText)?.Data ?? "").Split((char[]?)null)[^1];
            string after = ((formula.NextSibling as IText)?.Data ?? "").Split((char[]?)null)[0];
            if (before.Length + after.Length == 0) continue;
            if (formula.PreviousSibling is IText left) left.Data = left.Data[..^before.Length];
            if (formula.NextSibling is IText right) right.Data = right.Data[after.Length..];
            var line = HtmlFragment.Element(body, "span", "", "formula");
            formula.Replace(line);
            line.Append(body.Owner!.CreateTextNode(before), formula, body.Owner.CreateTextNode(after));
        }
    }

    /// <summary>Each cell has a first footnote: their anchors differ by the cell.</summary>
    private void NumberFootnotes(IElement body)
    {
        rendered++;
        foreach (var note in body.QuerySelectorAll("[id^='fn:'], [id^='fnref:']")) note.Id += $":{rendered}";
        foreach (var link in body.QuerySelectorAll("a[href^='#fn:'], a[href^='#fnref:']"))
            link.SetAttribute("href", $"{link.GetAttribute("href")}:{rendered}");
    }

    private static string WithoutLinks(IElement heading)
    {
        var copy = (IElement)heading.Clone();
        foreach (var link in copy.QuerySelectorAll("a").ToList()) link.Replace([.. link.ChildNodes]);

        return copy.InnerHtml;
    }

    private string Anchor(string text)
    {
        string name = NoLetters().Replace(text.ToLowerInvariant(), "-").Trim('-') is { Length: > 0 } words ? words : "section";
        string anchor = name;
        for (int n = 2; !anchors.Add(anchor); n++) anchor = $"{name}-{n}";

        return anchor;
    }

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex NoLetters();
}
