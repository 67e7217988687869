using PuppeteerSharp;

namespace NotebookRunner.Twins;

/// <summary>
/// Still images of the charts of Plotly.NET and the diagrams in a notebook's outputs, for viewers that run no scripts. An installed
/// browser draws them; where there is none, what has not changed keeps the image it had. The library's figures have theirs in their
/// HTML; what they lose here is the plotly.js that the first of them carries, which is there again as soon as its cell is run.
/// </summary>
public static class StaticImages
{
    private const string Html = "text/html";

    private static readonly string[] imageTypes = ["image/svg+xml", "image/png"];
    private static readonly string[] scripts =
        ["vendor/plotly.js/plotly.min.js", "plotly-net.js", "vendor/mermaid/mermaid.min.js", "static-image.js"];

    private static readonly TimeSpan timeLimit = TimeSpan.FromMinutes(1);

    /// <summary>The notebook with an image beside each chart and diagram that could be drawn.</summary>
    /// <param name="previous">The same notebook as it was written before; a chart that is in it too keeps that image, byte for
    /// byte.</param>
    /// <param name="browser">What draws; null for nothing.</param>
    public static async Task<Notebook> AddAsync(Notebook executed, Notebook? previous, string? browser, CancellationToken cancellation)
    {
        var images = new Dictionary<string, Image>();
        foreach (var display in Displays(previous))
        {
            if (Drawing(display) is { } drawn && imageTypes.FirstOrDefault(display.Data.ContainsKey) is { } type)
                images[drawn] = new(type, display.Data[type]);
        }

        string[] missing = [.. Displays(executed).Select(Drawing).OfType<string>().Distinct().Where(drawn => !images.ContainsKey(drawn))];
        if (missing.Length > 0 && browser is not null) await DrawAsync(missing, browser, images, cancellation);
        return executed with { Cells = [.. executed.Cells.Select(cell => cell with { Outputs = [.. cell.Outputs.Select(Still)] })] };

        CellOutput Still(CellOutput output)
        {
            if (output is not DisplayOutput display) return output;
            var data = new Dictionary<string, string>(display.Data);
            if (data.TryGetValue(Html, out string? html)) data[Html] = PageNeeds.WithoutPlotlyJs(html);
            if (!imageTypes.Any(data.ContainsKey) && Drawing(display) is { } drawn && images.TryGetValue(drawn, out var image))
                data[image.Type] = image.Content;
            return display with { Data = data };
        }
    }

    private static IEnumerable<DisplayOutput> Displays(Notebook? notebook) =>
        notebook?.Cells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>() ?? [];

    /// <summary>What a browser is to draw, as the JavaScript call that draws it; null if there is nothing to draw.</summary>
    private static string? Drawing(DisplayOutput display) =>
        display.Data.TryGetValue("text/vnd.mermaid", out string? diagram) ? $"drawDiagram({JsonSerializer.Serialize(diagram)})"
        : display.Data.TryGetValue(Html, out string? html) && PageNeeds.IsPlotlyNetChart(html)
            ? $"drawChart({JsonSerializer.Serialize(html)})"
            : null;

    private static async Task DrawAsync(
        IEnumerable<string> drawings, string executable, Dictionary<string, Image> images, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            await using var browser = await Chromium.StartAsync(executable);
            await using var page = await browser.NewPageAsync();
            foreach (string script in scripts) await page.EvaluateExpressionAsync(Asset.Text(script) + "\n;null").WaitAsync(limit.Token);
            foreach (string drawing in drawings)
            {
                // Null for a figure that is no valid JSON: the reader sees in the cell's own output what is wrong with it.
                var image = await page.EvaluateExpressionAsync<Image?>($"Promise.resolve().then(() => {drawing}).catch(() => null)")
                    .WaitAsync(limit.Token);
                if (image is not null) images[drawing] = image;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or PuppeteerException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            // An image is an extra: a browser that does not work here leaves the notebook as it is.
        }
    }

    private sealed record Image(string Type, string Content);
}
