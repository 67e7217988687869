using System.Diagnostics;
using System.Globalization;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>Runs the cells of one notebook in this process and reports what they show; stops at the first one that fails.</summary>
internal sealed class NotebookExecutor : IDisposable
{
    private readonly Action<RunEvent> send;
    private readonly OutputSink sink;
    private readonly CSharpSession csharp;
    private readonly CellExecutor cells;
    private readonly string folder;
    private readonly string packageFolder;
    private readonly (TextReader In, TextWriter Out, TextWriter Error) console = (Console.In, Console.Out, Console.Error);

    /// <param name="folder">The notebook's folder.</param>
    /// <param name="packageFolder">Where the processes of one run share what they found out about packages.</param>
    /// <param name="send">Receives what happens.</param>
    public NotebookExecutor(string folder, string packageFolder, Action<RunEvent> send)
    {
        (this.folder, this.packageFolder, this.send) = (folder, packageFolder, send);
        sink = new OutputSink(send);
        csharp = new CSharpSession(folder);
        cells = new CellExecutor(csharp, new PackageRestore(folder, packageFolder), sink, folder);
        NotebookApi.Sink = sink;
        Console.SetOut(new ConsoleCapture(sink, "stdout"));
        Console.SetError(new ConsoleCapture(sink, "stderr"));
        Console.SetIn(TextReader.Null);
    }

    /// <summary>Runs the cells from this index on; what the ones before it defined is there from an earlier run.</summary>
    public async Task RunAsync(Notebook notebook, int first = 0)
    {
        if (first == 0)
        {
            _ = PackagesAhead.BeginAsync(notebook, folder, packageFolder);
            await csharp.WarmUpAsync().ConfigureAwait(false);
        }
        int number = 0;
        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (cell.IsMarkdown) continue;
            number++;
            if (i < first) continue;
            send(new CellStarted(i));
            sink.Begin();
            var clock = Stopwatch.StartNew();
            var end = await cells.RunAsync(cell, string.Create(CultureInfo.InvariantCulture, $"cell {number}")).ConfigureAwait(false);
            sink.End();
            if (end is CellEnd.Stopped(var reason)) send(new NotebookStopped(reason));
            send(new CellFinished(i, clock.Elapsed.TotalSeconds, end is not CellEnd.Failed));
            if (end is not CellEnd.Succeeded) break;
        }
        send(new NotebookFinished());
    }

    /// <summary>Gives the console back.</summary>
    public void Dispose()
    {
        NotebookApi.Sink = null;
        Console.SetIn(console.In);
        Console.SetOut(console.Out);
        Console.SetError(console.Error);
        csharp.Dispose();
    }
}
