using System.ComponentModel;

namespace NotebookRunner.Execution;

/// <summary>A notebook in a process of its own, which stays to run it again from a changed cell; throws for nothing it does.</summary>
/// <param name="path">The notebook's file; it runs in the folder of that file.</param>
/// <param name="limits">How long one cell may run, and how long its packages may take.</param>
internal sealed class IsolatedRun(string path, TimeLimits limits) : IDisposable
{
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    private NotebookProcess? process;
    private NotebookResult? last;
    private NotebookRecorder? record;

    public bool AllowErrors { get; init; }
    public IReadOnlyList<string> Program { get; init; } = NotebookProcess.Program;

    /// <summary>Runs all cells the first time, then from the first one that has changed, failed or not run.</summary>
    /// <param name="progress">Told the index of each cell that starts.</param>
    /// <param name="cancellation">Ends the process; the result has what was shown until then.</param>
    public async Task<NotebookResult> RunAsync(Notebook notebook, Action<int>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        if (!Directory.Exists(folder)) return CannotRun($"the notebook's folder is gone: {folder}");
        if (!notebook.Cells.Any(cell => cell.IsCode))
        {
            EndProcess();
            return new(path, notebook, Outcome.Passed, clock.Elapsed);
        }
        int first = process is null ? 0 : FirstToRun(notebook);
        try
        {
            process ??= new NotebookProcess(folder, Program);
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            return CannotRun($"The notebook's process cannot be started: {e.Message}");
        }
        var recorder = record = new NotebookRecorder(notebook, first, record);
        // Not waited for: a process that hangs at its start does not even read this.
        _ = process.SendAsync(new NotebookJob(notebook, first, folder, AllowErrors));
        var (outcome, reason) = await FollowAsync(process, recorder, progress, cancellation);
        if (!recorder.IsFinished) EndProcess();
        return last = new(path, recorder.Notebook, outcome, clock.Elapsed) { FailedCell = recorder.FailedCell, Reason = reason };

        NotebookResult CannotRun(string why) => new(path, notebook, Outcome.Failed, clock.Elapsed) { Reason = why };
    }

    public void Dispose() => EndProcess();

    private void EndProcess()
    {
        process?.Dispose();
        process = null;
    }

    private async Task<(Outcome Outcome, string? Reason)> FollowAsync(
        NotebookProcess running, NotebookRecorder recorder, Action<int>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        bool restoring = false;
        try
        {
            while (!recorder.IsFinished)
            {
                bool starting = recorder.Running is null && limits.Cell < limits.Start;
                var left = (restoring ? limits.Restore : starting ? limits.Start : limits.Cell) - clock.Elapsed;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                if (!await running.Events.WaitToReadAsync(limit.Token)) break;
                while (!recorder.IsFinished && running.Events.TryRead(out var message))
                {
                    recorder.Add(message);
                    if (message is CellStarted(var cell)) progress?.Invoke(cell);
                    else if (message is not PackageRestore(var begins) || begins == restoring) continue;
                    restoring = message is PackageRestore(true);
                    clock.Restart();
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            string reason = restoring
                ? Invariant($"The packages were not there after {limits.Restore.TotalSeconds:0.###} s; ")
                    + "is the feed reached? (--restore-timeout sets the limit)"
                : !running.HasSpoken
                ? Invariant($"The notebook's process has not begun its first cell after {clock.Elapsed.TotalSeconds:0} s.")
                : Invariant($"The time limit of {limits.Cell.TotalSeconds:0.###} s for a cell is over; ")
                    + "an endless loop? (--timeout sets the limit)";
            return Failed(new ErrorOutput("TimeoutException", reason, []));
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }
        if (recorder.StopReason is { } stop) return (Outcome.NotRun, stop);
        if (recorder.IsFinished) return (recorder.FailedCell is null ? Outcome.Passed : Outcome.Failed, null);
        if (!cancellation.IsCancellationRequested)
        {
            var end = await running.DescribeEndAsync(recorder.Exits);
            // A Ctrl+C may have reached the notebook's process before this one hears of it.
            if (!cancellation.IsCancellationRequested) return Failed(end);
        }
        recorder.Fail(new ErrorOutput("Cancelled", "The run was cancelled while this cell was running.", []), clock.Elapsed);
        return (Outcome.Cancelled, "cancelled");

        (Outcome, string?) Failed(ErrorOutput error)
        {
            recorder.Fail(error, clock.Elapsed);
            // A cell that failed says itself why; without one there must be a reason.
            return (Outcome.Failed, recorder.FailedCell is null ? error.Message : null);
        }
    }

    /// <summary>The first cell that is not as it was when it last ran well.</summary>
    private int FirstToRun(Notebook notebook)
    {
        var before = last!.Notebook.Cells;
        int ran = last.FailedCell ?? before.Count;
        if (last.Outcome == Outcome.NotRun) ran = before.Index().LastOrDefault(cell => cell.Item.Time is not null).Index;
        return notebook.Cells.Zip(before.Take(ran))
            .TakeWhile(cell => (cell.First.Language, cell.First.Source) == (cell.Second.Language, cell.Second.Source)).Count();
    }
}

/// <summary>How long things may take.</summary>
/// <param name="Cell">The code of one cell.</param>
/// <param name="Restore">The packages that a cell asks for.</param>
internal sealed record TimeLimits(TimeSpan Cell, TimeSpan Restore)
{
    /// <summary>How long the process may take where no cell is to blame: until the first cell starts.</summary>
    public TimeSpan Start { get; init; } = TimeSpan.FromMinutes(2);
}
