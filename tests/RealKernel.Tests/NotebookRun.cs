using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Documents;

namespace RealKernel.Tests;

/// <summary>A notebook that was run on the real kernel to its end or its first error; each is run once for all tests.</summary>
/// <param name="Cells">All its cells, as the real document library reads them.</param>
/// <param name="Runs">What the cells gave that the kernel ran, by their index.</param>
/// <param name="HandOvers">What came of handing each figure that was shown to Plotly.NET.</param>
internal sealed record NotebookRun(IReadOnlyList<InteractiveDocumentElement> Cells, IReadOnlyDictionary<int, CellRun> Runs, IReadOnlyList<HandOver> HandOvers)
{
    private static readonly ConcurrentDictionary<string, Task<NotebookRun>> all = new();

    public static Task<NotebookRun> OfAsync(string name) => all.GetOrAdd(name, RunAsync);

    private static async Task<NotebookRun> RunAsync(string name)
    {
        var document = await InteractiveDocument.LoadAsync(new FileInfo(Path.Combine(Places.NotebookFolder, name)), RunnerTwins.Kernels());
        using var session = new KernelSession();
        Dictionary<int, CellRun> runs = [];
        foreach (var (cell, index) in document.Elements.Select((cell, i) => (cell, i)).Where(pair => pair.cell.KernelName is "csharp" or "html"))
        {
            runs[index] = await session.RunAsync(cell.Contents, cell.KernelName!);
            if (runs[index].Errors.Count > 0) return new NotebookRun([.. document.Elements], runs, []);
        }
        List<HandOver> handOvers = [];
        await session.ValueAsync($"#!import ./{Places.Import}");
        foreach (var figure in runs.Values.SelectMany(run => run.Shown).Select(shown => shown.Value).OfType<object>().Where(value => value.GetType().FullName == "Backprop.Figure"))
        {
            handOvers.Add(await HandOverAsync(session, figure));
        }
        return new NotebookRun([.. document.Elements], runs, handOvers);
    }

    private static async Task<HandOver> HandOverAsync(KernelSession session, object figure)
    {
        await session.SetAsync("figure", figure);
        var ours = JsonNode.Parse((string)(await session.ValueAsync("figure.ToJson()"))!)!;
        var plain = await session.RunAsync("GenericChart.toJson(figure.ToPlotlyNet())");
        var styled = await session.RunAsync("GenericChart.toJson(figure.ToPlotlyNet().WithTitle(\"restyled\").WithSize(700, 400))");
        return new HandOver(ours, plain, styled);
    }
}

/// <summary>A figure, what Plotly.NET says of it, and after <c>.WithTitle("restyled").WithSize(700, 400)</c>.</summary>
internal sealed record HandOver(JsonNode Figure, CellRun Plain, CellRun Restyled)
{
    /// <summary>How the figure looks with that title and size.</summary>
    public JsonNode RestyledFigure()
    {
        var figure = Figure.DeepClone();
        var layout = figure["layout"]!.AsObject();
        if (layout["title"] is not JsonObject) layout["title"] = new JsonObject();
        layout["title"]!["text"] = "restyled";
        (layout["width"], layout["height"]) = (700, 400);
        return figure;
    }
}
