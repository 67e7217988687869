using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookRunner.Execution;

/// <summary>Runs one cell after the other on the kernel; what they show goes to the sink.</summary>
internal sealed class CellExecutor : IDisposable
{
    private readonly NotebookKernel kernel = new();
    private readonly Submissions submissions = new();
    private readonly ScriptErrors errors;
    private readonly OutputSink sink;
    private readonly Stack<(string Place, Cell Cell)> running = [];
    private readonly Stack<string> importing = [];
    private readonly HashSet<string> restored = [];
    private string? compiled;
    private ErrorOutput? failure;

    /// <param name="restoring">Told that packages are being restored, and that they are there.</param>
    public CellExecutor(OutputSink sink, Action<bool> restoring)
    {
        this.sink = sink;
        errors = new ScriptErrors(submissions);
        kernel.NameSubmissions(
            code => compiled = running.TryPeek(out var cell) ? submissions.Add(cell.Place, cell.Cell.Source, code) : null);
        kernel.Root.RegisterCommandHandler<ImportDocument>(ImportAsync);
        kernel.Root.RegisterForDisposal(kernel.Root.KernelEvents.Subscribe(message =>
        {
            if (message is DisplayEvent { Value: InstallPackagesMessage { InstallingPackages.Count: var packages } })
                restoring(packages > 0);
            else Show(message);
        }));
        WarmUp = kernel.WarmUpAsync();
    }

    /// <summary>Why an import was left out that the notebook can do without; null if none was.</summary>
    public string? MissingImport { get; private set; }

    /// <summary>Done when all is loaded and compiled that the first cell would otherwise wait for.</summary>
    public Task WarmUp { get; }

    /// <summary>Runs a cell; gives what is wrong with it, or null.</summary>
    /// <param name="place">What errors call it, such as <c>cell 3</c>.</param>
    public async Task<ErrorOutput?> RunAsync(Cell cell, string place)
    {
        if (!kernel.Knows(cell.Language)) return new ErrorOutput("Error", SmallKernel.Sentence(cell.Language), []);
        failure = null;
        compiled = null;
        running.Push((place, cell));
        try
        {
            string source = await WithoutMissingImportsAsync(cell);
            var result = await kernel.Root.SendAsync(new SubmitCode(source, cell.Language));
            return failure ?? Failure(result);
        }
        finally
        {
            running.Pop();
            FlushConsole();
        }
    }

    public void Dispose() => kernel.Dispose();

    private ErrorOutput? Failure(KernelCommandResult result) => result.Events.OfType<CommandFailed>().LastOrDefault() switch
    {
        null => null,
        { Exception: CompilationErrorException compile } => errors.Of(compile.Diagnostics),
        { Exception.InnerException: CompilationErrorException compile } => errors.Of(compile.Diagnostics),
        { Exception: { } exception } => errors.Of(exception),
        { Message: var message } => ScriptErrors.Of(message, running.Peek().Place, running.Peek().Cell.Source),
    };

    private void Show(KernelEvent message)
    {
        FlushConsole();
        switch (message)
        {
            // What display(…) gives back has been shown already.
            case ReturnValueProduced { Value: not DisplayedValue } result:
                sink.Show(Data(result), isResult: true);
                break;
            case DisplayedValueProduced shown:
                sink.Show(Data(shown), shown.ValueId);
                break;
            case DisplayedValueUpdated { ValueId: { } id } updated:
                sink.Update(id, Data(updated));
                break;
            case StandardOutputValueProduced or StandardErrorValueProduced:
                string stream = message is StandardOutputValueProduced ? "stdout" : "stderr";
                sink.Write(stream, string.Concat(((DisplayEvent)message).FormattedValues.Select(value => value.Value)));
                break;
            case DiagnosticsProduced diagnostics:
                // Two versions of an assembly that pass for one are no matter of the notebook's: a project's compiler is silent about them.
                foreach (var warning in diagnostics.Diagnostics.Where(d =>
                    d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Warning && d.Code is not ("CS1701" or "CS1702")))
                {
                    var place = submissions.Find(compiled, warning.LinePositionSpan.Start.Line);
                    sink.Write("stderr", $"{(place is null ? "" : place + ": ")}warning {warning.Code}: {warning.Message}\n");
                }
                break;
        }
    }

    private static Dictionary<string, string> Data(DisplayEvent shown)
    {
        var data = new Dictionary<string, string>();
        foreach (var value in shown.FormattedValues)
            data.TryAdd(value.MimeType, value.MimeType == HtmlFormatter.MimeType ? PlotlyNetChart.WithFixedId(value.Value) : value.Value);
        return data;
    }

    /// <summary>A cell without the imports whose packages cannot be had, which a notebook can do without; the reader is told.</summary>
    private async Task<string> WithoutMissingImportsAsync(Cell cell)
    {
        string[] lines = cell.Source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            if (ImportedFile.PathOf(lines[i]) is not { } path || restored.Contains(path)) continue;
            if (ImportedFile.Packages(path) is not { Count: > 0 } packages) continue;
            var result = await kernel.Root.SendAsync(new SubmitCode(string.Join('\n', packages), "csharp"));
            if (Failure(result) is not { } missing)
            {
                restored.Add(path);
                continue;
            }
            MissingImport = $"{Path.GetFileName(path)} was not imported: {missing.Message}";
            sink.Show(OutputSink.Notice(MissingImport));
            lines[i] = "";
        }
        return string.Join('\n', lines);
    }

    private async Task ImportAsync(ImportDocument import, KernelInvocationContext context)
    {
        string path = Path.GetFullPath(import.FilePath);
        try
        {
            if (importing.Contains(path)) throw new NotebookFormatException("the file imports itself");
            var cells = ImportedFile.Read(path);
            importing.Push(path);
            for (int i = 0, number = 0; i < cells.Count && failure is null; i++)
            {
                if (cells[i].IsCode) number++;
                running.Push((Invariant($"{Path.GetFileName(path)} cell {number}"), cells[i]));
                var result = await kernel.Root.SendAsync(new SubmitCode(cells[i].Source, cells[i].Language));
                failure ??= Failure(result);
                running.Pop();
            }
            importing.Pop();
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            var (place, cell) = running.Peek();
            failure ??= ScriptErrors.OfLine(
                $"#!import {import.FilePath}: {(e as NotebookFormatException)?.Problem ?? e.Message}", place, cell.Source,
                (line, _) => ImportedFile.PathOf(line) == path);
        }
        if (failure is not null) context.Fail(import, message: failure.Message);
    }

    public static void FlushConsole()
    {
        Console.Out.Flush();
        Console.Error.Flush();
    }
}
