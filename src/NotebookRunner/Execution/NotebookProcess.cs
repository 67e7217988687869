using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>
/// The process of one notebook, seen from the runner: whatever the notebook's code does (an endless loop, a stack
/// overflow, <see cref="Environment.Exit"/>) happens there.
/// </summary>
internal sealed class NotebookProcess : IDisposable
{
    private const int ErrorLimit = 20_000;
    private readonly Process process;
    private readonly string token = Guid.NewGuid().ToString("N");
    private readonly Task<string> errorText;

    /// <param name="folder">The folder it runs in.</param>
    public NotebookProcess(string folder)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["exec", Path.Combine(AppContext.BaseDirectory, "NotebookRunner.dll"), NotebookWorker.Verb, token])
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
        // Most of a short run is the start of the compiler, where profiling costs and never pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // Nor does it pay here to map each page of compiled code twice, so that none is writable and executable at once: the process runs its user's code anyway.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        process = Process.Start(start)!;
        errorText = ReadErrorsAsync();
        Events = ReadEvents();
    }

    /// <summary>What happens, in order; completed when the process has ended.</summary>
    public ChannelReader<RunEvent> Events { get; }

    /// <summary>Asks for cells to be run.</summary>
    public async Task SendAsync(NotebookJob job)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(job)).ConfigureAwait(false);
            await process.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended already; the end of the events tells that too.
        }
    }

    /// <summary>Why it ended by itself.</summary>
    public async Task<ErrorOutput> DescribeEndAsync()
    {
        await process.WaitForExitAsync().ConfigureAwait(false);
        // A process that the notebook started may hold the stream open.
        bool read = await Task.WhenAny(errorText, Task.Delay(2000)).ConfigureAwait(false) == errorText;
        return ProcessEnd.Describe(process.ExitCode, read ? await errorText.ConfigureAwait(false) : "");
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
        process.Dispose();
    }

    private ChannelReader<RunEvent> ReadEvents()
    {
        // Bounded: a notebook that shows more than the runner can take waits, instead of filling the memory.
        var channel = Channel.CreateBounded<RunEvent>(64);
        var output = process.StandardOutput;
        _ = Task.Run(async () =>
        {
            try
            {
                long past = 0L;
                while (await output.ReadLineAsync().ConfigureAwait(false) is { } line)
                {
                    var (text, message) = EventChannel.Parse(line, token);
                    // What native code or another program writes goes past the bounds of OutputSink.
                    past += text.Length;
                    if (text.Length > 0 && past < OutputSink.TextLimit) await channel.Writer.WriteAsync(new CellShowed(new StreamOutput("stdout", text))).ConfigureAwait(false);
                    if (message is not null) await channel.Writer.WriteAsync(message).ConfigureAwait(false);
                }
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                // Killed in the middle of a line.
            }
            finally
            {
                channel.Writer.Complete();
            }
        });
        return channel.Reader;
    }

    /// <summary>The beginning of what the process wrote to standard error: a crash says there what it was.</summary>
    private async Task<string> ReadErrorsAsync()
    {
        var stream = process.StandardError;
        var kept = new StringBuilder();
        char[] buffer = new char[4096];
        while (await stream.ReadAsync(buffer).ConfigureAwait(false) is > 0 and var read)
        {
            if (kept.Length < ErrorLimit) kept.Append(buffer, 0, read);
        }
        return kept.ToString();
    }
}
