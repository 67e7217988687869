namespace NotebookRunner.Reports;

/// <summary>One HTML page for an executed notebook, which holds all it needs and prints as a lab report.</summary>
public static class HtmlReport
{
    /// <summary>Loads and compiles what the first page would otherwise wait for, on a thread of its own while the notebook runs.</summary>
    public static Task WarmUpAsync() => Task.Run(() =>
    {
        var output = new DisplayOutput(new Dictionary<string, string> { ["text/html"] = "<table><tr><td>1</td></tr></table>" });
        var text = new Cell("markdown", "# Title\n\n$z$ and a table.\n\n| a |\n| - |\n| 1 |");
        var notebook = new Notebook([text, new Cell("csharp", "1") { Outputs = [output] }]);
        Render(new ReportPage("warm-up", new NotebookResult("warm-up.dib", notebook, Outcome.Passed, TimeSpan.Zero)));
    });

    public static string Render(ReportPage page) => PageTemplate.Fill("report", new PageView(page));
}
