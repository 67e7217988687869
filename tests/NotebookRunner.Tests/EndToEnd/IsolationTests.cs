namespace NotebookRunner.Tests.EndToEnd;

/// <summary>
/// One run of notebooks that each do something a process does not survive, and of one that is well. The endless loop
/// has a run and a short time limit of its own: on a busy machine the others take longer than that.
/// </summary>
public sealed class IsolationRun : IDisposable
{
    private readonly RunnerProgram runner = new();

    public IsolationRun()
    {
        runner
            .WithNotebook("01-loop.dib", "Console.WriteLine(\"shown before the loop\");\nwhile (true) { }", "\"never run\"")
            .WithNotebook(
                "02-overflow.dib",
                "int Endless(int n) => Endless(n + 1) + 1;\nConsole.WriteLine(\"shown before the overflow\");\nEndless(0)")
            .WithNotebook("03-exit.dib", "Console.Write(\"shown before the exit\");\nEnvironment.Exit(3);")
            .WithNotebook(
                "04-flood.dib", "for (var i = 0; i < 1000; i++) Console.Write(new string('x', 100_000));",
                "display(new string('y', 25_000_000));")
            .WithNotebook(
                "05-thread.dib",
                "new System.Threading.Thread(() => throw new InvalidOperationException(\"on a thread\")).Start();\nawait Task.Delay(100000);")
            .WithNotebook(
                "06-stdin.dib", "Console.ReadLine() ?? \"no input\"", "Console.In.ReadToEnd().Length",
                "System.Diagnostics.Process.Start(\"sort\").WaitForExit();")
            .WithFile(
                "gone/08-gone.dib",
                "#!csharp\n\nSystem.IO.Directory.Delete(Environment.CurrentDirectory, true);\n\n#!csharp\n\nvar after = 1;\nafter\n");
        Loop = runner.Run("notebooks/01-loop.dib", "--timeout", "10");
        Result = runner.Run("notebooks/02-overflow.dib", "notebooks/03-exit.dib", "notebooks/04-flood.dib",
            "notebooks/05-thread.dib", "notebooks/06-stdin.dib", "gone/08-gone.dib", "--timeout", "90");
    }

    /// <summary>The run of the endless loop.</summary>
    public ProgramResult Loop { get; }

    /// <summary>The run of all others.</summary>
    public ProgramResult Result { get; }

    public string Report(string name) => runner.Report(name);

    public IEnumerable<string> Files => Directory.EnumerateFiles(runner.Folder, "*", SearchOption.AllDirectories);

    public void Dispose() => runner.Dispose();
}

public sealed class IsolationTests(IsolationRun run) : IClassFixture<IsolationRun>
{
    [Fact]
    public void The_run_fails_as_a_whole() => Assert.Equal(1, run.Result.ExitCode);

    [Fact]
    public void An_endless_loop_ends_at_the_time_limit_and_keeps_what_was_shown()
    {
        Assert.Equal(1, run.Loop.ExitCode);
        Assert.Contains("TimeoutException: The time limit of 10 s for a cell is over", run.Loop.Output);
        Assert.Contains("shown before the loop", run.Report("01-loop"));
        Assert.Contains("time limit of 10 s", run.Report("01-loop"));
    }

    [Fact]
    public void A_stack_overflow_is_named_and_keeps_what_was_shown()
    {
        Assert.Contains("StackOverflowException: Stack overflow: a method calls itself without an end.", run.Result.Output);
        Assert.Contains("at Endless(Int32)", run.Result.Output);
        Assert.Contains("shown before the overflow", run.Report("02-overflow"));
    }

    [Fact]
    public void Environment_Exit_is_reported_with_its_code_and_keeps_what_was_shown()
    {
        Assert.Contains("ended with exit code 3", run.Result.Output);
        Assert.Contains("shown before the exit", run.Report("03-exit"));
    }

    [Fact]
    public void A_flood_of_output_is_cut_and_says_so()
    {
        string report = run.Report("04-flood");
        Assert.Contains("[99000000 more characters were written and are not kept", report);
        Assert.Contains("an output of ", report);
        Assert.InRange(report.Length, 1_000_000, 10_000_000);
    }

    [Fact]
    public void An_exception_on_another_thread_is_told() =>
        Assert.Contains("InvalidOperationException: on a thread", run.Result.Output);

    [Fact]
    public void A_notebook_or_a_program_that_it_starts_reads_input_and_finds_none() => Assert.Contains("✓ 06-stdin.dib", run.Result.Output);

    [Fact]
    public void A_folder_that_disappears_does_not_stop_the_run() => Assert.Matches("[✓✗] 08-gone.dib", run.Result.Output);

    [Fact]
    public void Nothing_is_left_half_written() => Assert.DoesNotContain(run.Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
}
