namespace NotebookRunner.Reports;

/// <summary>One cell, as the template of the page asks for it.</summary>
internal sealed record CellView
{
    /// <summary>The position among the cells that are not Markdown, from 1, as error messages count them; 0 for Markdown.</summary>
    public required int Number { get; init; }

    /// <summary>The position among all cells, from 0.</summary>
    public required int Index { get; init; }
    public required Cell Cell { get; init; }

    /// <summary>The HTML of a Markdown cell; empty for others.</summary>
    public string Html { get; init; } = "";

    /// <summary>How long the cell ran, for reading; null if it did not.</summary>
    public string? Time { get; init; }
    public IReadOnlyList<OutputView> Outputs { get; init; } = [];

    // With an underscore, which no heading's anchor has.
    public string Id => $"cell_{Number}";
    public bool IsMarkdown => Cell.IsMarkdown;
    public string Source => Cell.Source;
    public string Language => Cell.Language;
    public bool IsEmpty => string.IsNullOrWhiteSpace(Cell.Source);
    public bool Failed => Outputs.Any(output => output.Error is not null);

    /// <summary>Whether the code is shown open; that of pages and diagrams, and of plumbing, is folded away.</summary>
    public bool ShowSource => Failed
        || (Language is not ("html" or "mermaid" or "javascript") && !Source.StartsWith("// Plumbing", StringComparison.Ordinal));

    /// <summary>What the highlighter calls the language.</summary>
    public string HighlightLanguage => Language switch
    {
        "html" => "xml",
        "pwsh" => "bash",
        "mermaid" or "value" or "raw" => "plaintext",
        _ => Language,
    };
}

/// <summary>One output, as the template of the page asks for it.</summary>
/// <param name="Kind">The class names of its element, such as <c>html</c> or <c>stream stderr</c>.</param>
/// <param name="Html">Its content; empty for an error.</param>
internal sealed record OutputView(string Kind, string Html, ErrorView? Error = null);

/// <param name="Name">Its type; empty where the host has only "Error" to say, as of code that does not compile.</param>
internal sealed record ErrorView(string Name, string Message, string Traceback);
