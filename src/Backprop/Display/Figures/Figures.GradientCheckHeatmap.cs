using System.Globalization;
using System.Text.Json.Nodes;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>Where a gradient is wrong.</content>
public static partial class Figures
{
    private const double SmallestError = 1e-17;

    /// <summary>
    /// The relative error of every derivative, a panel for each layer: a row for each unit that a weight comes from, and the
    /// bias in the last. The colour is the power of ten of the error.
    /// </summary>
    /// <param name="report">A gradient check of a network. Of a large one, the first 60 rows and columns of a layer are shown.</param>
    /// <exception cref="ArgumentException">The report is of a function, not of a network, or of a fast check that passed.</exception>
    public static Figure GradientCheckHeatmap(GradientCheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var maps = report.Heatmaps;
        if (maps.Count == 0)
        {
            throw new ArgumentException(
                "report has no errors layer by layer: it is of a function of a vector, or of a fast check that passed.", nameof(report));
        }

        int layers = maps[^1].Layer, tallest = Math.Min(maps.Max(map => map.Weights.RowCount), MostCells);
        var data = new JsonArray();
        var layout = new JsonObject { ["height"] = Math.Clamp(190 + (tallest * 34), 320, 640) };
        var stacked = new JsonObject { ["height"] = Math.Clamp(140 + (maps.Count * (100 + (tallest * 30))), 320, 1200) };
        for (int i = 0; i < maps.Count; i++)
        {
            var (layer, weights, bias) = maps[i];
            int rows = Math.Min(weights.RowCount, MostCells), columns = Math.Min(weights.ColumnCount, MostCells);
            var entries = report.Entries.Where(entry => entry.Layer == layer && entry.Row < rows && entry.Column < columns)
                .ToLookup(entry => (entry.Row, entry.Column));
            string[] names = [.. UnitNames(layer - 1, layers, weights.RowCount, rows), "bias"];
            var (powers, hovers) = (new JsonArray(), new JsonArray());
            for (int row = 0; row <= rows; row++)
            {
                var cells = Enumerable.Range(0, columns).Select(column => entries[(row == rows ? -1 : row, column)].First()).ToArray();
                powers.Add(FigureNumbers.Array(cells.Select(cell => Math.Log10(Math.Max(cell.RelativeError, SmallestError))), 4));
                hovers.Add(FigureNumbers.Array(cells.Select(Hover)));
            }

            data.Add(new JsonObject
            {
                ["type"] = "heatmap",
                ["name"] = $"layer {Symbols.Invariant(layer)}",
                ["x"] = FigureNumbers.Array(UnitNames(layer, layers, weights.ColumnCount, columns)),
                ["y"] = FigureNumbers.Array(names),
                ["z"] = powers,
                ["text"] = hovers,
                ["xaxis"] = AxisName('x', i),
                ["yaxis"] = AxisName('y', i),
                ["coloraxis"] = "coloraxis",
                ["xgap"] = columns <= 20 ? 2 : 0,
                ["ygap"] = rows <= 20 ? 2 : 0,
                ["hovertemplate"] = "%{text}<extra></extra>",
            });
            var ((start, width), (bottom, top)) = (((double)i / maps.Count, 0.84 / maps.Count), Share(maps.Count - 1 - i, maps.Count));
            stacked[AxisKey('x', i)] = new JsonObject { ["domain"] = new JsonArray(0, 1) };
            stacked[AxisKey('y', i)] = new JsonObject { ["domain"] = new JsonArray(bottom, top) };
            layout[AxisKey('x', i)] =
                new JsonObject
                {
                    ["title"] = Text($"layer {Symbols.Invariant(layer)}"),
                    ["type"] = "category",
                    ["domain"] = new JsonArray(start, start + width),
                    ["anchor"] = AxisName('y', i),
                    ["showgrid"] = false,
                    ["ticks"] = ""
                };
            layout[AxisKey('y', i)] =
                new JsonObject
                {
                    ["type"] = "category",
                    ["autorange"] = "reversed",
                    ["anchor"] = AxisName('x', i),
                    ["showgrid"] = false,
                    ["ticks"] = ""
                };
        }

        var bar = ColorBar("relative error");
        bar["tickvals"] = new JsonArray(-16, -12, -8, -4, 0);
        bar["ticktext"] = new JsonArray("10<sup>−16</sup>", "10<sup>−12</sup>", "10<sup>−8</sup>", "10<sup>−4</sup>", "1");
        layout["title"] = Text($"Gradient check: {report.Outcome}");
        layout["coloraxis"] = new JsonObject
        {
            ["cmin"] = -16,
            ["cmax"] = 0,
            ["colorscale"] = Diverging(),
            ["reversescale"] = true, // a large error is vermillion
            ["colorbar"] = bar,
        };
        return new Figure(data, layout).WithNarrowLayout(stacked);
    }

    private static string Hover(GradientEntry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Name}: {Words.Of(entry.Verdict)}<br>analytic {entry.Analytic:G9}<br>"
            + $"numeric {entry.Numeric:G9}<br>relative error {entry.RelativeError:G3}");
}
