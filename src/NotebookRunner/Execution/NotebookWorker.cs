using System.Text.Json;

namespace NotebookRunner.Execution;

/// <summary>The process of one notebook: reads its job from standard input, runs it, and ends when the runner is gone.</summary>
internal static class NotebookWorker
{
    /// <summary>The argument that makes the program a worker.</summary>
    public const string Verb = "--notebook-worker";

    public static async Task<int> RunAsync()
    {
        var input = Console.In;
        // Ctrl+C reaches every process of the terminal; the runner decides what it means.
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        if (await input.ReadLineAsync().ConfigureAwait(false) is not { } line) return 1;
        var job = JsonSerializer.Deserialize<NotebookJob>(line)!;
        EndWithTheRunner(input);
        using var channel = new EventChannel(Console.OpenStandardOutput(), job.Token);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Console.Out.Flush();
        using var executor = new NotebookExecutor(job.Folder, job.PackageFolder, channel.Send);
        await executor.RunAsync(job.Notebook).ConfigureAwait(false);
        // Threads that a cell left behind must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    /// <summary>The runner holds the other end of standard input as long as it lives.</summary>
    private static void EndWithTheRunner(TextReader input) => new Thread(() =>
    {
        while (input.ReadLine() is not null)
        {
        }
        Environment.FailFast(null);
    })
    { IsBackground = true, Name = "runner watch" }.Start();
}
