using System.Collections.Concurrent;
using NotebookRunner.Documents;
using NotebookRunner.Execution;
using NotebookRunner.Reports;
using NotebookRunner.Twins;

namespace NotebookRunner.Commands;

/// <summary>What to run and where to write.</summary>
/// <param name="Files">The notebooks, in the order of the summary.</param>
/// <param name="OutputFolder">Where the pages go.</param>
/// <param name="Timeout">How long one cell may run.</param>
/// <param name="Jobs">How many notebooks run at a time.</param>
/// <param name="UpdateTwins">Whether a .dib that passed gets its .ipynb beside it.</param>
internal sealed record RunOptions(IReadOnlyList<string> Files, string OutputFolder, TimeSpan Timeout, int Jobs, bool UpdateTwins);

/// <summary>Runs notebooks, writes a page for each as soon as it is done, and the index at the end.</summary>
internal static class NotebookRun
{
    /// <summary>Runs all of them; what was done before a cancellation is written too.</summary>
    public static async Task<IReadOnlyList<NotebookResult>> RunAsync(RunOptions options, RunConsole console, CancellationToken cancellation)
    {
        var packages = Directory.CreateTempSubdirectory("notebook-packages-");
        try
        {
            var process = new NotebookProcess(options.Timeout, packages.FullName);
            var results = new NotebookResult[options.Files.Count];
            var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, results.Length));
            await console.ShowProgressAsync(() => Task.WhenAll(Enumerable.Range(0, Math.Min(options.Jobs, results.Length)).Select(_ => Task.Run(async () =>
            {
                while (waiting.TryDequeue(out var i)) results[i] = await RunOneAsync(options.Files[i], process).ConfigureAwait(false);
            }, CancellationToken.None)))).ConfigureAwait(false);
            IndexPage.Write([.. results.Select(Page)], options.OutputFolder);
            return results;
        }
        finally
        {
            packages.Delete(recursive: true);
        }

        async Task<NotebookResult> RunOneAsync(string file, NotebookProcess process)
        {
            var result = await ExecuteAsync(file, process).ConfigureAwait(false);
            HtmlReport.Write(Page(result), options.OutputFolder);
            if (options.UpdateTwins && DeservesTwin(result)) await Twin.WriteAsync(result.Notebook, file, cancellation).ConfigureAwait(false);
            console.Finished(result);
            return result;
        }

        async Task<NotebookResult> ExecuteAsync(string file, NotebookProcess process)
        {
            if (cancellation.IsCancellationRequested) return new(file, new Notebook([]), Outcome.Cancelled, TimeSpan.Zero) { Reason = "cancelled before it began" };
            Notebook notebook;
            try
            {
                notebook = NotebookFile.Read(file);
            }
            catch (NotebookFormatException e)
            {
                return new(file, new Notebook([]), Outcome.Failed, TimeSpan.Zero) { Reason = e.Message };
            }
            console.Started(file, notebook.Cells.Count(cell => !cell.IsMarkdown));
            return await process.RunAsync(file, notebook, number => console.CellStarted(file, number), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// A twin shows what a whole run gave; where a package kept the notebook from running, one that is there and has the
    /// same cells stays, because it may have been written where the package was at hand.
    /// </summary>
    private static bool DeservesTwin(NotebookResult result) =>
        Path.GetExtension(result.Path) == ".dib"
        && (result.Outcome == Outcome.Passed || (result.Outcome == Outcome.NotRun && Twin.Differences(result.Path).Count > 0));

    private static ReportPage Page(NotebookResult result) => new()
    {
        Notebook = result.Notebook,
        Name = Path.GetFileNameWithoutExtension(result.Path),
        SourcePath = result.Path,
        CellTimes = [.. result.Notebook.Cells.Select((_, i) => result.CellTimes.TryGetValue(i, out var time) ? time : (TimeSpan?)null)],
        TotalTime = result.Elapsed,
        Problem = result.Outcome == Outcome.NotRun ? null : result.Reason,
    };
}
