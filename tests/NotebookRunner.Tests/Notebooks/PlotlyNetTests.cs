using System.Text.Json.Nodes;
using NotebookRunner.Tests.Execution;

namespace NotebookRunner.Tests.Notebooks;

/// <summary>notebooks/plotly-net.dib: what the import defines, and what it leaves alone.</summary>
[Collection(nameof(Session))]
public sealed class PlotlyNetTests
{
    private const string Library = "#r \"./lib/Backprop.dll\"\nusing Backprop;";
    private const string Import = "#!import ./plotly-net.dib";
    private const string Curve = "var curve = Figures.Curves(\"x\", \"y\", (\"line\", [1, 2], [0.5, 0.25])).WithLogY();";

    [Fact]
    public async Task The_import_works_before_and_after_the_library_is_loaded()
    {
        foreach (string[] order in (string[][])[[Library, Import], [Import, Library]])
        {
            using var kernel = await StartAsync(order);
            Assert.Equal(
                "Plotly.NET.GenericChart",
                (await kernel.ValueAsync("curve.ToPlotlyNet().GetType().BaseType.FullName.Split('+')[0]"))!.ToString());
        }
    }

    [Fact]
    public async Task A_chart_is_shown_as_the_html_of_Plotly_NET_and_a_style_changes_what_it_names()
    {
        using var kernel = await StartAsync(Library, Import);
        var shown = Assert.Single(await kernel.ShownAsync("curve.ToPlotlyNet()"));
        Assert.Contains(
            "Plotly.newPlot", shown.FormattedValues.Single(value => value.MimeType == "text/html").Value, StringComparison.Ordinal);
        var chart =
            await JsonAsync(kernel, "curve.ToPlotlyNet().WithYAxisStyle<double, double, string>(TitleText: \"loss\").WithSize(300)");
        var axis = chart["layout"]!["yaxis"]!;
        Assert.Equal("loss", (string?)axis["title"]!["text"]);
        Assert.Equal("log", (string?)axis["type"]);
        Assert.Equal(300, (int)chart["layout"]!["width"]!);
    }

    [Fact]
    public async Task Every_name_of_the_library_means_the_library_after_the_import()
    {
        using var kernel = await StartAsync(Library, Import);
        var names = ((Type)(await kernel.ValueAsync("typeof(Network)"))!).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "Backprop", IsGenericType: false, IsNested: false }).Select(type => type.Name);
        await kernel.ValueAsync($"string.Join(\", \", new[] {{ {string.Join(", ", names.Select(name => $"nameof({name})"))} }})");
        Assert.Equal("Backprop.Figure", await kernel.ValueAsync("typeof(Figure).FullName"));
    }

    private static async Task<JsonNode> JsonAsync(LessonKernel kernel, string chart) =>
        JsonNode.Parse((string)(await kernel.ValueAsync($"GenericChart.toJson({chart})"))!)!;

    private static async Task<LessonKernel> StartAsync(params string[] cells)
    {
        var kernel = new LessonKernel();
        foreach (string cell in (string[])[.. cells, Curve]) await kernel.ValueAsync(cell);
        return kernel;
    }
}
