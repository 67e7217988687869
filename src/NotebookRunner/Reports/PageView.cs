using System.Security.Cryptography;

namespace NotebookRunner.Reports;

/// <summary>One notebook, as the templates of its pages ask for it.</summary>
internal sealed partial class PageView
{
    private readonly ReportPage page;

    private PageView(ReportPage page)
    {
        this.page = page;
        var markdown = new MarkdownHtml(page.Folder);
        var outputs = new OutputHtml(page.Folder);
        int codeCells = 0;
        Cells = RepeatedScripts.Without([.. page.Notebook.Cells.Select((cell, i) => new CellView
        {
            Number = cell.IsCode ? ++codeCells : 0,
            Index = i,
            Cell = cell,
            Html = cell.IsMarkdown ? markdown.Render(cell.Source) : "",
            Time = i < page.CellTimes.Count && page.CellTimes[i] is { } time ? PageFacts.Duration(time) : null,
            Outputs = [.. cell.Outputs.Select(outputs.Render)],
        })]);
        CellCount = PageFacts.Count(codeCells, "code cell");
        Headings = [.. markdown.Headings.Where(heading => heading.Level > 1)];
        Needs = PageNeeds.Of(Cells);
    }

    public string ContentSecurityPolicy { get; } = PageTemplate.ContentSecurityPolicy;
    public string Title => page.Title;
    public string Name => page.Name;
    public string Status => page.Status;
    public string? NotRun => page.NotRun;
    public string? Problem => page.Problem;
    public object? Previous => Neighbour(page.Previous);
    public object? Next => Neighbour(page.Next);
    public string TotalTime => PageFacts.Duration(page.TotalTime);
    public string CellCount { get; }
    public IReadOnlyList<PageHeading> Headings { get; }
    public IReadOnlyList<CellView> Cells { get; }
    public PageNeeds Needs { get; }
    public IEnumerable<CellView> Failures => Cells.Where(cell => cell.Failed);
    public IEnumerable<string> Styles => Needs.Styles.Select(Asset.StyleSheet);
    public IEnumerable<string> HeadScripts => Needs.HeadScripts.Select(Asset.Text);
    public IEnumerable<string> BodyScripts => Needs.BodyScripts.Select(Asset.Text);

    /// <summary>The names of the exercises whose result an output shows, with a space between them.</summary>
    public string Exercises => string.Join(' ', Cells.SelectMany(cell => cell.Outputs)
        .SelectMany(output => Exercise().Matches(output.Html)).Select(match => match.Groups[1].Value).Distinct());

    /// <summary>Another one whenever a cell is: edits belong to one version.</summary>
    public string Version =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', page.Notebook.Cells.Select(cell => cell.Source)))), 0, 6);

    /// <summary>The cells as JSON, which may stand in a script element.</summary>
    public string NotebookSource => JsonSerializer.Serialize(new
    {
        meta = NotebookMetadata.FormatDibMeta(page.Notebook),
        cells = page.Notebook.Cells.Select(cell => new { language = cell.Language, source = cell.Source }),
    });

    public static PageView Of(ReportPage page) => new(page);

    private static object? Neighbour(string? name) => name is null ? null : new { Name = name, Link = ReportPage.LinkTo(name) };

    [GeneratedRegex("data-exercise=\"([^\"]+)\"")]
    private static partial Regex Exercise();
}
