using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>
/// Runs a notebook in a process of its own, so that whatever its code does (an endless loop, a stack overflow,
/// <see cref="Environment.Exit"/>) ends in a report and not with the runner.
/// </summary>
/// <param name="timeout">How long one cell may run.</param>
/// <param name="packageFolder">Where the processes of one run share what they found out about packages.</param>
internal sealed class NotebookProcess(TimeSpan timeout, string packageFolder)
{
    private const int ErrorTail = 20_000;

    /// <summary>How long a process may take where no cell is to blame: until the first cell starts.</summary>
    private static readonly TimeSpan startLimit = TimeSpan.FromMinutes(2);

    /// <summary>Runs all cells; never throws for what the notebook does.</summary>
    /// <param name="path">The notebook's file; it runs in the folder of that file.</param>
    /// <param name="notebook">Its cells.</param>
    /// <param name="progress">Told the number of each cell that starts.</param>
    /// <param name="cancellation">Ends the process; the result has what was shown until then.</param>
    public async Task<NotebookResult> RunAsync(string path, Notebook notebook, Action<int>? progress, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        var recorder = new NotebookRecorder(notebook);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder))
        {
            return Result(Outcome.Failed, $"The notebook's folder is gone: {folder}");
        }
        var job = new NotebookJob(notebook, folder, Guid.NewGuid().ToString("N"), packageFolder);
        using var process = Start(folder);
        var errorText = ReadErrorsAsync(process);
        var events = ReadEventsAsync(process, job.Token);
        var cellClock = Stopwatch.StartNew();
        string? ended = null;
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job)).ConfigureAwait(false);
            await process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
            while (!recorder.IsFinished)
            {
                var left = (recorder.Running is null && timeout < startLimit ? startLimit : timeout) - cellClock.Elapsed;
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
                if (!await events.WaitToReadAsync(limit.Token).ConfigureAwait(false)) break;
                while (!recorder.IsFinished && events.TryRead(out var message))
                {
                    recorder.Add(message);
                    if (message is not CellStarted) continue;
                    cellClock.Restart();
                    progress?.Invoke(recorder.Number);
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            ended = string.Create(CultureInfo.InvariantCulture, $"The time limit of {timeout.TotalSeconds:0.###} s for a cell is over; an endless loop? (--timeout sets the limit)");
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            recorder.Fail(new ErrorOutput("Cancelled", "The run was cancelled while this cell was running.", []), cellClock.Elapsed);
            return Result(Outcome.Cancelled, "cancelled");
        }
        catch (IOException)
        {
            // The process was gone before it had read its job; how it ended is told below.
        }
        if (ended is not null)
        {
            Kill(process);
            recorder.Fail(new ErrorOutput("TimeoutException", ended, []), cellClock.Elapsed);
        }
        else if (!recorder.IsFinished)
        {
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            var errors = await Task.WhenAny(errorText, Task.Delay(2000, CancellationToken.None)).ConfigureAwait(false) == errorText
                ? await errorText.ConfigureAwait(false)
                : "";
            // A Ctrl+C reaches the processes of the notebooks too, perhaps before this one hears of it.
            if (cancellation.IsCancellationRequested)
            {
                return Result(Outcome.Cancelled, "cancelled");
            }
            var error = ProcessEnd.Describe(process.ExitCode, errors);
            ended = error.Message;
            recorder.Fail(error, cellClock.Elapsed);
        }
        process.StandardInput.Close();
        return recorder switch
        {
            { StopReason: { } reason } => Result(Outcome.NotRun, reason),
            { FailedCell: not null } => Result(Outcome.Failed, null),
            _ when ended is not null => Result(Outcome.Failed, ended),
            _ => Result(Outcome.Passed, null),
        };

        NotebookResult Result(Outcome outcome, string? reason) => new(path, recorder.Notebook, outcome, clock.Elapsed)
        {
            CellTimes = recorder.Times,
            FailedCell = recorder.FailedCell,
            Reason = reason,
        };
    }

    private static Process Start(string folder)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", Path.Combine(AppContext.BaseDirectory, "NotebookRunner.dll"), NotebookWorker.Verb])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return Process.Start(start)!;
    }

    private static ChannelReader<RunEvent> ReadEventsAsync(Process process, string token)
    {
        // Bounded: a notebook that shows more than the runner can take waits, instead of filling the memory.
        var channel = Channel.CreateBounded<RunEvent>(64);
        _ = Task.Run(async () =>
        {
            try
            {
                var past = 0L;
                while (await process.StandardOutput.ReadLineAsync().ConfigureAwait(false) is { } line)
                {
                    var (text, message) = EventChannel.Parse(line, token);
                    // What native code or another program writes goes past the bounds of OutputSink.
                    past += Math.Min(text.Length, OutputSink.TextLimit);
                    if (text.Length > 0 && past < OutputSink.TextLimit) await channel.Writer.WriteAsync(new CellShowed(new StreamOutput("stdout", text))).ConfigureAwait(false);
                    if (message is not null) await channel.Writer.WriteAsync(message).ConfigureAwait(false);
                }
            }
            finally
            {
                channel.Writer.Complete();
            }
        });
        return channel.Reader;
    }

    /// <summary>The beginning of what the process wrote to standard error: a crash says there what it was.</summary>
    private static async Task<string> ReadErrorsAsync(Process process)
    {
        var kept = new StringBuilder();
        var buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
        {
            if (kept.Length < ErrorTail) kept.Append(buffer, 0, read);
        }
        return kept.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(5000);
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }
}
