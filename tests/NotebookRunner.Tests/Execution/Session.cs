using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>Runs cells in this process; the console is one, so tests of this collection take turns.</summary>
[CollectionDefinition(nameof(Session), DisableParallelization = true)]
public sealed class SessionCollection;

internal static class Session
{
    /// <summary>Runs C# cells and gives them back with what they showed.</summary>
    public static IReadOnlyList<Cell> Run(params string[] cells) => RunIn(Path.GetTempPath(), [.. cells.Select(code => new Cell("csharp", code))]);

    /// <summary>Runs cells in a folder.</summary>
    public static IReadOnlyList<Cell> RunIn(string folder, params Cell[] cells)
    {
        var recorder = new NotebookRecorder(new Notebook(cells));
        using var packages = new TemporaryFolder();
        using var executor = new NotebookExecutor(folder, packages.Path, recorder.Add);
        executor.RunAsync(recorder.Notebook).GetAwaiter().GetResult();
        return recorder.Notebook.Cells;
    }

    /// <summary>The text of everything a cell showed, in order.</summary>
    public static string Text(this Cell cell) => string.Concat(cell.Outputs.Select(output => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => $"[{display.Data.GetValueOrDefault("text/plain") ?? display.Data.Values.First()}]",
        ErrorOutput error => $"!{error.Name}: {error.Message}",
        _ => "",
    }));

    public static DisplayOutput Display(this Cell cell) => Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs));

    public static string Html(this Cell cell) => cell.Display().Data["text/html"];

    public static ErrorOutput Error(this Cell cell) => cell.Outputs.OfType<ErrorOutput>().Single();
}
