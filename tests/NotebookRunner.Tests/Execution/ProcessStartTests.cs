using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>A notebook whose process does not come to its first cell fails with a reason, and holds up nobody.</summary>
public sealed class ProcessStartTests
{
    private static readonly Notebook notebook = new([new("csharp", "1")]);

    [Fact]
    public async Task A_program_that_is_missing_is_named()
    {
        var result = await Run("/no/such/dotnet");
        Assert.StartsWith("The notebook's process cannot be started: ", result.Reason, StringComparison.Ordinal);
        Assert.Contains("/no/such/dotnet", result.Reason);
    }

    [Fact]
    public async Task A_program_that_may_not_be_run_is_named()
    {
        string file = Path.GetTempFileName();
        try
        {
            var result = await Run(file);
            Assert.StartsWith("The notebook's process cannot be started: ", result.Reason, StringComparison.Ordinal);
            Assert.Contains(file, result.Reason);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_file_of_the_program_that_is_missing_is_named()
    {
        var result = await Run(NotebookProcess.Dotnet, "exec", "/no/such/NotebookRunner.dll");
        Assert.Matches("^The notebook's process ended with exit code [0-9]+ before its first cell\\.\n", result.Reason);
        Assert.Contains("/no/such/NotebookRunner.dll", result.Reason);
    }

    [Fact]
    public async Task A_runtime_that_is_missing_is_named()
    {
        string folder = Directory.CreateTempSubdirectory("notebook-runner-").FullName;
        try
        {
            string program = Path.Combine(folder, "a.dll");
            File.Copy(typeof(NotebookProcess).Assembly.Location, program);
            File.WriteAllText(
                Path.Combine(folder, "a.runtimeconfig.json"),
                """{"runtimeOptions":{"framework":{"name":"Microsoft.NETCore.App","version":"99.0.0"}}}""");
            var result = await Run(NotebookProcess.Dotnet, "exec", program);
            Assert.Contains("before its first cell", result.Reason);
            Assert.Contains("99.0.0", result.Reason);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_process_that_says_nothing_and_ends_is_told_by_its_exit_code() =>
        Assert.Equal("The notebook's process ended with exit code 3 before its first cell.", (await Shell("exit 3")).Reason);

    [Fact]
    public async Task What_a_process_says_before_it_ends_is_told() =>
        Assert.Equal(
            "The notebook's process ended with exit code 0 before its first cell.\nno more\nfiles",
            (await Shell("printf 'no more\\n\\n  files\\n' >&2")).Reason);

    [Fact]
    public async Task A_process_that_is_killed_at_its_start_is_told() =>
        Assert.Contains("ended from outside (SIGKILL)", (await Shell("kill -9 $$")).Reason);

    [Fact]
    public async Task A_process_without_the_memory_to_start_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no env on Windows.");
        var result = await Run(["env", "DOTNET_GCHeapHardLimit=10000", .. NotebookProcess.Program]);
        Assert.Equal("The notebook's process was out of memory.", result.Reason);
    }

    [Theory]
    [InlineData(137, "ended from outside (SIGKILL)")]
    [InlineData(143, "ended from outside (SIGTERM)")]
    [InlineData(139, "crashed (SIGSEGV)")]
    [InlineData(134, "crashed (SIGABRT)")]
    [InlineData(3, "ended with exit code 3 in the middle of the notebook; a call of Environment.Exit?")]
    [InlineData(-1073741819, "ended with exit code -1073741819")]
    public void The_exit_code_of_a_notebook_that_has_begun_says_who_ended_it(int exitCode, string reason) =>
        Assert.Contains(reason, ProcessEnd.Describe(exitCode, "", hasSpoken: true).Message);

    /// <summary>What it is asked to run is larger than a pipe, which it never reads.</summary>
    [Fact]
    public async Task A_process_that_hangs_at_its_start_is_ended_at_the_limit()
    {
        var result = await Shell("exec sleep 1000", new Notebook([new("csharp", new string('/', 1_000_000))]));
        Assert.Matches(@"^The notebook's process has not begun its first cell after \d+ s\.$", result.Reason);
    }

    private static Task<NotebookResult> Shell(string script, Notebook? cells = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no sh on Windows.");
        return RunAsync(cells ?? notebook, TimeSpan.FromSeconds(cells is null ? 120 : 2), "/bin/sh", "-c", script);
    }

    private static Task<NotebookResult> Run(params string[] program) => RunAsync(notebook, TimeSpan.FromMinutes(2), program);

    private static async Task<NotebookResult> RunAsync(Notebook cells, TimeSpan start, params string[] program)
    {
        var limits = new TimeLimits(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) { Start = start };
        using var run = new IsolatedRun(Path.Combine(Path.GetTempPath(), "a.dib"), limits) { Program = program };
        var result = await run.RunAsync(cells, null, TestContext.Current.CancellationToken);
        Assert.Equal((Outcome.Failed, null), (result.Outcome, result.FailedCell));
        Assert.All(result.Notebook.Cells, cell => Assert.Null(cell.Time));
        return result;
    }
}
