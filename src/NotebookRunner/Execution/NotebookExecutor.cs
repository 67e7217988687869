using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis.Scripting;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>Runs the cells of one notebook in this process and reports what they show; stops at the first one that fails.</summary>
internal sealed class NotebookExecutor : IDisposable
{
    private readonly Action<RunEvent> send;
    private readonly OutputSink sink;
    private readonly CSharpSession csharp;
    private readonly Dictionary<string, string> sources = [];
    private readonly ScriptErrors errors;

    /// <param name="folder">The notebook's folder.</param>
    /// <param name="send">Receives what happens.</param>
    public NotebookExecutor(string folder, Action<RunEvent> send)
    {
        this.send = send;
        sink = new OutputSink(send);
        csharp = new CSharpSession(folder);
        errors = new ScriptErrors(sources);
        NotebookApi.Sink = sink;
        Console.SetOut(new ConsoleCapture(sink, "stdout"));
        Console.SetError(new ConsoleCapture(sink, "stderr"));
        Console.SetIn(TextReader.Null);
    }

    public async Task RunAsync(Notebook notebook)
    {
        await csharp.WarmUpAsync().ConfigureAwait(false);
        var number = 0;
        for (var i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (cell.IsMarkdown) continue;
            send(new CellStarted(i));
            sink.Begin();
            var clock = Stopwatch.StartNew();
            var succeeded = await RunCellAsync(cell, string.Create(CultureInfo.InvariantCulture, $"cell {++number}")).ConfigureAwait(false);
            FlushConsole();
            sink.End();
            send(new CellFinished(i, clock.Elapsed.TotalSeconds, succeeded));
            if (!succeeded) break;
        }
        send(new NotebookFinished());
    }

    private async Task<bool> RunCellAsync(Cell cell, string name)
    {
        foreach (var part in CellParser.Parse(cell.Source, cell.Language))
        {
            var succeeded = part switch
            {
                CodePart { Language: "csharp" } code => await RunCSharpAsync(code.Code, name).ConfigureAwait(false),
                CodePart { Language: "html" } code => Show("text/html", code.Code),
                CodePart { Language: "mermaid" } code => Show("text/vnd.mermaid", code.Code),
                CodePart code => Unsupported(name, code.Line, $"cells in {code.Language} are not run here"),
                DirectivePart directive => Unsupported(name, directive.Line, $"{directive.Name} is not known here"),
                _ => throw new InvalidOperationException(),
            };
            if (!succeeded) return false;
        }
        return true;
    }

    private async Task<bool> RunCSharpAsync(string code, string name)
    {
        sources[name] = code;
        try
        {
            var submission = await csharp.RunAsync(code, name).ConfigureAwait(false);
            FlushConsole();
            if (submission.Exception is { } exception)
            {
                sink.Fail(errors.Of(exception));
                return false;
            }
            if (submission is { HasValue: true, Value: not DisplayedValue }) sink.Show(ValueFormatter.Format(submission.Value), isResult: true);
            return true;
        }
        catch (CompilationErrorException e)
        {
            sink.Fail(errors.Of(e.Diagnostics));
            return false;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            FlushConsole();
            sink.Fail(errors.Of(e));
            return false;
        }
    }

    private bool Show(string mimeType, string content)
    {
        sink.Show(new Dictionary<string, string> { [mimeType] = content });
        return true;
    }

    private bool Unsupported(string name, int line, string problem)
    {
        sink.Fail(new ErrorOutput("Error", $"{name}, line {line}: {problem}", []));
        return false;
    }

    private static void FlushConsole()
    {
        Console.Out.Flush();
        Console.Error.Flush();
    }

    public void Dispose() => csharp.Dispose();
}
