namespace NotebookRunner.Commands;

/// <summary>What to run, in the order of the summary, and where to write; the command line describes each.</summary>
/// <param name="IsPart">Whether these are only some of the notebooks that the index lists.</param>
internal sealed record RunOptions(
    IReadOnlyList<string> Files, string OutputFolder, TimeLimits Limits, int Jobs, bool UpdateTwins,
    IReadOnlyList<(string Name, string Value)> Parameters, bool AllowErrors, CellRange? Range, bool SaveNotebooks, bool Pdf, bool IsPart)
{
    public string IndexPath => Path.Combine(OutputFolder, "index.html");

    public IReadOnlyList<string> PageNames { get; } = NotebookRun.PageNames(Files);
}

/// <summary>Runs notebooks and writes a page for each as soon as it is done, and the index at the end.</summary>
internal sealed class NotebookRun(RunOptions options, RunConsole console)
{
    /// <summary>Runs all of them; what was done before a cancellation is written too.</summary>
    public async Task<IReadOnlyList<NotebookResult>> RunAsync(CancellationToken cancellation)
    {
        _ = HtmlReport.WarmUpAsync();
        var results = new NotebookResult[options.Files.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Jobs };
        await console.ShowProgressAsync(() => Parallel.ForEachAsync(
            Enumerable.Range(0, results.Length), parallel, async (i, _) => results[i] = await RunOneAsync(i, cancellation)));
        return results;
    }

    /// <summary>Writes what is made of all pages: the index, and them as PDF.</summary>
    public async Task WriteIndexAsync(IReadOnlyList<NotebookResult> results, CancellationToken cancellation)
    {
        var names = options.PageNames;
        // A run of one notebook leaves the index of all of them as it is.
        if (!options.IsPart || !File.Exists(options.IndexPath))
            AtomicFile.Write(options.IndexPath, IndexPage.Render([.. names.Zip(results, (name, result) => new ReportPage(name, result))]));
        if (options.Pdf)
            await Chromium.PrintAsync(names.Select(name => Path.Combine(options.OutputFolder, name + ".html")), cancellation);
    }

    /// <summary>File names without extension; one that comes again gets a number.</summary>
    internal static IReadOnlyList<string> PageNames(IEnumerable<string> files)
    {
        // The index has a name, too.
        List<string> names = ["index"];
        foreach (string file in files.Select(file => Path.GetFileNameWithoutExtension(file)))
        {
            string name = file;
            for (int again = 2; names.Contains(name, StringComparer.OrdinalIgnoreCase); again++) name = $"{file}-{again}";
            names.Add(name);
        }
        return names[1..];
    }

    private async Task<NotebookResult> RunOneAsync(int i, CancellationToken cancellation)
    {
        var (result, note) = await ExecuteAsync(options.Files[i], cancellation);
        try
        {
            var names = options.PageNames;
            string path = Path.Combine(options.OutputFolder, names[i]);
            var page = new ReportPage(names[i], result)
            { Previous = names.ElementAtOrDefault(i - 1), Next = names.ElementAtOrDefault(i + 1) };
            AtomicFile.Write(path + ".html", HtmlReport.Render(page));
            if (options.SaveNotebooks) NotebookFile.Write(result.Notebook, path + ".ipynb");
            if (options.UpdateTwins && !cancellation.IsCancellationRequested) note ??= await UpdateTwinAsync(result, cancellation);
        }
        catch (OperationCanceledException)
        {
            result = result with { Outcome = Outcome.Cancelled, Reason = "cancelled before its twin was written" };
        }
        catch (Exception e)
        {
            // One notebook that cannot be written, for whatever reason, is no reason to lose the others.
            result = result with { Outcome = Outcome.Failed, Reason = $"what it showed cannot be written: {e.Message}" };
        }
        console.Finished(result, note);
        return result;
    }

    private async Task<(NotebookResult Result, string? Note)> ExecuteAsync(string file, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
            return (NotebookResult.Unread(file, Outcome.Cancelled, "cancelled before it began"), null);
        try
        {
            var read = NotebookFile.Read(file);
            if (options.Range is { } range)
            {
                bool IsLeftOut(int i) => !range.Contains(read.NumberOf(i));
                read = read with { Cells = [.. read.Cells.Select((cell, i) => cell with { IsLeftOut = IsLeftOut(i) })] };
                if (read.Cells.All(cell => cell.IsLeftOut || !cell.IsCode))
                {
                    string cells = PageFacts.Count(read.Cells.Count(cell => cell.IsCode), "code cell");
                    string reason = $"it has {cells}, and none of those that --cells names";
                    return (new(file, read, Outcome.Failed, TimeSpan.Zero) { Reason = reason }, null);
                }
            }
            var (notebook, note) = NotebookParameters.Set(read, options.Parameters);
            console.Started(file, notebook.Cells.Count(cell => cell.IsCode));
            using var run = new IsolatedRun(file, options.Limits) { AllowErrors = options.AllowErrors };
            return (await run.RunAsync(notebook, i => console.CellStarted(file, notebook.NumberOf(i)), cancellation), note);
        }
        catch (Exception e)
        {
            // Nor is one that cannot be read.
            return (NotebookResult.Unread(file, Outcome.Failed, e.Message), null);
        }
    }

    /// <summary>
    /// Writes the twin of a .dib that passed. Where a package kept the notebook from running, a twin that is there and has
    /// the same cells stays, because it may have been written where the package was at hand. Gives what the user should know, or null.
    /// </summary>
    private static async Task<string?> UpdateTwinAsync(NotebookResult result, CancellationToken cancellation)
    {
        if (Path.GetExtension(result.Path) != ".dib" || result.Outcome is not (Outcome.Passed or Outcome.NotRun)) return null;
        if (result.Outcome == Outcome.NotRun && Twin.Differences(result.Path).Count == 0)
            return $"{Path.GetFileName(Twin.PathOf(result.Path))} has the same cells and stays as it is, with its outputs";
        await Twin.WriteAsync(result.Notebook, result.Path, cancellation);
        return null;
    }
}
