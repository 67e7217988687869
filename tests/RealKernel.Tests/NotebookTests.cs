using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Documents;

namespace RealKernel.Tests;

/// <summary>Every notebook, on the kernel that VS Code and Jupyter run it on.</summary>
[Collection(nameof(KernelSession))]
public sealed class NotebookTests
{
    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task A_notebook_shows_what_our_runner_shows(string name)
    {
        var twin = await RunnerTwins.ReadAsync(name);
        using var session = new KernelSession();
        foreach (var (cell, index) in (await CellsAsync(name)).Select((cell, i) => (cell, i)))
        {
            if (!RunsInTheKernel(cell)) continue;
            var run = await session.RunAsync(cell.Contents, cell.KernelName!);
            Assert.True(run.Errors.Count == 0, $"{cell.Contents}\n{string.Join("\n", run.Errors)}");
            Assert.All(run.Shown.Where(shown => IsOurs(shown.Value)), HasItsOwnHtml);
            if (twin is not null) AssertSame(run, twin.Elements[index]);
        }
    }

    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task The_real_document_library_finds_the_cells_that_our_runner_finds(string name)
    {
        var twin = await RunnerTwins.ReadAsync(name);
        if (twin is null) return;
        Assert.Equal((await CellsAsync(name)).Select(Describe), twin.Elements.Select(Describe));

        static (string?, string) Describe(InteractiveDocumentElement cell) => (cell.KernelName, cell.Contents.ReplaceLineEndings("\n").Trim('\n'));
    }

    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task Every_figure_of_a_notebook_can_be_handed_to_Plotly_NET_and_restyled(string name)
    {
        using var session = new KernelSession();
        List<object> figures = [];
        foreach (var cell in (await CellsAsync(name)).Where(RunsInTheKernel))
        {
            var run = await session.RunAsync(cell.Contents, cell.KernelName!);
            figures.AddRange(run.Shown.Select(shown => shown.Value).OfType<object>().Where(value => value.GetType().FullName == "Backprop.Figure"));
        }
        await session.ValueAsync($"#!import ./{Places.Import}");
        foreach (var figure in figures)
        {
            await session.SetAsync("figure", figure);
            var ours = JsonNode.Parse((string)(await session.ValueAsync("figure.ToJson()"))!)!;
            if (ours["frames"]!.AsArray().Count > 0)
            {
                var run = await session.RunAsync("figure.ToPlotlyNet()");
                Assert.Contains("show the figure itself", Assert.Single(run.Errors), StringComparison.Ordinal);
                continue;
            }
            await AssertSameAsync(session, ours, "figure.ToPlotlyNet()");
            var layout = ours["layout"]!.AsObject();
            if (layout["title"] is not JsonObject) layout["title"] = new JsonObject();
            layout["title"]!["text"] = "restyled";
            (layout["width"], layout["height"]) = (700, 400);
            await AssertSameAsync(session, ours, "figure.ToPlotlyNet().WithTitle(\"restyled\").WithSize(700, 400)");
        }
    }

    private static async Task AssertSameAsync(KernelSession session, JsonNode ours, string chart)
    {
        var theirs = JsonNode.Parse((string)(await session.ValueAsync($"GenericChart.toJson({chart})"))!)!;
        Assert.All((string[])["data", "layout", "config"], part =>
            Assert.True(JsonNode.DeepEquals(ours[part], theirs[part]), $"{part} of {chart}:\n{ours[part]!.ToJsonString()}\n{theirs[part]!.ToJsonString()}"));
    }

    private static async Task<IEnumerable<InteractiveDocumentElement>> CellsAsync(string name) =>
        (await InteractiveDocument.LoadAsync(new FileInfo(Path.Combine(Places.NotebookFolder, name)), RunnerTwins.Kernels())).Elements;

    /// <summary>The others are for the page.</summary>
    private static bool RunsInTheKernel(InteractiveDocumentElement cell) => cell.KernelName is "csharp" or "html";

    private static bool IsOurs(object? value) => value?.GetType().Assembly.GetName().Name == "Backprop";

    private static void HasItsOwnHtml(Shown shown) =>
        Assert.Equal((string)shown.Value!.GetType().GetMethod("ToHtml", [])!.Invoke(shown.Value, [])!, shown.As("text/html"));

    private static void AssertSame(CellRun run, InteractiveDocumentElement twin)
    {
        Assert.Equal(
            twin.Outputs.OfType<TextElement>().Aggregate("", (text, output) => text + output.Text).ReplaceLineEndings("\n"),
            run.Shown.Where(shown => shown.IsConsole).Aggregate("", (text, shown) => text + shown.Formatted.First().Value).ReplaceLineEndings("\n"));
        var ours = twin.Outputs.Select(Data).OfType<IDictionary<string, object>>().ToList();
        var theirs = run.Shown.Where(shown => !shown.IsConsole).ToList();
        Assert.Equal(ours.Count, theirs.Count);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            Assert.All(their.Formatted, formatted => Assert.Contains(formatted.MimeType, our.Keys));
            var html = IsOurs(their.Value);
            var mimeType = html ? "text/html" : their.Formatted.First().MimeType;
            var (expected, actual) = (their.As(mimeType)!, Text(our[mimeType]));
            if (html) Assert.Equal(expected, actual, ignoreLineEndingDifferences: true);
            else Assert.Equal(RunnerTwins.Numbers(expected), RunnerTwins.Numbers(actual));
        }
    }

    private static IDictionary<string, object>? Data(InteractiveDocumentOutputElement output) => output switch
    {
        ReturnValueElement result => result.Data,
        DisplayElement display => display.Data,
        _ => null,
    };

    /// <summary>A file has a text as it is or as its lines.</summary>
    private static string Text(object data) => data is IEnumerable<object> lines ? string.Concat(lines) : data.ToString()!;
}
