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

    private static IsolatedRun Watched(PackageFeed feed) =>
        new(Path.Combine(feed.Folder, "a.dib"), new TimeLimits(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(2)));
}
