using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>The deltas of all samples and units.</content>
public static partial class Figures
{
    /// <summary>More rows and columns than this are not shown: a cell would be too small to see.</summary>
    private const int MostCells = 60;

    /// <summary>delta = ∂L/∂z of every sample and unit, a panel for each layer, all on one colour scale around 0.</summary>
    /// <param name="backward">The backward pass. Of a large one, the first 60 samples and units are shown.</param>
    public static Figure DeltaHeatmap(BackwardPass backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        int layers = backward.Layers.Count, samples = backward.Forward.Inputs.RowCount;
        var names = Names.Samples(backward.Forward.Inputs);
        string[] rows = [.. Enumerable.Range(0, Math.Min(samples, MostCells)).Select(index => names.Name(index).Text)];
        bool withNumbers = rows.Length <= 12 && backward.Layers.Sum(layer => layer.Delta.ColumnCount) <= 10;

        var panels = backward.Layers.Select(layer => new HeatPanel(
            $"delta{Symbols.Invariant(layer.Number)}",
            UnitNames(layer.Number, layers, layer.Delta.ColumnCount, Math.Min(layer.Delta.ColumnCount, MostCells)),
            layer.Delta,
            layer.Delta.ColumnCount)).ToArray();
        var figure = HeatPanels("Deltas of each layer", panels, rows, withNumbers, "sample %{y}, unit %{x}<br>delta = %{z:.7~g}");
        double reach = Math.Max(backward.Layers.Max(layer => layer.Delta.Values.ToArray().Max(Math.Abs)), 1e-300);
        return figure.With(root =>
        {
            var layout = root["layout"]!;
            layout["coloraxis"] = new JsonObject
            {
                ["cmin"] = Rounded(-reach),
                ["cmax"] = Rounded(reach),
                ["colorscale"] = Diverging(),
                ["colorbar"] = ColorBar("delta = ∂L/∂z"),
            };
            layout["yaxis"]!["title"] = Text(names.Heading.Text + (samples > MostCells ? $" (first {MostCells} of {samples})" : ""));
        });
    }

    /// <summary>A matrix shown as a heat map: its name, the names of the columns shown, and how many there are.</summary>
    private sealed record HeatPanel(string Name, string[] Columns, Matrix Values, int ColumnCount);

    /// <summary>Heat maps side by side with the same rows, as wide as they have columns, on the colour axis of the layout.</summary>
    private static Figure HeatPanels(string title, IReadOnlyList<HeatPanel> panels, string[] rows, bool withNumbers, string hover)
    {
        var data = new JsonArray();
        var layout = new JsonObject
        {
            ["title"] = Text(title),
            ["height"] = Math.Clamp(140 + (rows.Length * (withNumbers ? 44 : 9)), 300, 700),
            ["yaxis"] = new JsonObject { ["type"] = "category", ["autorange"] = "reversed", ["showgrid"] = false, ["ticks"] = "" },
        };
        double gap = panels.Count == 1 ? 0 : Math.Min(0.04, 0.3 / (panels.Count - 1)), start = 0;
        double perPanel = 0.35 / panels.Count;
        double perColumn = (1 - 0.35 - (gap * (panels.Count - 1))) / panels.Sum(panel => panel.Columns.Length);
        for (int i = 0; i < panels.Count; i++)
        {
            var panel = panels[i];
            double end = Math.Min(start + perPanel + (perColumn * panel.Columns.Length), 1);
            bool abridged = panel.ColumnCount > panel.Columns.Length;
            var trace = new JsonObject
            {
                ["type"] = "heatmap",
                ["name"] = panel.Name,
                ["x"] = Array(panel.Columns),
                ["y"] = Array(rows),
                ["z"] = Corner(panel.Values, rows.Length, panel.Columns.Length),
                ["xaxis"] = AxisName('x', i),
                ["coloraxis"] = "coloraxis",
                ["xgap"] = withNumbers ? 2 : 0,
                ["ygap"] = withNumbers ? 2 : 0,
                ["texttemplate"] = withNumbers ? "%{text}" : "",
                ["textfont"] = new JsonObject { ["color"] = Ink() },
                ["hovertemplate"] = hover,
            };
            if (withNumbers) trace["text"] = Shown(panel.Values);
            data.Add(trace);
            layout[AxisKey('x', i)] = new JsonObject
            {
                ["title"] = Text(abridged ? $"{panel.Name}, {panel.Columns.Length} of {panel.ColumnCount}" : panel.Name),
                ["type"] = "category",
                ["domain"] = new JsonArray(Rounded(start), Rounded(end)),
                ["anchor"] = "y",
                ["showgrid"] = false,
                ["ticks"] = "",
            };
            start = end + gap;
        }

        return new Figure(data, layout);
    }

    /// <summary>Three digits of each number, with a typographic minus.</summary>
    private static JsonArray Shown(Matrix matrix) => new([.. Enumerable.Range(0, matrix.RowCount).Select(i => new JsonArray(
        [.. matrix.Row(i).ToArray().Select(value => (JsonNode)FormattableString.Invariant($"{value:G3}").Replace('-', '−'))]))]);

    private static JsonArray Corner(Matrix matrix, int rows, int columns)
    {
        var corner = new JsonArray();
        for (int i = 0; i < rows; i++)
            corner.Add(Array(matrix.Row(i)[..columns].ToArray()));
        return corner;
    }
}
