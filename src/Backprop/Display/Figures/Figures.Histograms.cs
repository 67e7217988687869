using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>How the weights, and their gradients, are distributed.</content>
public static partial class Figures
{
    private const int MostBins = 41;
    private const int FewestBins = 11;

    /// <summary>How many weights of each layer have which size.</summary>
    /// <param name="network">The network.</param>
    public static Figure WeightHistogram(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Histograms(
            "Weights of each layer", "weight",
            [.. network.Layers.Select(layer => ($"W{Symbols.Invariant(layer.Number)}", layer.Weights.Values.ToArray()))]);
    }

    /// <summary>How many entries of each layer's ∂L/∂W have which size.</summary>
    /// <param name="backward">The backward pass.</param>
    public static Figure GradientHistogram(BackwardPass backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        return Histograms(
            "Gradient of the weights of each layer", "∂L/∂W",
            [.. backward.Layers.Select(layer => ($"∂L/∂W{Symbols.Invariant(layer.Number)}", layer.Gradient.Weights.Values.ToArray()))]);
    }

    /// <summary>One panel a layer, above each other, with the same bins; after a divergence, of what is still finite.</summary>
    private static Figure Histograms(string title, string axis, IReadOnlyList<(string Name, double[] Values)> all)
    {
        (string Name, double[] Values)[] layers = [.. all.Select(layer => (layer.Name, layer.Values.Where(double.IsFinite).ToArray()))];
        double reach = Math.Max(layers.Max(layer => layer.Values.Select(Math.Abs).DefaultIfEmpty().Max()), 1e-12);
        int bins = Math.Clamp((int)Math.Sqrt(layers.Max(layer => layer.Values.Length)) | 1, FewestBins, MostBins);
        double width = 2 * reach / bins;
        double[] centres = [.. Enumerable.Range(0, bins).Select(bin => -reach + ((bin + 0.5) * width))];

        var (data, annotations) = (new JsonArray(), new JsonArray());
        var layout = new JsonObject
        {
            ["title"] = Text(title),
            ["height"] = 120 + (120 * layers.Length),
            ["showlegend"] = false,
            ["bargap"] = 0.08,
            ["xaxis"] =
                new JsonObject
                {
                    ["title"] = Text(axis),
                    ["range"] = new JsonArray(-reach * 1.02, reach * 1.02),
                    ["anchor"] = AxisName('y', layers.Length - 1)
                },
        };
        for (int l = 0; l < layers.Length; l++)
        {
            var (name, values) = layers[l];
            int[] counts = new int[bins];
            foreach (double value in values)
                counts[Math.Min((int)((value + reach) / width), bins - 1)]++;
            data.Add(new JsonObject
            {
                ["type"] = "bar",
                ["name"] = name,
                ["x"] = Array(centres),
                ["y"] = Array(counts),
                ["yaxis"] = AxisName('y', l),
                ["marker"] = new JsonObject { ["color"] = Palette[0] },
                ["hovertemplate"] = $"%{{y}} entries in %{{x:.4~g}} ± {NumberFormat.Single(width / 2)}",
            });
            var (bottom, top) = Share(layers.Length - 1 - l, layers.Length);
            layout[AxisKey('y', l)] =
                new JsonObject
                {
                    ["title"] = Text("count"),
                    ["domain"] = new JsonArray(bottom, top),
                    ["rangemode"] = "tozero",
                    ["nticks"] = 4
                };
            annotations.Add(new JsonObject
            {
                ["xref"] = "paper",
                ["yref"] = "paper",
                ["x"] = 0,
                ["y"] = top,
                ["xanchor"] = "left",
                ["yanchor"] = "bottom",
                ["showarrow"] = false,
                ["font"] = new JsonObject { ["size"] = 11 },
                ["text"] = Describe(name, values, all[l].Values.Length - values.Length),
            });
        }

        layout["annotations"] = annotations;
        return new Figure(data, layout);
    }

    private static string Describe(string name, double[] values, int notFinite)
    {
        string lost = notFinite > 0 ? $", {Symbols.Invariant(notFinite)} not finite" : "";
        if (values.Length == 0) return name + lost;
        double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return $"{name}: n = {Symbols.Invariant(values.Length)}, "
            + $"mean {NumberFormat.Single(mean)}, σ = {NumberFormat.Single(deviation)}{lost}";
    }
}
