using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NotebookRunner.Documents;

namespace NotebookRunner.Reports;

/// <summary>One notebook, as the templates of its pages ask for it.</summary>
internal sealed partial record PageView
{
    /// <summary>What the page may load.</summary>
    public string ContentSecurityPolicy { get; init; } = PageTemplate.ContentSecurityPolicy;

    public required string Title { get; init; }
    public required string Name { get; init; }
    public required string Status { get; init; }
    public string? NotRun { get; init; }
    public string? Problem { get; init; }
    public object? Previous { get; init; }
    public object? Next { get; init; }
    public required string CellCount { get; init; }
    public required string TotalTime { get; init; }
    public required IReadOnlyList<PageHeading> Headings { get; init; }
    public required IReadOnlyList<CellView> Cells { get; init; }
    public required PageNeeds Needs { get; init; }

    /// <summary>The notebook itself, for a page that hands it out as a file.</summary>
    public required Notebook Notebook { get; init; }

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
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Notebook.Cells.Select(cell => cell.Source)))), 0, 6);

    /// <summary>The cells as JSON, which may stand in a script element.</summary>
    public string NotebookSource => JsonSerializer.Serialize(new
    {
        meta = NotebookMetadata.FormatDibMeta(Notebook),
        cells = Notebook.Cells.Select(cell => new { language = cell.Language, source = cell.Source }),
    });

    /// <summary>The view of a page.</summary>
    public static PageView Of(ReportPage page)
    {
        string? folder = page.SourcePath is null ? null : Path.GetDirectoryName(Path.GetFullPath(page.SourcePath));
        var markdown = new MarkdownHtml(folder);
        var outputs = new OutputHtml(folder);
        int codeCells = 0;
        var cells = RepeatedScripts.Without([.. page.Notebook.Cells.Select((cell, i) => new CellView
        {
            Number = cell.IsCode ? ++codeCells : 0,
            Index = i,
            Cell = cell,
            Html = cell.IsMarkdown ? markdown.Render(cell.Source) : "",
            Time = i < page.CellTimes.Count && page.CellTimes[i] is { } time ? PageFacts.Duration(time) : null,
            Outputs = [.. cell.Outputs.Select(outputs.Render)],
        })]);
        return new()
        {
            Title = page.Title,
            Name = page.Name,
            Status = page.Status,
            NotRun = page.NotRun,
            Problem = page.Problem,
            Previous = Neighbour(page.Previous),
            Next = Neighbour(page.Next),
            CellCount = PageFacts.Count(codeCells, "code cell"),
            TotalTime = PageFacts.Duration(page.TotalTime),
            Headings = [.. markdown.Headings.Where(heading => heading.Level > 1)],
            Cells = cells,
            Needs = PageNeeds.Of(cells),
            Notebook = page.Notebook,
        };
    }

    private static object? Neighbour(string? name) => name is null ? null : new { Name = name, Link = ReportPage.LinkTo(name) };

    [GeneratedRegex("data-exercise=\"([^\"]+)\"")]
    private static partial Regex Exercise();
}
