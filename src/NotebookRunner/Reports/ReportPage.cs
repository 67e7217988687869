namespace NotebookRunner.Reports;

/// <summary>An executed notebook, as its report and the index page show it.</summary>
/// <param name="Name">The name of the page without extension, such as <c>06-train</c>; different for every notebook of a report.</param>
public sealed record ReportPage(string Name, NotebookResult Result)
{
    public Notebook Notebook => Result.Notebook;

    /// <summary>The names of the pages before and after this one in the report; null if there is none.</summary>
    public string? Previous { get; init; }
    public string? Next { get; init; }

    /// <summary>The first heading of the notebook, or the page's name.</summary>
    public string Title => NotebookText.Title(Notebook) ?? Name;

    /// <summary>How the run ended, in the words of the pages.</summary>
    public string Status => Result.Outcome switch { Outcome.Passed => "passed", Outcome.NotRun => "not run", _ => "failed" };

    /// <summary>Why the run ended early, where no cell's own error says it; null otherwise.</summary>
    public string? Problem => Result.Outcome == Outcome.NotRun ? null : Result.Reason;

    /// <summary>Why the notebook was not run as a whole, where that is no fault of it; null otherwise.</summary>
    public string? NotRun => Result.Outcome == Outcome.NotRun ? Result.Reason : null;

    /// <summary>The notebook's folder, from which the paths in its text and its outputs start.</summary>
    internal string Folder => Path.GetDirectoryName(Path.GetFullPath(Result.Path))!;

    internal string Link => LinkTo(Name);

    /// <summary>The address of a page, as the other pages link to it.</summary>
    internal static string LinkTo(string name) => Uri.EscapeDataString(name) + ".html";
}
