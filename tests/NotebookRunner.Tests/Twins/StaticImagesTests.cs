using System.Text.RegularExpressions;
using NotebookRunner.Documents;
using NotebookRunner.Tests.Reports;
using NotebookRunner.Twins;

namespace NotebookRunner.Tests.Twins;

public sealed class StaticImagesTests
{
    private const string Svg = "image/svg+xml";

    private static readonly Notebook notebook = WithOutputs(
        new DisplayOutput(new Dictionary<string, string> { ["text/html"] = SampleNotebook.Figure }, IsResult: true),
        new DisplayOutput(new Dictionary<string, string> { ["text/html"] = "<b>no figure</b>" }),
        new DisplayOutput(new Dictionary<string, string> { ["text/vnd.mermaid"] = "graph LR\n  X --> Y" }),
        new DisplayOutput(new Dictionary<string, string> { ["text/html"] = SampleNotebook.PlotlyNetFigure }),
        new StreamOutput("stdout", "text"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_chart_and_diagram_gets_an_image_that_is_the_same_each_time()
    {
        Assert.SkipWhen(Chromium.Find() is null, Chromium.Missing);

        var first = Images(await StaticImages.AddAsync(notebook, null, Chromium.Find(), Cancellation));
        var second = Images(await StaticImages.AddAsync(notebook, null, Chromium.Find(), Cancellation));

        Assert.Equal(first, second);
        Assert.Null(first[0]);
        Assert.Null(first[1]);
        Assert.Contains(">X<", first[2]);
        Assert.DoesNotContain("foreignObject", first[2]);
        Assert.Equal(2, Regex.Count(first[3]!, "class=\"point\""));
    }

    [Fact]
    public async Task A_chart_that_has_not_changed_keeps_its_image_and_a_new_one_without_a_browser_has_none()
    {
        var data =
            new Dictionary<string, string> { ["text/html"] = SampleNotebook.PlotlyNetFigure, [Svg] = "<svg>as drawn elsewhere</svg>" };

        var images = Images(await StaticImages.AddAsync(notebook, WithOutputs(new DisplayOutput(data)), browser: null, Cancellation));

        Assert.Equal([null, null, null, "<svg>as drawn elsewhere</svg>"], images);
    }

    [Fact]
    public async Task A_figure_of_the_library_keeps_its_still_image_and_leaves_plotly_js_behind()
    {
        var without = await StaticImages.AddAsync(notebook, null, browser: null, Cancellation);

        string html = ((DisplayOutput)without.Cells[0].Outputs[0]).Data["text/html"];
        Assert.True(SampleNotebook.Figure.Length > 500_000, "the figure should carry plotly.js");
        Assert.InRange(html.Length, 5_000, 60_000);
        Assert.Contains("<img class=\"plotly-figure-still\" alt=\"Loss\"", html, StringComparison.Ordinal);
        Assert.Contains("plotly-figure-data", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_does_not_start_leaves_the_notebook_as_it_is()
    {
        string broken = Path.Combine(AppContext.BaseDirectory, "NotebookRunner.Tests.dll");

        Assert.All(Images(await StaticImages.AddAsync(notebook, null, broken, Cancellation)), Assert.Null);
    }

    private static Notebook WithOutputs(params CellOutput[] outputs) => new([new Cell("csharp", "figure") { Outputs = outputs }]);

    private static List<string?> Images(Notebook notebook) =>
        [.. notebook.Cells[0].Outputs.OfType<DisplayOutput>().Select(display => display.Data.GetValueOrDefault(Svg))];
}
