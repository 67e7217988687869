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
        _ = HtmlReport.WarmUpAsync();
        var results = new NotebookResult[options.Files.Count];
        var names = PageNames(options.Files);
        var waiting = new ConcurrentQueue<int>(Enumerable.Range(0, results.Length));
        await console.ShowProgressAsync(() => Task.WhenAll(Enumerable.Range(0, Math.Min(options.Jobs, results.Length)).Select(_ => Task.Run(async () =>
        {
            while (waiting.TryDequeue(out int i)) results[i] = await RunOneAsync(i).ConfigureAwait(false);
        }, CancellationToken.None)))).ConfigureAwait(false);
        IndexPage.Write([.. results.Zip(names, Page)], options.OutputFolder);
        return results;

        async Task<NotebookResult> RunOneAsync(int i)
        {
            string file = options.Files[i];
            var result = await ExecuteAsync(file).ConfigureAwait(false);
            HtmlReport.Write(Page(result, names[i]) with { Previous = names.ElementAtOrDefault(i - 1), Next = names.ElementAtOrDefault(i + 1) }, options.OutputFolder);
            string? note = options.UpdateTwins && !cancellation.IsCancellationRequested ? await UpdateTwinAsync(result, cancellation).ConfigureAwait(false) : null;
            console.Finished(result, note);
            return result;
        }

        async Task<NotebookResult> ExecuteAsync(string file)
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
            console.Started(file, notebook.Cells.Count(cell => cell.IsCode));
            using var run = new IsolatedRun(file, options.Timeout);
            return await run.RunAsync(notebook, number => console.CellStarted(file, number), cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Writes the twin of a .dib that passed. Where a package kept the notebook from running, a twin that is there and has
    /// the same cells stays, because it may have been written where the package was at hand.
    /// </summary>
    /// <returns>What the user should know; null for nothing.</returns>
    private static async Task<string?> UpdateTwinAsync(NotebookResult result, CancellationToken cancellation)
    {
        if (Path.GetExtension(result.Path) != ".dib" || result.Outcome is not (Outcome.Passed or Outcome.NotRun)) return null;
        if (result.Outcome == Outcome.NotRun && Twin.Differences(result.Path).Count == 0)
        {
            return $"{Path.GetFileName(Twin.PathOf(result.Path))} has the same cells and stays as it is, with its outputs";
        }

        await Twin.WriteAsync(result.Notebook, result.Path, cancellation).ConfigureAwait(false);
        return null;
    }

    /// <summary>File names without extension; one that comes again gets a number.</summary>
    internal static List<string> PageNames(IEnumerable<string> files)
    {
        List<string> names = [];
        foreach (string file in files)
        {
            string name = Path.GetFileNameWithoutExtension(file);
            int again = 1;
            while (names.Contains(name, StringComparer.OrdinalIgnoreCase)) name = $"{Path.GetFileNameWithoutExtension(file)}-{++again}";
            names.Add(name);
        }
        return names;
    }

    /// <summary>The page of a result.</summary>
    public static ReportPage Page(NotebookResult result, string name) => new()
    {
        Notebook = result.Notebook,
        Name = name,
        SourcePath = result.Path,
        CellTimes = [.. result.Notebook.Cells.Select((_, i) => result.CellTimes.TryGetValue(i, out var time) ? time : (TimeSpan?)null)],
        TotalTime = result.Elapsed,
        Problem = result.Outcome == Outcome.NotRun ? null : result.Reason,
        NotRun = result.Outcome == Outcome.NotRun ? result.Reason : null,
    };
}
