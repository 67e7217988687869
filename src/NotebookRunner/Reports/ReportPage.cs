namespace NotebookRunner.Reports;

/// <summary>One executed notebook, as its report and the index page show it.</summary>
public sealed record ReportPage
{
    public required Notebook Notebook { get; init; }

    /// <summary>The name of the page without extension, such as <c>06-train</c>; different for every notebook of a report.</summary>
    public required string Name { get; init; }

    /// <summary>The names of the pages before and after this one in the report; null if there is none.</summary>
    public string? Previous { get; init; }
    public string? Next { get; init; }

    /// <summary>The notebook's file, against which images in its Markdown are resolved; null if it has none.</summary>
    public string? SourcePath { get; init; }

    /// <summary>How long each cell ran, by position; null (or missing) for a cell that did not run.</summary>
    public IReadOnlyList<TimeSpan?> CellTimes { get; init; } = [];
    public TimeSpan TotalTime { get; init; }

    /// <summary>Why the run ended early, where no cell's own error says it; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Why the notebook was not run as a whole, where that is no fault of it; null otherwise.</summary>
    public string? NotRun { get; init; }

    /// <summary>Whether its cells may fail, as by <c>--allow-errors</c>.</summary>
    public bool MayFail { get; init; }

    public bool Succeeded => Problem is null && (MayFail
        || !Notebook.Cells.Any(cell => !cell.Tags.Contains("raises-exception") && cell.Outputs.Any(output => output is ErrorOutput)));

    /// <summary>How the run ended, in the words of the pages.</summary>
    internal string Status => !Succeeded ? "failed" : NotRun is not null ? "not run" : "passed";

    /// <summary>The first heading of the notebook, or the page's name.</summary>
    public string Title => NotebookText.Title(Notebook) ?? Name;

    internal string? Folder => SourcePath is null ? null : Path.GetDirectoryName(Path.GetFullPath(SourcePath));

    internal string Link => LinkTo(Name);

    /// <summary>The address of a page, as the other pages link to it.</summary>
    internal static string LinkTo(string name) => Uri.EscapeDataString(name) + ".html";
}
