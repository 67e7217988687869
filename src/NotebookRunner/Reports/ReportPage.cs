using NotebookRunner.Documents;

namespace NotebookRunner.Reports;

/// <summary>One executed notebook, as its report and the index page show it.</summary>
public sealed record ReportPage
{
    /// <summary>The notebook with its outputs.</summary>
    public required Notebook Notebook { get; init; }

    /// <summary>The name of the page without extension, such as <c>06-train</c>; different for every notebook of a report.</summary>
    public required string Name { get; init; }

    /// <summary>The name of the page before this one in the report; null if there is none.</summary>
    public string? Previous { get; init; }

    /// <summary>The name of the page after this one; null if there is none.</summary>
    public string? Next { get; init; }

    /// <summary>The notebook's file, against which images in its Markdown are resolved; null if it has none.</summary>
    public string? SourcePath { get; init; }

    /// <summary>The folder of that file.</summary>
    internal string? Folder => SourcePath is null ? null : Path.GetDirectoryName(Path.GetFullPath(SourcePath));

    /// <summary>How long each cell ran, by position; null (or missing) for a cell that did not run.</summary>
    public IReadOnlyList<TimeSpan?> CellTimes { get; init; } = [];

    /// <summary>How long the whole run took.</summary>
    public TimeSpan TotalTime { get; init; }

    /// <summary>Why the run ended early, where no cell's own error says it; null otherwise.</summary>
    public string? Problem { get; init; }

    /// <summary>Why the notebook was not run as a whole, where that is no fault of it; null otherwise.</summary>
    public string? NotRun { get; init; }

    /// <summary>Whether every cell that ran ended without an error.</summary>
    public bool Succeeded =>
        Problem is null
        && !Notebook.Cells.Any(cell => !cell.Tags.Contains("raises-exception") && cell.Outputs.Any(output => output is ErrorOutput));

    /// <summary>The first heading of the notebook, or the page's name.</summary>
    public string Title => NotebookText.Title(Notebook) ?? Name;

    /// <summary>The address of the page, as the other pages link to it.</summary>
    internal string Link => LinkTo(Name);

    /// <summary>The address of the page with a name, as the other pages link to it.</summary>
    internal static string LinkTo(string name) => Uri.EscapeDataString(name) + ".html";

    /// <summary>How the run ended, in the words of the pages: <c>passed</c>, <c>failed</c> or <c>not run</c>.</summary>
    internal string Status => !Succeeded ? "failed" : NotRun is not null ? "not run" : "passed";
}
