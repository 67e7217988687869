using Microsoft.DotNet.Interactive.Utility;

namespace NotebookRunner.Execution;

/// <summary>Runs the cells of one notebook in this process and reports what they show; stops at the first one that fails.</summary>
internal sealed class NotebookExecutor : IDisposable
{
    private readonly Action<RunEvent> send;
    private readonly OutputSink sink;
    private readonly CellExecutor cells;
    private readonly IDisposable kernelConsole;
    private readonly ConsoleCapture[] captures;

    public NotebookExecutor(Action<RunEvent> send)
    {
        this.send = send;
        sink = new OutputSink(send);
        // The kernel puts its own writer in the place of the console's while a cell runs, which makes an event of each write and drops what
        // a task writes that goes on after its cell. As long as somebody listens it leaves the writers alone, and these here stay.
        kernelConsole = ConsoleOutput.Subscribe(_ => new MemoryStream());
        captures = [new ConsoleCapture(sink, "stdout"), new ConsoleCapture(sink, "stderr")];
        Console.SetIn(TextReader.Null);
        cells = new CellExecutor(sink, restoring => send(new PackageRestore(restoring)));
    }

    public async Task RunAsync(NotebookJob job)
    {
        await cells.WarmUp;
        Directory.SetCurrentDirectory(job.Folder);
        for (int i = job.FirstCell; i < job.Notebook.Cells.Count; i++)
        {
            var cell = job.Notebook.Cells[i];
            if (!cell.IsCode || cell.IsLeftOut) continue;
            bool mayFail = job.AllowErrors || cell.Tags.Contains("raises-exception");
            if (!await RunAsync(cell, i, job.Notebook.NumberOf(i), mayFail)) break;
        }
        send(new NotebookFinished());
    }

    /// <summary>Runs one cell; says whether the notebook goes on.</summary>
    private async Task<bool> RunAsync(Cell cell, int index, int number, bool mayFail)
    {
        send(new CellStarted(index));
        // Also where an earlier cell has put a writer of its own in their place.
        Console.SetOut(captures[0]);
        Console.SetError(captures[1]);
        foreach (var capture in captures) capture.Begin();
        sink.Begin();
        var clock = Stopwatch.StartNew();
        var error = await cells.RunAsync(cell, Invariant($"cell {number}"));
        sink.End();
        string? missing = error is not null && ScriptErrors.IsUnknownName(error) ? cells.MissingImport : null;
        if (missing is not null)
        {
            sink.Show(OutputSink.Notice($"Not run from here on: {missing}"));
            send(new NotebookStopped(missing));
        }
        else if (error is not null)
        {
            sink.Fail(error);
        }
        send(new CellFinished(index, clock.Elapsed.TotalSeconds, error is null || missing is not null || mayFail));
        return error is null || (mayFail && missing is null);
    }

    public void Dispose()
    {
        cells.Dispose();
        kernelConsole.Dispose();
    }
}
