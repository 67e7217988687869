namespace NotebookRunner.Reports;

/// <summary>One cell, as the template of the page asks for it.</summary>
/// <param name="Number">The position among the cells that are code, from 1, as error messages count them; 0 for text.</param>
/// <param name="Index">The position among all cells, from 0.</param>
/// <param name="Html">The HTML of a Markdown cell; empty for others.</param>
/// <param name="Time">How long the cell ran, for reading; null if it did not.</param>
internal sealed record CellView(int Number, int Index, Cell Cell, string Html, string? Time, IReadOnlyList<OutputView> Outputs)
{
    // With an underscore, which no heading's anchor has.
    public string Id => $"cell_{Number}";
    public bool IsEmpty => string.IsNullOrWhiteSpace(Cell.Source);
    public bool Failed => Outputs.Any(output => output.Error is not null);

    /// <summary>Whether the code is shown open; that of pages and diagrams, and of plumbing, is folded away.</summary>
    public bool ShowSource => Failed || (Cell.Language is not ("html" or "mermaid" or "javascript")
        && !Cell.Source.StartsWith("// Plumbing", StringComparison.Ordinal));

    /// <summary>What the highlighter calls the language.</summary>
    public string HighlightLanguage => Cell.Language switch
    {
        "html" => "xml",
        "pwsh" => "bash",
        "mermaid" or "value" or "raw" => "plaintext",
        var language => language,
    };
}

/// <summary>One output, as the template of the page asks for it.</summary>
/// <param name="Kind">The class names of its element, such as <c>html</c> or <c>stream stderr</c>.</param>
/// <param name="Html">Its content; empty for an error.</param>
internal sealed record OutputView(string Kind, string Html, ErrorView? Error = null);

/// <param name="Name">Its type; empty where the host has only "Error" to say, as of code that does not compile.</param>
internal sealed record ErrorView(string Name, string Message, string Traceback);
