using System.Text.Json;
using System.Text.RegularExpressions;
using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Twins;

/// <summary>
/// Still images of the charts of Plotly.NET and the diagrams in a notebook's outputs, for viewers that run no scripts. An installed
/// browser draws them; where there is none, what has not changed keeps the image it had. The library's figures have theirs in their
/// HTML; what they lose here is the plotly.js that the first of them carries, which is there again as soon as its cell is run.
/// </summary>
public static partial class StaticImages
{
    private const string Figure = "text/html";
    private const string Diagram = "text/vnd.mermaid";

    private static readonly string[] imageTypes = ["image/svg+xml", "image/png"];
    private static readonly TimeSpan timeLimit = TimeSpan.FromMinutes(1);

    /// <summary>The notebook with an image beside each chart and diagram that could be drawn.</summary>
    /// <param name="executed">The notebook with its outputs.</param>
    /// <param name="previous">The same notebook as it was written before; a chart that is in it too keeps that image, byte for
    /// byte.</param>
    /// <param name="cancellation">Stops the drawing.</param>
    public static Task<Notebook> AddAsync(Notebook executed, Notebook? previous, CancellationToken cancellation) =>
        AddAsync(executed, previous, Chromium.Find(), cancellation);

    /// <summary>The same with a given browser; null for none.</summary>
    internal static async Task<Notebook> AddAsync(Notebook executed, Notebook? previous, string? browser, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(executed);
        var images = new Dictionary<string, (string Type, string Content)>(StringComparer.Ordinal);
        foreach (var display in Displays(previous))
        {
            if (Drawable(display) is { } drawn && imageTypes.FirstOrDefault(display.Data.ContainsKey) is { } type)
            {
                images[drawn] = (type, display.Data[type]);
            }
        }

        string[] missing = [.. Displays(executed).Select(Drawable).OfType<string>().Distinct()
            .Where(drawable => !images.ContainsKey(drawable))];
        if (missing.Length > 0 && browser is not null)
        {
            await DrawAsync(missing, browser, images, cancellation).ConfigureAwait(false);
        }

        return executed with
        {
            Cells = [.. executed.Cells.Select(cell =>
            cell with { Outputs = [.. cell.Outputs.Select(output => WithImage(output, images))] })]
        };
    }

    [GeneratedRegex("<script type=\"application/gzip\" class=\"plotly-js\"[^>]*>[^<]*</script>")]
    private static partial Regex PlotlyJs();

    private static IEnumerable<DisplayOutput> Displays(Notebook? notebook) =>
        notebook?.Cells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>() ?? [];

    /// <summary>What a browser is to draw, as the JavaScript call that draws it; null if there is nothing to draw.</summary>
    private static string? Drawable(DisplayOutput display)
    {
        if (display.Data.TryGetValue(Diagram, out string? source))
        {
            return $"drawDiagram({JsonSerializer.Serialize(source)})";
        }

        if (!display.Data.TryGetValue(Figure, out string? html))
        {
            return null;
        }

        return PageNeeds.IsPlotlyNetChart(html) ? $"drawChart({JsonSerializer.Serialize(html)})" : null;
    }

    private static CellOutput WithImage(CellOutput output, Dictionary<string, (string Type, string Content)> images) =>
        output is DisplayOutput html && html.Data.TryGetValue(Figure, out string? text) && PlotlyJs().IsMatch(text)
            ? html with
            {
                Data = new Dictionary<string,
                string>(html.Data, StringComparer.Ordinal)
                { [Figure] = PlotlyJs().Replace(text, "") }
            }
            : output is DisplayOutput display && !imageTypes.Any(display.Data.ContainsKey)
            && Drawable(display) is { } drawable && images.TryGetValue(drawable, out var image)
            ? display with { Data = new Dictionary<string, string>(display.Data, StringComparer.Ordinal) { [image.Type] = image.Content } }
            : output;

    private static async Task DrawAsync(
        IEnumerable<string> drawables, string executable, Dictionary<string, (string Type,
            string Content)> images, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeLimit);
        try
        {
            await using var browser = Chromium.Start(executable);
            await using var page = await browser.PageAsync(limit.Token).ConfigureAwait(false);
            foreach (
                string? script in new[] { "vendor/plotly.js/plotly.min.js", "plotly-net.js", "vendor/mermaid/mermaid.min.js",
                "static-image.js" })
            {
                await page.EvaluateAsync(Asset.Text(script) + "\n;null", limit.Token).ConfigureAwait(false);
            }

            foreach (string drawable in drawables)
            {
                if (await TryDrawAsync(page, drawable, limit.Token).ConfigureAwait(false) is { } image)
                {
                    images[drawable] = image;
                }
            }
        }
        catch (Exception e) when (
            e is InvalidOperationException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // An image is an extra: a browser that does not work here leaves the notebook as it is.
        }
    }

    private static async Task<(string Type, string Content)?> TryDrawAsync(
        ChromiumPage page, string drawable, CancellationToken cancellation)
    {
        try
        {
            var image = await page.EvaluateAsync($"{drawable}.catch(() => null)", cancellation).ConfigureAwait(false);
            return image.ValueKind == JsonValueKind.Object
                ? (image.GetProperty("type").GetString()!, image.GetProperty("content").GetString()!)
                : null;
        }
        catch (InvalidOperationException)
        {
            // A figure that is not valid JSON: the reader sees in the cell's own output what is wrong with it.
            return null;
        }
    }
}
