using System.Diagnostics;
using NotebookRunner.Tests.Execution;
using NotebookRunner.Twins;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>Ctrl+C ends the run and everything it started, and leaves whole files.</summary>
public sealed class InterruptTests : IDisposable
{
    private readonly RunnerProgram runner = new();

    public void Dispose() => runner.Dispose();

    [Fact]
    public void Ctrl_C_ends_the_notebooks_and_writes_what_there_is()
    {
        SkipWithoutInterrupts();
        string started = Path.Combine(runner.Folder, "started");
        runner.WithNotebook(
            "01-loop.dib",
            $"System.IO.File.WriteAllText(\"{started}\", Environment.ProcessId.ToString());\nConsole.WriteLine(\"shown\");\nwhile (true) {{ }}");
        using var process = runner.Start();
        var clock = Stopwatch.StartNew();
        while (!(File.Exists(started) && File.ReadAllText(started).Length > 0) && clock.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(50);
        int notebook = int.Parse(File.ReadAllText(started));
        Process.Start("kill", ["-INT", process.Id.ToString()]).WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled", output);
        Assert.Contains("shown", runner.Report("01-loop"));
        Assert.True(runner.HasReport("index"));
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(notebook));
        Assert.DoesNotContain(Directory.EnumerateFiles(runner.Folder, "*.tmp", SearchOption.AllDirectories), _ => true);
    }

    [Fact]
    public void Ctrl_C_while_the_images_of_a_twin_are_drawn_loses_neither_summary_nor_index()
    {
        SkipWithoutInterrupts();
        Assert.SkipUnless(Chromium.Find() is not null, Chromium.Missing);
        runner.WithFile("notebooks/01-a.dib", string.Concat(Enumerable.Range(0, 30).Select(i => $"#!mermaid\n\ngraph TD; A-->B{i}\n\n")));
        using var process = runner.Start("refresh");
        var clock = Stopwatch.StartNew();
        while (!runner.HasReport("01-a") && clock.Elapsed < TimeSpan.FromSeconds(120)) Thread.Sleep(20);
        Process.Start("kill", ["-INT", process.Id.ToString()]).WaitForExit();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(30_000));
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("cancelled before its twin was written", output);
        Assert.Contains("Reports: ", output);
        Assert.True(runner.HasReport("index"));
        Assert.False(File.Exists(Path.Combine(runner.Folder, "notebooks", "01-a.ipynb")));
    }

    [Fact]
    public void A_notebook_ends_when_the_runner_is_killed()
    {
        string started = Path.Combine(runner.Folder, "started");
        runner.WithNotebook(
            "01-loop.dib", $"System.IO.File.WriteAllText(@\"{started}\", Environment.ProcessId.ToString());\nwhile (true) {{ }}");
        using var process = runner.Start();
        var clock = Stopwatch.StartNew();
        while (!(File.Exists(started) && File.ReadAllText(started).Length > 0) && clock.Elapsed < TimeSpan.FromSeconds(60))
            Thread.Sleep(50);
        using var notebook = Process.GetProcessById(int.Parse(File.ReadAllText(started)));
        process.Kill(entireProcessTree: false);
        Assert.True(notebook.WaitForExit(30_000));
    }

    [Fact]
    public void What_a_cell_started_ends_when_the_runner_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sleep on Windows.");
        string started = Path.Combine(runner.Folder, "started");
        runner.WithNotebook(
            "01-child.dib",
            $"var child = System.Diagnostics.Process.Start(\"sleep\", \"1000\");\nSystem.IO.File.WriteAllText(@\"{started}\", child.Id.ToString());\nchild.WaitForExit();");
        using var process = runner.Start();
        var clock = Stopwatch.StartNew();
        while (!(File.Exists(started) && File.ReadAllText(started).Length > 0) && clock.Elapsed < TimeSpan.FromSeconds(120))
            Thread.Sleep(50);
        using var child = Process.GetProcessById(int.Parse(File.ReadAllText(started)));
        process.Kill(entireProcessTree: false);
        Assert.True(child.WaitForExit(30_000));
    }

    [Fact]
    public void A_run_leaves_nothing_in_the_temporary_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The folder has another variable there.");
        string temporary = Directory.CreateDirectory(Path.Combine(runner.Folder, "tmp")).FullName;
        using var feed = new PackageFeed();
        feed.With("One", "1.0.0", "public static class One { public static int Value => 1; }");
        string notebook = Path.Combine(feed.Folder, "a.dib");
        File.WriteAllText(notebook, "#!csharp\n\n#r \"nuget: One, 1.0.0\"\nOne.Value\n");
        runner.Environment["TMPDIR"] = temporary;

        var result = runner.Run(notebook);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        // NuGet's own, which it keeps.
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary).Select(Path.GetFileName).Except(["NuGetScratchroot"]));
    }

    [Fact]
    public void What_a_cell_left_running_in_the_background_ends_with_the_notebook()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        runner.WithNotebook(
            "01-daemon.dib",
            "System.Diagnostics.Process.Start(\"sh\", [\"-c\", \"sleep 1000 & echo $! > started\"]).WaitForExit();",
            "Environment.Exit(1);");
        Assert.Equal(1, runner.Run().ExitCode);
        int daemon = int.Parse(File.ReadAllText(Path.Combine(runner.Folder, "notebooks", "started")));
        Assert.True(HasEnded(daemon), $"{daemon} still runs");
    }

    private static bool HasEnded(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return process.WaitForExit(30_000);
        }
        catch (ArgumentException)
        {
            return true;
        }
    }

    /// <summary>What a shell starts in the background ignores Ctrl+C, and so does all that it starts.</summary>
    private static void SkipWithoutInterrupts()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that one process can send to another");
        if (!OperatingSystem.IsLinux()) return;
        string ignored = File.ReadLines("/proc/self/status").First(line => line.StartsWith("SigIgn:", StringComparison.Ordinal));
        Assert.SkipWhen((Convert.ToInt64(ignored.Split('\t')[1], 16) & 2) != 0, "These tests run in the background, where Ctrl+C is ignored.");
    }
}
