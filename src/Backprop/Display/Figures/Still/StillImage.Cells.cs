using System.Globalization;
using System.Text.Json.Nodes;

namespace Backprop;

/// <content>Heat maps and contours, as coloured cells with their bar of colours.</content>
internal sealed partial class StillImage
{
    private void DrawCells(JsonObject trace, JsonArray rows)
    {
        var (x, y) = (Axis(AxesOf(trace).X), Axis(AxesOf(trace).Y));
        double[][] z = [.. rows.Select(row => row!.AsArray().Select(StillAxis.Number).ToArray())];
        double[] all = [.. z.SelectMany(row => row).Where(double.IsFinite).DefaultIfEmpty()];
        var shared = trace["coloraxis"] is null ? null : Layout["coloraxis"];
        double low = Size(trace["zmin"] ?? shared?["cmin"], all.Min()), high = Size(trace["zmax"] ?? shared?["cmax"], all.Max());
        var scale = (trace["colorscale"] ?? shared?["colorscale"]) as JsonArray ?? FigureTemplate.Sequential();
        var colours = new StillColours(scale, low, high);
        double[] xs = Places(trace["x"], x, z[0].Length), ys = Places(trace["y"], y, z.Length);
        double halfX = xs.Length > 1 ? (xs[^1] - xs[0]) / (xs.Length - 1) / 2 : 0.5;
        double halfY = ys.Length > 1 ? (ys[^1] - ys[0]) / (ys.Length - 1) / 2 : 0.5;
        double x0 = AtX(x, xs[0] - halfX), x1 = AtX(x, xs[^1] + halfX), y0 = AtY(y, ys[0] - halfY), y1 = AtY(y, ys[^1] + halfY);
        bool isUpward = y1 < y0;
        string picture =
            StillRaster.Uri(z.Length, z[0].Length, (row, column) => colours.Of(z[isUpward ? z.Length - 1 - row : row][column]));
        string smooth = Is(trace, "heatmap") ? " style=\"image-rendering:pixelated\"" : "";
        string opacity = trace["opacity"] is { } share ? $" opacity=\"{share}\"" : "";
        svg.Append("<image ").Append(Box(x0, y0, x1, y1))
            .Append($" preserveAspectRatio=\"none\"{smooth}{opacity} href=\"{picture}\"/>");
        if (HasColourBar && trace == Array.Find(traces, other => other["z"] is not null)) DrawColourBar(colours, low, high);
        if (trace["texttemplate"]?.GetValue<string>() is not { Length: > 0 }) return;
        for (int i = 0; i < z.Length; i++)
        {
            for (int j = 0; j < z[i].Length; j++)
            {
                string ink = colours.Of(z[i][j]) is [var r, var g, var b] && (0.3 * r) + (0.59 * g) + (0.11 * b) < 128 ? "#fff" : Ink;
                Text(AtX(x, xs[j]), AtY(y, ys[i]) + 4, Short(z[i][j]), "middle", fill: ink);
            }
        }
    }

    private void DrawColourBar(StillColours colours, double low, double high)
    {
        svg.Append("</g>");
        string picture = StillRaster.Uri(64, 1, (row, _) => colours.Of(high - ((high - low) * row / 63)));
        svg.Append(
            Invariant($"<image x=\"{right + 14}\" y=\"{top}\" width=\"14\" height=\"{bottom - top:0.#}\" ")
            + $"preserveAspectRatio=\"none\" href=\"{picture}\"/>");
        Text(right + 32, top + 10, Short(high), "start");
        Text(right + 32, bottom, Short(low), "start");
        svg.Append("<g clip-path=\"url(#plot)\">");
    }

    private static string Short(double value) => value.ToString("G3", CultureInfo.InvariantCulture).Replace('-', '−');
}
