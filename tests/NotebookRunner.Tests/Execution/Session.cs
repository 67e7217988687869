using AngleSharp.Html.Parser;
using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>Runs cells in this process; the console is one, so tests of this collection take turns.</summary>
[CollectionDefinition(nameof(Session), DisableParallelization = true)]
public sealed class SessionCollection;

internal static class Session
{
    /// <summary>Runs C# cells and gives them back with what they showed.</summary>
    public static IReadOnlyList<Cell> Run(params string[] cells) =>
        RunIn(Path.GetTempPath(), [.. cells.Select(code => new Cell("csharp", code))]);

    /// <summary>Runs cells in a folder.</summary>
    public static IReadOnlyList<Cell> RunIn(string folder, params Cell[] cells)
    {
        var recorder = new NotebookRecorder(new Notebook(cells));
        string before = Directory.GetCurrentDirectory();
        var (input, output, error) = (Console.In, Console.Out, Console.Error);
        try
        {
            using var executor = new NotebookExecutor(recorder.Add);
            executor.RunAsync(new NotebookJob(recorder.Notebook, 0, folder)).GetAwaiter().GetResult();
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
            Console.SetIn(input);
            Console.SetOut(output);
            Console.SetError(error);
        }
        return recorder.Notebook.Cells;
    }

    /// <summary>The text of everything a cell showed, in order.</summary>
    public static string Text(this Cell cell) => string.Concat(cell.Outputs.Select(output => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => $"[{display.Text()}]",
        ErrorOutput error => $"!{error.Name}: {error.Message}",
        _ => "",
    }));

    /// <summary>What one reads of a display.</summary>
    public static string Text(this DisplayOutput display)
    {
        if (display.Data.GetValueOrDefault("text/plain") is { } plain) return plain;
        if (!display.Data.TryGetValue("text/html", out string? html)) return display.Data.Values.First();
        var page = new HtmlParser().ParseDocument(html);
        foreach (var hidden in page.QuerySelectorAll("style, script").ToList()) hidden.Remove();
        return page.Body!.TextContent;
    }

    public static DisplayOutput Display(this Cell cell) => Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs));

    public static string Html(this Cell cell) => cell.Display().Data["text/html"];

    public static ErrorOutput Error(this Cell cell) => cell.Outputs.OfType<ErrorOutput>().Single();
}
