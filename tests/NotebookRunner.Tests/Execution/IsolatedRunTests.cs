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
}
