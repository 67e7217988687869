using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>A notebook that is run again and again, as <c>watch</c> does.</summary>
public sealed class IsolatedRunTests
{
    [Fact]
    public async Task A_notebook_that_loses_all_its_code_and_gets_some_again_runs_from_the_start()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var limit = TimeSpan.FromMinutes(2);
        using var run = new IsolatedRun(Path.Combine(Path.GetTempPath(), "a.dib"), new TimeLimits(limit, limit));
        var text = new Cell("markdown", "text");

        await run.RunAsync(new Notebook([new("csharp", "var x = 1;")]), null, cancellation);
        await run.RunAsync(new Notebook([text, text, text]), null, cancellation);
        var result =
            await run.RunAsync(new Notebook([text, text, text, new("csharp", "var x = 2;"), new("csharp", "x")]), null, cancellation);

        Assert.Equal(Outcome.Passed, result.Outcome);
        Assert.Equal("[2]", result.Notebook.Cells[4].Text());
        Assert.Equal([null, null, null, 1, 2], result.Notebook.Cells.Select(cell => cell.ExecutionCount));
    }

    [Fact]
    public async Task An_import_whose_package_is_missing_is_a_notice_whenever_its_cell_runs()
    {
        using var feed = new PackageFeed();
        File.WriteAllText(Path.Combine(feed.Folder, "charts.dib"), "#!csharp\n\n#r \"nuget: No.Such.Package, 1.0.0\"\n");
        using var run = Watched(feed);

        foreach (string code in (string[])["#!import ./charts.dib\n1", "#!import ./charts.dib\n2"])
        {
            var result = await run.RunAsync(new Notebook([new("csharp", code)]), null, TestContext.Current.CancellationToken);
            Assert.Equal(Outcome.Passed, result.Outcome);
            Assert.StartsWith("[charts.dib was not imported: NU1101", result.Notebook.Cells[0].Text(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_name_of_a_package_can_be_mended()
    {
        using var feed = new PackageFeed();
        feed.With("Right", "1.0.0", "public static class Right { public static int Value => 3; }");
        using var run = Watched(feed);

        var wrong = await run.RunAsync(
            new Notebook([new("csharp", "#r \"nuget: Wrong, 1.0.0\"\nRight.Value")]), null, TestContext.Current.CancellationToken);
        Assert.Equal(Outcome.Failed, wrong.Outcome);
        var right = await run.RunAsync(
            new Notebook([new("csharp", "#r \"nuget: Right, 1.0.0\"\nRight.Value")]), null, TestContext.Current.CancellationToken);
        Assert.Equal("[3]", right.Notebook.Cells[0].Text());
    }

    [Theory]
    [InlineData("Environment.Exit(137);", "The notebook's process ended with exit code 137 in the middle of the notebook")]
    [InlineData("Environment.Exit(143);", "The notebook's process ended with exit code 143 in the middle of the notebook")]
    [InlineData("Environment.Exit(139);", "The notebook's process ended with exit code 139 in the middle of the notebook")]
    [InlineData("System.Diagnostics.Process.Start(\"kill\", $\"{Environment.ProcessId}\"); System.Threading.Thread.Sleep(60_000);",
        "The notebook's process was ended from outside (SIGTERM)")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill(); System.Threading.Thread.Sleep(60_000);",
        "The notebook's process was ended from outside (SIGKILL)")]
    public async Task Who_ended_the_process_is_told_and_no_exit_code_of_its_own_passes_for_a_signal(string code, string told)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        var limit = TimeSpan.FromSeconds(30);
        using var run = new IsolatedRun(Path.Combine(Path.GetTempPath(), "a.dib"), new TimeLimits(limit, limit));

        var result = await run.RunAsync(new Notebook([new("csharp", code)]), null, TestContext.Current.CancellationToken);

        Assert.StartsWith(told, result.Notebook.Cells[0].Error().Message, StringComparison.Ordinal);
    }

    private static IsolatedRun Watched(PackageFeed feed) =>
        new(Path.Combine(feed.Folder, "a.dib"), new TimeLimits(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)));
}
