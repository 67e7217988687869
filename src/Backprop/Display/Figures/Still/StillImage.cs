using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>
/// A figure drawn without a script, as SVG: what stands in a page until plotly.js has drawn, and what stays where no script runs.
/// Axes, lines, markers, bars and cells of the library's figures; of a surface the view from above, of an animation the last frame.
/// </summary>
internal sealed partial class StillImage
{
    /// <summary>The types of plotly.js that a picture shows; a surface is seen from above.</summary>
    private static readonly string[] drawnTypes = ["scatter", "scattergl", "bar", "heatmap", "contour", "surface", "scatter3d"];

    private const int DefaultWidth = 720;
    private const int MostPoints = 240;
    /// <summary>What a letter takes of a line, about.</summary>
    private const double LetterWidth = 7;
    private const string Ink = "#222222";

    private readonly StringBuilder svg = new();
    private readonly JsonObject root;
    private readonly double width, height, left, top;
    private double right, bottom;
    private readonly Dictionary<string, StillAxis> axes = [];
    private readonly JsonObject[] traces;

    private StillImage(JsonObject root)
    {
        this.root = root;
        width = Size(Layout["width"], DefaultWidth);
        height = Size(Layout["height"], 420);
        traces = [.. root["data"]!.AsArray().Select((trace, k) => AtTheEnd(trace!.AsObject(), k))];
        (left, right, top, bottom) = (LeftMargin(), width - (HasColourBar ? 84 : 24), 52, height - (Legend.Length > 1 ? 84 : 56));
        if (Layout["sliders"] is not null) bottom = height - 70;
    }

    /// <summary>Room for the names of the rows and the title beside them.</summary>
    private double LeftMargin()
    {
        var names = traces.Where(trace => AxesOf(trace).Y == "y").SelectMany(trace => trace["y"] as JsonArray ?? []).OfType<JsonValue>()
            .Where(value => value.GetValueKind() == System.Text.Json.JsonValueKind.String);
        return Math.Max(64, names.Select(name => name.ToString().Length).DefaultIfEmpty().Max() * LetterWidth + 34);
    }

    private JsonObject Layout => root["layout"]!.AsObject();

    private bool HasColourBar =>
        Layout["coloraxis"]?["colorbar"] is not null || traces.Any(trace => trace["colorbar"] is not null && trace["showscale"] is null);

    private JsonObject[] Legend => Layout["showlegend"]?.GetValue<bool>() == false
        ? []
        : [.. traces.Where(trace => trace["name"] is not null && trace["z"] is null && trace["showlegend"]?.GetValue<bool>() != false)];

    /// <summary>The figure's SVG.</summary>
    public static string Of(JsonObject figure) => new StillImage(figure).Draw();

