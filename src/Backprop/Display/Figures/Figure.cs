using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Backprop;

/// <summary>
/// A plotly.js figure: data (the traces), layout and, for an animation, frames, in the names of
/// <see href="https://plotly.com/javascript/reference/">its reference</see>. It does not change: each With… gives a new figure.
/// </summary>
/// <example><code>Figures.LossCurve(history).WithTitle("XOR, η = 0.1").WithLogY()</code></example>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Figure : IHtmlContent
{
    private const int DefaultHeight = 420;

    // Letters as they are, but < and > escaped: the text may stand in a script element.
    private static readonly JsonSerializerOptions options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private readonly JsonObject root;

    /// <summary>A figure of plain plotly.js data.</summary>
    /// <param name="data">The traces.</param>
    /// <param name="layout">Title, axes, …; what it leaves open is set by the template that all figures share.</param>
    /// <param name="frames">The frames of an animation; null for none.</param>
    public Figure(JsonArray data, JsonObject layout, JsonArray? frames = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(layout);
        root = new JsonObject
        {
            ["data"] = data.DeepClone(),
            ["layout"] = layout.DeepClone(),
            ["config"] = new JsonObject
            {
                ["responsive"] = true,
                ["displaylogo"] = false,
                ["modeBarButtonsToRemove"] = new JsonArray("select2d", "lasso2d", "autoScale2d"),
            },
            ["frames"] = frames?.DeepClone() ?? new JsonArray(),
        };
        var all = root["layout"]!.AsObject();
        all.TryAdd("template", FigureTemplate.Create());
        all.TryAdd("height", DefaultHeight);
        all.TryAdd("uirevision", true);
    }

    private Figure(JsonObject root) => this.root = root;

    /// <summary>The title.</summary>
    public string Title =>
        (root["layout"]!["title"] is JsonObject title ? title["text"] : root["layout"]!["title"])?.GetValue<string>() ?? "figure";

    /// <summary>The figure with another title.</summary>
    public Figure WithTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return WithLayout(layout => Child(layout, "title")["text"] = title);
    }

    /// <summary>The figure in another size.</summary>
    /// <param name="width">In pixels; a narrower page narrows the figure.</param>
    /// <param name="height">In pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is below 100.</exception>
    public Figure WithSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 100);
        return With(copy =>
        {
            var layout = copy["layout"]!.AsObject();
            (layout["width"], layout["height"]) = (width, height);
            (copy["narrow"] as JsonObject)?.Remove("height");
        });
    }

    /// <summary>The figure with a logarithmic x axis.</summary>
    public Figure WithLogX() => WithLogAxis('x');

    /// <summary>The figure with a logarithmic y axis.</summary>
    public Figure WithLogY() => WithLogAxis('y');

    /// <summary>The figure with a y axis that begins at 0, so that heights can be compared.</summary>
    public Figure WithYFromZero() => WithLayout(layout => Child(layout, "yaxis")["rangemode"] = "tozero");

    /// <summary>
    /// The figure as plotly.js reads it: an object with data, layout, config and frames; where it has one, also with the changes to its
    /// layout on a narrow page.
    /// </summary>
    public string ToJson() => root.ToJsonString(options);

    /// <summary>The figure with all that draws it, plotly.js included: it needs nothing else and no network.</summary>
    public string ToHtml() => ToHtml(id => PlotlyJs.Element(Bundle));

    /// <summary>The same in a notebook, where only the first figure brings plotly.js along.</summary>
    string IHtmlContent.ToNotebookHtml() => ToHtml(id => PlotlyJs.ElementForFirst(Bundle, id));

    /// <inheritdoc/>
    public override string ToString() => $"Figure: {Title}";

    /// <summary>The part of plotly.js that draws it.</summary>
    private string Bundle =>
        root["layout"]!["scene"] is null && root["data"]!.AsArray().All(trace => !IsInSpace(trace)) ? PlotlyJs.Cartesian : PlotlyJs.Gl3d;

    /// <summary>The figure as an image element, for where no script runs.</summary>
    internal string Still =>
        $"<img class=\"plotly-figure-still\" alt=\"{WebUtility.HtmlEncode(Title)}\" style=\"max-width:100%\" "
        + $"src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(StillImage.Of(root)))}\">";

    /// <summary>A copy with a change.</summary>
    internal Figure With(Action<JsonObject> change)
    {
        var copy = root.DeepClone().AsObject();
        change(copy);
        return new Figure(copy);
    }

    /// <summary>The figure with changes to its layout that hold where the page is narrow.</summary>
    internal Figure WithNarrowLayout(JsonObject changes) => With(copy => copy["narrow"] = changes);

    private Figure WithLogAxis(char letter) => With(copy =>
    {
        var axis = Child(copy["layout"]!.AsObject(), $"{letter}axis");
        axis["type"] = "log";
        // Powers of ten are what a logarithmic axis is labelled with.
        axis.AsObject().Remove("exponentformat");
        axis.AsObject().Remove("separatethousands");
        axis.AsObject().Remove("rangemode");
        double[] values = [.. copy["data"]!.AsArray().SelectMany(trace => trace![letter.ToString()] as JsonArray ?? []).OfType<JsonValue>()
            .Select(number => number.TryGetValue(out double value) ? value : 0).Where(value => value > 0)];
        double decades = values.Length == 0 ? 0 : Math.Log10(values.Max() / values.Min());
        if (decades < 5) axis["tickformat"] = "~g"; // 0.05 in full, where plotly.js would write a small 5
        // Labels at 1, 2 and 5, as all of 1 to 9 would run into each other; of an x axis only where they have room beside each other.
        bool areBeside = letter == 'x';
        if (areBeside && decades is >= 2.5 and < 5) axis["dtick"] = 1;
        else if (decades is > 0.7 and < 3) axis["dtick"] = "D2";
        if (areBeside && decades is > 1.5 and < 2.5) Child(Child(copy, "narrow"), "xaxis")["dtick"] = 1;
    });

    /// <summary>The same for the same figure, so that a notebook that is run again is the same file.</summary>
    private static string Id(string json) => "figure-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)), 0, 6);

    private static bool IsInSpace(JsonNode? trace) => trace?["type"]?.GetValue<string>() is "surface" or "scatter3d" or "mesh3d";

    private string ToHtml(Func<string, string> plotlyJs)
    {
        var layout = root["layout"]!;
        string width = layout["width"] is { } pixels ? $"{pixels}px" : "100%";
        string json = ToJson(), id = Id(json);
        return $"""
            <div class="plotly-figure" id="{id}" data-bundle="{Bundle}" style="width:{width};max-width:100%;height:{layout["height"]}px">
            {Still}
            <p class="plotly-figure-message" hidden></p>
            <script type="application/json" class="plotly-figure-data">{json}</script>
            {plotlyJs(id)}{PlotlyJs.InElement(PlotlyJs.DrawingScript)}
            </div>
            """;
    }

    private Figure WithLayout(Action<JsonObject> change) => With(copy => change(copy["layout"]!.AsObject()));

    private static JsonObject Child(JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child) parent[name] = child = [];
        return child;
    }
}
