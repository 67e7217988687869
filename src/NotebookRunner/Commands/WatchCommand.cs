using System.CommandLine;

namespace NotebookRunner.Commands;

/// <summary><c>watch</c>: shows a notebook in the browser, and runs it again from the first changed cell when it is saved.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(2), quiet = TimeSpan.FromMilliseconds(150);

    public static Command Create()
    {
        var path = new Argument<string>("notebook") { Description = "The notebook (.dib or .ipynb)." };
        var timeout = RunCommand.TimeoutOption();
        var port = RunCommand.PortOption("The port of the page on this machine; 0 for one that is free.", 5280);
        const string Description = "Show a notebook in the browser; when its file is saved, run it again from the first changed cell.";
        var command = new Command("watch", Description) { path, timeout, port };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var limits = new TimeLimits(TimeSpan.FromSeconds(parsed.GetValue(timeout)), TimeSpan.FromMinutes(5));
                await WatchAsync(parsed.GetRequiredValue(path), limits, parsed.GetValue(port), cancellation);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                // Ctrl+C is how one leaves.
            }
            return 0;
        });
        return command;
    }

    private static async Task WatchAsync(string path, TimeLimits limits, int port, CancellationToken cancellation)
    {
        // A file that cannot be read at the start is a mistake; later it may be in the middle of being saved.
        NotebookFile.Read(path);
        var page = new LivePage();
        await using var server = await page.ServeAsync(port);
        using var run = new IsolatedRun(path, limits);
        using var changes = new SemaphoreSlim(0);
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path));
        // A file is saved by writing it, or by moving another one into its place.
        watcher.Changed += (_, _) => changes.Release();
        watcher.Created += (_, _) => changes.Release();
        watcher.Renamed += (_, _) => changes.Release();
        watcher.EnableRaisingEvents = true;
        Console.WriteLine($"{Path.GetFileName(path)} is shown at {server.Address()} and runs again when it is saved; Ctrl+C ends this.");
        while (!cancellation.IsCancellationRequested)
        {
            using var replaced = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var showing = ShowAsync(path, run, page, replaced.Token);
            await changes.WaitAsync(cancellation);
            // One save is several changes; the editor is done with it when there are no more.
            while (await changes.WaitAsync(quiet, cancellation)) { }
            // A cell that is still running after a moment may never end, and what is saved now may be what mends it.
            if (await Task.WhenAny(showing, Task.Delay(patience, cancellation)) != showing) await replaced.CancelAsync();
            await showing;
        }
    }

    private static async Task ShowAsync(string path, IsolatedRun run, LivePage page, CancellationToken cancellation)
    {
        NotebookResult result;
        try
        {
            result = await run.RunAsync(NotebookFile.Read(path), null, cancellation);
        }
        catch (NotebookFormatException e)
        {
            result = NotebookResult.Unread(path, Outcome.Failed, e.Message);
        }
        if (result.Outcome == Outcome.Cancelled) return;
        page.Show(HtmlReport.Render(new ReportPage(Path.GetFileNameWithoutExtension(path), result)));
        string failure = result.FailedCell is { } cell ? $", cell {result.Notebook.NumberOf(cell)} failed" : "";
        string reason = result.Reason is null ? "" : ", " + result.Reason;
        Console.WriteLine(Invariant($"{DateTime.Now:HH:mm:ss}  {result.Elapsed.TotalSeconds:0.0} s{failure}{reason}"));
    }
}
