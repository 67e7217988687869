namespace NotebookRunner.Reports;

/// <summary>One notebook, as the templates of its pages ask for it.</summary>
internal sealed partial class PageView
{
    public PageView(ReportPage page)
    {
        Page = page;
        var markdown = new MarkdownHtml(page.Folder);
        var outputs = new OutputHtml(page.Folder);
        int codeCells = 0;
        Cells = RepeatedScripts.Without([.. page.Notebook.Cells.Select((cell, i) => new CellView(
            cell.IsCode ? ++codeCells : 0, i, cell, cell.IsMarkdown ? markdown.Render(cell.Source) : "",
            cell.Time is { } time ? PageFacts.Duration(time) : null, [.. cell.Outputs.Select(outputs.Render)]))]);
        CellCount = PageFacts.Count(codeCells, "code cell");
        Headings = [.. markdown.Headings.Where(heading => heading.Level > 1)];
        Needs = PageNeeds.Of(Cells);
    }

    public ReportPage Page { get; }
    public string ContentSecurityPolicy { get; } = PageTemplate.ContentSecurityPolicy;
    public object? Previous => Neighbour(Page.Previous);
    public object? Next => Neighbour(Page.Next);
    public string TotalTime => PageFacts.Duration(Page.Result.Elapsed);
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
    public string Version => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Cells.Select(cell => cell.Cell.Source)))), 0, 6);

    /// <summary>The cells as JSON, which may stand in a script element.</summary>
    public string NotebookSource => JsonSerializer.Serialize(new
    {
        meta = NotebookMetadata.FormatDibMeta(Page.Notebook),
        cells = Cells.Select(cell => new { language = cell.Cell.Language, source = cell.Cell.Source }),
    });

    private static object? Neighbour(string? name) => name is null ? null : new { Name = name, Link = ReportPage.LinkTo(name) };

    [GeneratedRegex("data-exercise=\"([^\"]+)\"")]
    private static partial Regex Exercise();
}
