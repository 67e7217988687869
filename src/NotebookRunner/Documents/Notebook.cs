namespace NotebookRunner.Documents;

/// <summary>A notebook: its cells in order, and the language of a cell that names none.</summary>
public sealed record Notebook(IReadOnlyList<Cell> Cells, string DefaultLanguage = "csharp")
{
    /// <summary>What an .ipynb says about itself beside its languages, such as authors: a JSON object; null if there is nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>The number of a cell among those that are code, from 1: what errors, pages and the command line call it.</summary>
    public int NumberOf(int index) => Cells.Take(index + 1).Count(cell => cell.IsCode);
}

/// <summary>One cell.</summary>
/// <param name="Language">The kernel that reads it: <c>csharp</c>, <c>markdown</c>, <c>html</c>, <c>javascript</c>, <c>mermaid</c>,
/// …</param>
/// <param name="Source">Its text, with <c>\n</c> line ends and no final newline.</param>
public sealed record Cell(string Language, string Source)
{
    /// <summary>The cell id of nbformat 4.5; null in a .dib, which has none.</summary>
    public string? Id { get; init; }

    /// <summary>What an .ipynb says about the cell beside its language, such as tags: a JSON object; null if there is nothing.</summary>
    public string? Metadata { get; init; }

    /// <summary>The tags of the cell, as Jupyter's tools set them: <c>parameters</c>, <c>raises-exception</c>.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Tags => Metadata is null ? [] : NotebookMetadata.Tags(Metadata);

    /// <summary>The position of this cell among the executed ones, from 1; null if it did not run.</summary>
    public int? ExecutionCount { get; init; }

    /// <summary>How long this cell ran; null if it did not.</summary>
    public TimeSpan? Time { get; init; }

    public IReadOnlyList<CellOutput> Outputs { get; init; } = [];

    /// <summary>Whether a run leaves this cell out, as by <c>--cells</c>.</summary>
    public bool IsLeftOut { get; init; }

    public bool IsMarkdown => Language == "markdown";

    /// <summary>Whether the cell is run; Markdown and Jupyter's raw cells are text.</summary>
    public bool IsCode => Language is not ("markdown" or "raw");
}
