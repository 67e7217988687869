using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Documents;

namespace RealKernel.Tests;

/// <summary>Every notebook, on the kernel that VS Code and Jupyter run it on.</summary>
[Collection(nameof(KernelSession))]
public sealed class NotebookTests
{
    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task No_cell_fails_and_every_object_of_the_library_shows_its_own_html(string name)
    {
        var run = await NotebookRun.OfAsync(name);
        foreach (var (index, cell) in run.Runs) Assert.True(cell.Errors.Count == 0, $"{run.Cells[index].Contents}\n{string.Join("\n", cell.Errors)}");
        Assert.All(run.Runs.Values.SelectMany(cell => cell.Shown).Where(shown => IsOurs(shown.Value)), shown =>
        {
            Assert.NotNull(shown.OwnHtml);
            Assert.Equal(shown.OwnHtml, shown.As("text/html"));
        });
    }

    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task Every_cell_gives_the_text_the_outputs_and_the_numbers_that_our_runner_gives(string name)
    {
        var run = await NotebookRun.OfAsync(name);
        var twin = await RunnerTwins.ReadAsync(name);
        Assert.SkipWhen(twin is null, "Our runner did not run this notebook, because its package is not on the feed.");
        foreach (var (index, cell) in run.Runs) AssertSame(cell, twin.Elements[index]);
    }

    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task The_real_document_library_finds_the_cells_that_our_runner_finds(string name)
    {
        var twin = await RunnerTwins.ReadAsync(name);
        Assert.SkipWhen(twin is null, "Our runner did not run this notebook, because its package is not on the feed.");
        Assert.Equal((await NotebookRun.OfAsync(name)).Cells.Select(Describe), twin.Elements.Select(Describe));

        static (string?, string) Describe(InteractiveDocumentElement cell) => (cell.KernelName, cell.Contents.ReplaceLineEndings("\n").Trim('\n'));
    }

    [Theory, MemberData(nameof(Places.Notebooks), MemberType = typeof(Places))]
    public async Task Every_figure_can_be_handed_to_Plotly_NET_and_restyled(string name)
    {
        foreach (var handOver in (await NotebookRun.OfAsync(name)).HandOvers)
        {
            if (handOver.Figure["frames"]!.AsArray().Count > 0)
            {
                Assert.Contains("show the figure itself", Assert.Single(handOver.Plain.Errors), StringComparison.Ordinal);
                continue;
            }
            AssertSame(handOver.Figure, handOver.Plain);
            AssertSame(handOver.RestyledFigure(), handOver.Restyled);
        }
    }

    private static bool IsOurs(object? value) => value?.GetType().Assembly.GetName().Name == "Backprop";

    private static void AssertSame(JsonNode figure, CellRun chart)
    {
        Assert.Empty(chart.Errors);
        var theirs = JsonNode.Parse((string)Assert.Single(chart.Shown).Value!)!;
        Assert.All((string[])["data", "layout", "config"], part =>
            Assert.True(JsonNode.DeepEquals(figure[part], theirs[part]), $"{part}:\n{figure[part]!.ToJsonString()}\n{theirs[part]!.ToJsonString()}"));
    }

    private static void AssertSame(CellRun cell, InteractiveDocumentElement twin)
    {
        Assert.Equal(
            string.Concat(twin.Outputs.OfType<TextElement>().Select(output => output.Text)).ReplaceLineEndings("\n"),
            string.Concat(cell.Shown.Where(shown => shown.IsConsole).Select(shown => shown.Formatted.First().Value)).ReplaceLineEndings("\n"));
        var ours = twin.Outputs.Select(Data).OfType<IDictionary<string, object>>().ToList();
        var theirs = cell.Shown.Where(shown => !shown.IsConsole).ToList();
        Assert.Equal(ours.Count, theirs.Count);
        foreach (var (our, their) in ours.Zip(theirs))
        {
            Assert.All(their.Formatted, formatted => Assert.Contains(formatted.MimeType, our.Keys));
            if (IsOurs(their.Value)) Assert.Equal(their.As("text/html"), Text(our["text/html"]), ignoreLineEndingDifferences: true);
            else Assert.All(their.Formatted, formatted => Assert.Equal(RunnerTwins.Numbers(formatted.Value), RunnerTwins.Numbers(Text(our[formatted.MimeType]))));
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