    private string Draw()
    {
        svg.Append(
            Invariant($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" "))
            .Append("font-family=\"system-ui, sans-serif\" font-size=\"13\"><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>");
        Text(left, 28, StillText.Plain(Layout["title"]), "start", 16);
        if (traces.Select(TypeOf).FirstOrDefault(type => !drawnTypes.Contains(type)) is { } other)
        {
            Text(left, top + 20, $"A chart of the type {other}, which is drawn where scripts run.", "start");
            return svg.Append("</svg>").ToString();
        }

        foreach (var trace in traces) Include(trace);
        foreach (var axis in axes.Values) axis.Close(traces.Any(trace => trace["z"] is not null) ? 0 : 0.05);
        if (axes.Count == 2 && Layout["yaxis"]?["scaleanchor"] is not null) MakeUnitsEqual();
        foreach (var (x, y) in traces.Select(AxesOf).Distinct()) DrawAxes(x, y);
        svg.Append("<clipPath id=\"plot\"><rect ").Append(Box(left - 8, top - 8, right + 8, bottom + 8)).Append("/></clipPath>");
        svg.Append("<g clip-path=\"url(#plot)\">");
        foreach (var trace in traces.OrderBy(trace => trace["z"] is null)) DrawTrace(trace);
        svg.Append("</g>");
        DrawLegend();
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Draws on a smaller plane, in which both axes have the same unit of length.</summary>
    private void MakeUnitsEqual()
    {
        double x = Axis("x").Length, y = Axis("y").Length, unit = Math.Min((right - left) / x, (bottom - top) / y);
        (right, bottom) = (left + (unit * x), top + (unit * y));
    }

    private static double Size(JsonNode? node, double otherwise) =>
        StillAxis.Number(node) is var size && double.IsFinite(size) ? size : otherwise;

    /// <summary>A trace as the last frame of an animation has it.</summary>
    private JsonObject AtTheEnd(JsonObject trace, int index)
    {
        var copy = trace.DeepClone().AsObject();
        if (root["frames"] is not JsonArray { Count: > 0 } frames
            || frames[^1]!["data"]!.AsArray().ElementAtOrDefault(index) is not JsonObject changes)
        {
            return copy;
        }

        foreach (var (name, value) in changes) copy[name] = value?.DeepClone();
        return copy;
    }

    private (string X, string Y) AxesOf(JsonObject trace) =>
        (trace["xaxis"]?.GetValue<string>() ?? "x", trace["yaxis"]?.GetValue<string>() ?? "y");

    private StillAxis Axis(string name)
    {
        if (axes.TryGetValue(name, out var axis)) return axis;
        var place = Layout["scene"] as JsonObject ?? Layout;
        return axes[name] = new StillAxis(place[$"{name[0]}axis{name[1..]}"] as JsonObject ?? []);
    }

    private void Include(JsonObject trace)
    {
        var (x, y) = (Axis(AxesOf(trace).X), Axis(AxesOf(trace).Y));
        if (trace["z"] is JsonArray rows && rows.FirstOrDefault() is JsonArray)
        {
            foreach (
                var (axis, places) in new[] { (x, Places(trace["x"], x, rows[0]!.AsArray().Count)),
                (y, Places(trace["y"], y, rows.Count)) })
            {
                double halfCell = places.Length > 1 ? Math.Abs(places[^1] - places[0]) / (places.Length - 1) / 2 : 0.5;
                foreach (double place in places) axis.Include(place, halfCell);
            }

            return;
        }

        bool isBar = Is(trace, "bar");
        foreach (var (px, py) in Points(trace))
        {
            x.Include(px, isBar ? 0.5 : 0);
            y.Include(py);
            if (isBar) y.Include(0);
        }
    }

    private static double[] Places(JsonNode? given, StillAxis axis, int count) =>
        given is JsonArray places ? [.. places.Select(axis.Coordinate)] : [.. Enumerable.Range(0, count).Select(k => (double)k)];

    private (double X, double Y)[] Points(JsonObject trace)
    {
        var (x, y) = (Axis(AxesOf(trace).X), Axis(AxesOf(trace).Y));
        double[] ys = Places(trace["y"], y, 0);
        return [.. Places(trace["x"], x, ys.Length).Zip(ys)];
    }

    private static string TypeOf(JsonObject trace) => trace["type"]?.GetValue<string>() ?? "scatter";

    private static bool Is(JsonObject trace, string type) => TypeOf(trace) == type;

    private double AtX(StillAxis axis, double value) => left + ((right - left) * Within(axis.Domain, axis.Position(value)));

    private double AtY(StillAxis axis, double value) => bottom - ((bottom - top) * Within(axis.Domain, axis.Position(value)));

    private static double Within((double From, double To) domain, double share) => domain.From + ((domain.To - domain.From) * share);

    private void DrawAxes(string xName, string yName)
    {
        var (x, y) = (Axis(xName), Axis(yName));
        double x0 = left + ((right - left) * x.Domain.From), x1 = left + ((right - left) * x.Domain.To);
        double y0 = bottom - ((bottom - top) * y.Domain.From), y1 = bottom - ((bottom - top) * y.Domain.To);
        if (x.IsVisible)
        {
            var ticks = x.Ticks().Select(tick => (At: x0 + ((x1 - x0) * tick.Position), tick.Label)).ToArray();
            double longest = LetterWidth * ticks.Select(tick => tick.Label.Length).DefaultIfEmpty().Max();
            bool isSlanted = ticks.Length > 1 && Math.Abs(ticks[1].At - ticks[0].At) < longest;
            foreach (var (at, label) in ticks)
            {
                if (x.HasGrid) Line(at, y0, at, y1);
                if (isSlanted) svg.Append(Invariant($"<g transform=\"rotate(-45 {at:0.#} {y0 + 14:0.#})\">"));
                Text(at, y0 + (isSlanted ? 14 : 17), label, isSlanted ? "end" : "middle");
                if (isSlanted) svg.Append("</g>");
            }

            Text((x0 + x1) / 2, y0 + (isSlanted ? 22 + (longest * Math.Sqrt(0.5)) : 36), x.Title, "middle");
        }

        if (!y.IsVisible || x0 > left + 1 && yName == "y" && xName != "x") return;
        foreach (var (position, label) in y.Ticks())
        {
            double at = y0 + ((y1 - y0) * position);
            if (y.HasGrid) Line(x0, at, x1, at);
            Text(x0 - 6, at + 4, label, "end");
        }

        double middle = (y0 + y1) / 2, beside = x0 - (yName == "y" ? left - 16 : 48);
        svg.Append(Invariant($"<g transform=\"rotate(-90 {beside:0.#} {middle:0.#})\">"));
        Text(beside, middle, y.Title, "middle");
        svg.Append("</g>");
    }

    private void DrawTrace(JsonObject trace)
    {
        if (trace["z"] is JsonArray rows && rows.FirstOrDefault() is JsonArray) DrawCells(trace, rows);
        else if (Is(trace, "bar")) DrawBars(trace);
        else DrawPoints(trace);
    }

    private void DrawBars(JsonObject trace)
    {
        var (x, y) = (Axis(AxesOf(trace).X), Axis(AxesOf(trace).Y));
        var points = Points(trace);
        double half = 0.4 * (points.Length > 1 ? Math.Abs(points[^1].X - points[0].X) / (points.Length - 1) : 1);
        for (int k = 0; k < points.Length; k++)
        {
            double x0 = AtX(x, points[k].X - half), x1 = AtX(x, points[k].X + half), y0 = AtY(y, 0), y1 = AtY(y, points[k].Y);
            if (!double.IsFinite(y1)) continue;
            string colour = trace["marker"]?["color"] is JsonArray colours ? colours[k]!.GetValue<string>() : Colour(trace);
            svg.Append("<rect ").Append(Box(x0, y0, x1, y1)).Append($" fill=\"{colour}\"/>");
        }
    }

    private void DrawPoints(JsonObject trace)
    {
        var (x, y) = (Axis(AxesOf(trace).X), Axis(AxesOf(trace).Y));
        var points = Points(trace);
        int step = Math.Max(1, points.Length / MostPoints);
        var shown = points.Where((_, k) => k % step == 0 || k == points.Length - 1)
            .Select(point => (X: AtX(x, point.X), Y: AtY(y, point.Y))).ToArray();
        string mode = trace["mode"]?.GetValue<string>() ?? "lines", colour = Colour(trace);
        if (mode.Contains("lines", StringComparison.Ordinal))
        {
            string dash = trace["line"]?["dash"] is { } given && given.ToString() != "solid" ? " stroke-dasharray=\"6 4\"" : "";
            var path = new StringBuilder();
            bool isOn = false;
            foreach (var (px, py) in shown)
            {
                bool isPoint = double.IsFinite(px) && double.IsFinite(py);
                if (isPoint) path.Append(Invariant($"{(isOn ? 'L' : 'M')}{px:0.#} {py:0.#}"));
                isOn = isPoint;
            }

            svg.Append($"<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"{dash}/>");
        }

        if (!mode.Contains("markers", StringComparison.Ordinal)) return;
        double radius = Math.Min(Size(trace["marker"]?["size"], 6), 14) / 2;
        foreach (var (px, py) in shown.Where(point => double.IsFinite(point.X) && double.IsFinite(point.Y)))
            svg.Append(Invariant($"<circle cx=\"{px:0.#}\" cy=\"{py:0.#}\" r=\"{radius:0.#}\" fill=\"{colour}\"/>"));
    }

    private string Colour(JsonObject trace)
    {
        var given = trace["line"]?["color"] ?? trace["marker"]?["color"];
        return given is JsonValue value && value.TryGetValue(out string? colour)
            ? colour
            : FigureTemplate.Palette[Array.IndexOf(traces, trace) % FigureTemplate.Palette.Length];
    }

    private void DrawLegend()
    {
        if (Legend.Length < 2) return;
        double at = left;
        foreach (var trace in Legend)
        {
            string name = StillText.Plain(trace["name"]);
            if (at + 24 + (LetterWidth * name.Length) > width) break;
            svg.Append(Invariant($"<rect x=\"{at:0.#}\" y=\"{height - 20}\" width=\"14\" height=\"4\" fill=\"{Colour(trace)}\"/>"));
            Text(at + 19, height - 13, name, "start");
            at += 34 + (LetterWidth * name.Length);
        }
    }

    private void Line(double x0, double y0, double x1, double y1) =>
        svg.Append(Invariant($"<path d=\"M{x0:0.#} {y0:0.#}L{x1:0.#} {y1:0.#}\" stroke=\"#ddd\"/>"));

    private void Text(double x, double y, string text, string anchor, int size = 13, string fill = Ink)
    {
        if (text.Length == 0) return;
        string larger = size == 13 ? "" : $" font-size=\"{size}\"";
        svg.Append(Invariant($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" text-anchor=\"{anchor}\"{larger} fill=\"{fill}\">"))
            .Append(WebUtility.HtmlEncode(text)).Append("</text>");
    }

    /// <summary>The rectangle with two opposite corners, as the attributes x, y, width and height.</summary>
    private static string Box(double x0, double y0, double x1, double y1) => string.Create(
        CultureInfo.InvariantCulture,
        $"x=\"{Math.Min(x0, x1):0.#}\" y=\"{Math.Min(y0, y1):0.#}\" "
            + $"width=\"{Math.Abs(x1 - x0):0.#}\" height=\"{Math.Abs(y1 - y0):0.#}\"");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
