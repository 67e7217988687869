using System.Collections.Concurrent;
using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace NotebookRunner.Execution;

/// <summary>The process of one notebook: runs the jobs that come on a pipe, and ends when that ends.</summary>
internal static class NotebookWorker
{
    /// <summary>The argument that makes the program a worker; the pipes of its jobs and its events follow.</summary>
    public const string Verb = "--notebook-worker";

    public static async Task RunAsync(string jobPipe, string eventPipe)
    {
        ProcessGroup.Begin();
        // On Windows Ctrl+C reaches every process of the terminal; the runner decides what it means.
        Console.CancelKeyPress += (_, e) => e.Cancel = true;
        using var jobs = new BlockingCollection<NotebookJob>();
        ReadJobs(new StreamReader(new AnonymousPipeClientStream(PipeDirection.In, jobPipe)), jobs);
        using var channel = new EventChannel(new AnonymousPipeClientStream(PipeDirection.Out, eventPipe));
        // After this signal, and no other, .NET takes the same way out as after Environment.Exit.
        bool isTerminated = false;
        using var termination = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => isTerminated = true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            CellExecutor.FlushConsole();
            if (!isTerminated) channel.Send(new ProcessExits());
        };
        // It warms up before the first job comes: a process may be started ahead of its notebook.
        using var executor = new NotebookExecutor(channel.Send);
        foreach (var job in jobs.GetConsumingEnumerable()) await executor.RunAsync(job);
    }

    /// <summary>The runner holds the other end of the pipe as long as it lives and wants the process.</summary>
    private static void ReadJobs(TextReader input, BlockingCollection<NotebookJob> jobs) => new Thread(() =>
    {
        while (input.ReadLine() is { } line) jobs.Add(JsonSerializer.Deserialize(line, WorkerJson.Default.NotebookJob)!);
        // Whatever a cell still does, or left running, is not wanted any more.
        ProcessGroup.End();
        Process.GetCurrentProcess().Kill();
    })
    { IsBackground = true, Name = "jobs" }.Start();
}
