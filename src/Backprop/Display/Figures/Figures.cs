using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <summary>
/// The figures of the lessons. Each is a plain plotly.js figure: hover for the numbers, drag to zoom, double-click to go back.
/// </summary>
public static partial class Figures
{
    /// <summary>How many points all lines of a figure have together: more than a screen has columns.</summary>
    private const int MostPoints = 2400;

    /// <summary>One number for each epoch.</summary>
    private sealed record EpochSeries(string Name, IReadOnlyList<double> Values, string Dash = "solid", string? Colour = null);

    /// <summary>What is measured on the validation data looks the same in every figure.</summary>
    private static EpochSeries OfValidation(IReadOnlyList<double> values) => new("validation", values, "dash", Palette[2]);

    /// <summary>Lines over the epochs, thinned without losing a spike, with a mark where a training diverged.</summary>
    private static Figure OverEpochs(string title, string axis, IReadOnlyList<EpochSeries> series, IReadOnlyList<TrainingHistory> histories)
    {
        var data = new JsonArray();
        int most = Math.Clamp(MostPoints / series.Count, 200, 1000);
        for (int i = 0; i < series.Count; i++)
        {
            var (name, values, dash, colour) = series[i];
            int[] kept = Thin(values, most);
            data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = values.Count == 1 ? "markers" : "lines",
                ["name"] = name,
                ["x"] = Array(kept),
                ["y"] = Array(kept.Select(epoch => values[epoch])),
                ["line"] = new JsonObject { ["width"] = 2, ["dash"] = dash == "solid" && i >= Palette.Length ? "dot" : dash },
                ["hovertemplate"] = "epoch %{x}: %{y:.7~g}",
            });
            if (colour is not null) data[i]!["line"]!["color"] = colour;
        }

        var annotations = new JsonArray();
        foreach (var history in histories.Where(history => history.StopReason == StopReason.Diverged))
        {
            annotations.Add(new JsonObject
            {
                ["x"] = history.Epochs - 1,
                ["xref"] = "x",
                ["y"] = 1,
                ["yref"] = "paper",
                ["yanchor"] = "bottom",
                ["showarrow"] = false,
                ["text"] = $"diverged after epoch {history.Epochs - 1}",
            });
        }

        return new Figure(data, new JsonObject
        {
            ["title"] = Text(title),
            ["xaxis"] = EpochAxis(),
            ["yaxis"] = new JsonObject { ["title"] = Text(axis) },
            ["showlegend"] = series.Count > 1,
            ["annotations"] = annotations,
        });
    }

    private static JsonObject EpochAxis()
    {
        var axis = CountAxis("epoch");
        axis["rangemode"] = "tozero";
        return axis;
    }

    /// <summary>An axis of whole numbers: 10 000, not 10⁴.</summary>
    private static JsonObject CountAxis(string title) => new()
    {
        ["title"] = Text(title),
        ["exponentformat"] = "none",
        ["separatethousands"] = true,
    };

    internal static JsonObject ColorBar(string title) => new()
    {
        ["title"] = new JsonObject { ["text"] = title, ["side"] = "right" },
        ["thickness"] = 14,
        ["outlinewidth"] = 0,
    };

    /// <summary>What a trace calls an axis: x, x2, x3, …</summary>
    private static string AxisName(char letter, int index) => index == 0 ? $"{letter}" : $"{letter}{Symbols.Invariant(index + 1)}";

    /// <summary>What the layout calls it: xaxis, xaxis2, …</summary>
    private static string AxisKey(char letter, int index) => index == 0 ? $"{letter}axis" : $"{letter}axis{Symbols.Invariant(index + 1)}";

    /// <summary>The share of the height of panel number <paramref name="index"/>, counted from the bottom.</summary>
    private static (double Bottom, double Top) Share(int index, int count) => (((double)index / count), (index + 0.78) / count);

    internal static JsonObject Text(string text) => new() { ["text"] = text };

    /// <summary>The names of a layer's units, as far as they are shown.</summary>
    private static string[] UnitNames(int layer, int layers, int units, int shown) =>
        [.. Enumerable.Range(0, shown).Select(index => Names.Units(layer, layers, units)(index).Text)];

    private static void ThrowIfNoEpoch(TrainingHistory history, string parameterName)
    {
        if (history.Epochs == 0)
            throw new ArgumentException($"The training has no epoch to show. {history.StopMessage}", parameterName);
    }

    private static void ThrowIfNoRuns(IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0)
        {
            throw new ArgumentException(
                "runs is empty; give at least one training with its name, such as (\"η = 0.1\", history).", nameof(runs));
        }

        foreach (var (_, history) in runs)
            ThrowIfNoEpoch(history, nameof(runs));
    }
}
