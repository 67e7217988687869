using System.ComponentModel;
using System.IO.Pipes;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace NotebookRunner.Execution;

/// <summary>The process of one notebook, seen from the runner: whatever the notebook does, it does there.</summary>
internal sealed class NotebookProcess : IDisposable
{
    private const int ErrorLimit = 20_000;

    /// <summary>How long a pipe may stay silent after the end of its process: one that the notebook started may hold it open.</summary>
    private static readonly TimeSpan silence = TimeSpan.FromSeconds(2);

    /// <summary>A process inherits what is inheritable when it starts, so only the pipes of one may be at a time.</summary>
    private static readonly Lock starting = new();

    // Bounded: a notebook that shows more than the runner can take waits, instead of filling the memory.
    private readonly Channel<RunEvent> events = Channel.CreateBounded<RunEvent>(64);
    private readonly Process process;
    private readonly AnonymousPipeServerStream jobs;
    private readonly Task<string> errorText;
    private int received;

    /// <param name="folder">The folder it runs in.</param>
    /// <param name="program">The program and its first arguments; the pipes follow.</param>
    /// <exception cref="Win32Exception">The program cannot be started.</exception>
    public NotebookProcess(string folder, IReadOnlyList<string> program)
    {
        AnonymousPipeServerStream eventPipe;
        lock (starting)
        {
            jobs = new AnonymousPipeServerStream(PipeDirection.Out, HandleInheritability.Inheritable);
            eventPipe = new AnonymousPipeServerStream(PipeDirection.In, HandleInheritability.Inheritable);
            process = Process.Start(StartInfo(folder, [.. program, jobs.GetClientHandleAsString(), eventPipe.GetClientHandleAsString()]))!;
            jobs.DisposeLocalCopyOfClientHandle();
            eventPipe.DisposeLocalCopyOfClientHandle();
        }
        // Whoever reads standard input, a cell or a program that it starts, finds its end.
        process.StandardInput.Close();
        errorText = ReadErrorsAsync();
        _ = CompleteAsync(Task.WhenAll(ReadEventsAsync(eventPipe), ReadTextAsync()));
    }

    /// <summary>The <c>dotnet</c> program that runs this process, also where the process was started through another one.</summary>
    // The runtime lies in dotnet/shared/Microsoft.NETCore.App/10.0.x/.
    public static string Dotnet { get; } = Path.GetFullPath(
        OperatingSystem.IsWindows() ? "../../../dotnet.exe" : "../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>What runs the cells: this program in another role.</summary>
    public static IReadOnlyList<string> Program { get; } =
        [Dotnet, "exec", Path.Combine(AppContext.BaseDirectory, "NotebookRunner.dll"), NotebookWorker.Verb];

    /// <summary>Whether it has said anything yet.</summary>
    public bool HasSpoken => received > 0;

    /// <summary>What happens, in order; completed when the process has ended.</summary>
    public ChannelReader<RunEvent> Events => events.Reader;

    /// <summary>Asks for cells to be run; takes until the process has read all of it.</summary>
    public async Task SendAsync(NotebookJob job)
    {
        try
        {
            await JsonSerializer.SerializeAsync(jobs, job, WorkerJson.Default.NotebookJob);
            jobs.WriteByte((byte)'\n');
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // It has ended already, or been ended; the end of the events tells that too.
        }
    }

    /// <summary>Why it ended.</summary>
    /// <param name="exits">Whether it has said that a call of its own ends it.</param>
    public async Task<ErrorOutput> DescribeEndAsync(bool exits)
    {
        await process.WaitForExitAsync();
        bool read = await Task.WhenAny(errorText, Task.Delay(silence)) == errorText;
        return ProcessEnd.Describe(process.ExitCode, read ? await errorText : "", HasSpoken, exits);
    }

    /// <summary>Ends it and all that it started.</summary>
    public void Dispose()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(5000);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself, or is about to; or a program that it started may not be ended.
        }
        ProcessGroup.End(process.Id);
        jobs.Dispose();
        process.Dispose();
    }

    private static ProcessStartInfo StartInfo(string folder, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            CreateNoWindow = true,
        };
        // Most of a short run is the start of the compiler, where profiling costs and never pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Nor does it pay here to map each page of compiled code twice, so that none is writable and executable at once: the process runs
        // its user's code anyway.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        // The pipes for debuggers would stay in the temporary folder after a process that is ended.
        start.Environment["DOTNET_EnableDiagnostics_Debugger"] = "0";
        start.Environment["DOTNET_EnableDiagnostics_IPC"] = "0";
        // What builds for a cell ends with the notebook, and must not be what another build works with.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return start;
    }

    private Task ReadEventsAsync(AnonymousPipeServerStream pipe) => Task.Factory.StartNew(
        () =>
        {
            foreach (var message in EventChannel.Read(pipe))
            {
                received++;
                events.Writer.WriteAsync(message).AsTask().GetAwaiter().GetResult();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Standard output has what native code or another program writes, past the bounds of <see cref="OutputSink"/>.</summary>
    private async Task ReadTextAsync()
    {
        char[] buffer = new char[4096];
        for (long past = 0; await process.StandardOutput.ReadAsync(buffer) is > 0 and var read; past += read)
        {
            received++;
            if (past >= OutputSink.TextLimit) continue;
            await events.Writer.WriteAsync(new CellShowed(new StreamOutput("stdout", new string(buffer, 0, read))));
        }
    }

    private async Task CompleteAsync(Task reading)
    {
        try
        {
            await process.WaitForExitAsync();
            for (int before = -1; !reading.IsCompleted && before != received;)
            {
                before = received;
                await Task.WhenAny(reading, Task.Delay(silence));
            }
        }
        catch (InvalidOperationException)
        {
            // Disposed of, and nobody reads the events any more.
        }
        finally
        {
            events.Writer.TryComplete();
        }
    }

    /// <summary>The beginning of what the process wrote to standard error: a crash says there what it was.</summary>
    private async Task<string> ReadErrorsAsync()
    {
        var kept = new StringBuilder();
        char[] buffer = new char[4096];
        while (await process.StandardError.ReadAsync(buffer) is > 0 and var read)
            if (kept.Length < ErrorLimit) kept.Append(buffer, 0, read);
        return kept.ToString();
    }
}
