using System.Text.Json.Nodes;

namespace RealKernel.Tests;

/// <summary>notebooks/plotly-net.dib: our figures drawn by Plotly.NET.</summary>
[Collection(nameof(KernelSession))]
public sealed class PlotlyNetTests
{
    private const string Library = "#r \"./lib/Backprop.dll\"\nusing Backprop;";
    private const string Import = "#!import ./plotly-net.dib";
    private const string Curve = "var curve = new Figure([new System.Text.Json.Nodes.JsonObject { [\"x\"] = new System.Text.Json.Nodes.JsonArray(1, 2), [\"y\"] = new System.Text.Json.Nodes.JsonArray(0.5, 0.25) }], new() { [\"title\"] = new System.Text.Json.Nodes.JsonObject { [\"text\"] = \"loss\" }, [\"yaxis\"] = new System.Text.Json.Nodes.JsonObject { [\"type\"] = \"log\", [\"title\"] = new System.Text.Json.Nodes.JsonObject { [\"text\"] = \"L\" } } });";

    [Fact]
    public async Task A_figure_handed_over_says_the_same_as_before()
    {
        using var session = await Start();
        var ours = JsonNode.Parse((string)(await session.ValueAsync("curve.ToJson()"))!)!;
        var theirs = JsonNode.Parse((string)(await session.ValueAsync("GenericChart.toJson(curve.ToPlotlyNet())"))!)!;
        Assert.True(JsonNode.DeepEquals(ours["layout"], theirs["layout"]), theirs["layout"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(ours["config"], theirs["config"]), theirs["config"]!.ToJsonString());
    }

    private static async Task<KernelSession> Start()
    {
        var session = new KernelSession();
        await session.ValueAsync(Library);
        await session.ValueAsync(Import);
        await session.ValueAsync(Curve);
        return session;
    }
}
