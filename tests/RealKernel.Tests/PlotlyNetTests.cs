using System.Text.Json.Nodes;

namespace RealKernel.Tests;

/// <summary>notebooks/plotly-net.dib: what the import defines, and what it leaves alone.</summary>
[Collection(nameof(KernelSession))]
public sealed class PlotlyNetTests
{
    private const string Library = "#r \"./lib/Backprop.dll\"\nusing Backprop;";
    private const string Import = $"#!import ./{Places.Import}";
    private const string Curve = "var curve = Figures.Curves(\"x\", \"y\", (\"line\", [1, 2], [0.5, 0.25])).WithLogY();";

    [Fact]
    public async Task The_import_works_before_and_after_the_library_is_loaded()
    {
        foreach (var order in (string[][])[[Library, Import], [Import, Library]])
        {
            using var session = await StartAsync(order);
            Assert.Equal("Plotly.NET.GenericChart", (await session.ValueAsync("curve.ToPlotlyNet().GetType().BaseType.FullName.Split('+')[0]"))!.ToString());
        }
    }

    [Fact]
    public async Task A_chart_is_shown_as_the_html_of_Plotly_NET()
    {
        using var session = await StartAsync(Library, Import);
        var shown = Assert.Single((await session.RunAsync("curve.ToPlotlyNet()")).Shown);
        Assert.Contains("Plotly.newPlot", shown.As("text/html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_style_of_Plotly_NET_changes_what_it_names_and_keeps_the_rest()
    {
        using var session = await StartAsync(Library, Import);
        var chart = await JsonAsync(session, "curve.ToPlotlyNet().WithYAxisStyle<double, double, string>(TitleText: \"loss\").WithSize(300)");
        var axis = chart["layout"]!["yaxis"]!;
        Assert.Equal("loss", (string?)axis["title"]!["text"]);
        Assert.Equal("log", (string?)axis["type"]);
        Assert.Equal(300, (int)chart["layout"]!["width"]!);
    }

    [Fact]
    public async Task Every_name_of_the_library_means_the_library_after_the_import()
    {
        using var session = await StartAsync(Library, Import);
        var names = ((Type)(await session.ValueAsync("typeof(Network)"))!).Assembly.GetExportedTypes()
            .Where(type => type is { Namespace: "Backprop", IsGenericType: false, IsNested: false }).Select(type => type.Name);
        await session.ValueAsync($"string.Join(\", \", new[] {{ {string.Join(", ", names.Select(name => $"nameof({name})"))} }})");
        Assert.Equal("Backprop.Figure", await session.ValueAsync("typeof(Figure).FullName"));
    }

    private static async Task<JsonNode> JsonAsync(KernelSession session, string chart) =>
        JsonNode.Parse((string)(await session.ValueAsync($"GenericChart.toJson({chart})"))!)!;

    private static async Task<KernelSession> StartAsync(params string[] cells)
    {
        var session = new KernelSession();
        foreach (var cell in (string[])[.. cells, Curve]) await session.ValueAsync(cell);
        return session;
    }
}
