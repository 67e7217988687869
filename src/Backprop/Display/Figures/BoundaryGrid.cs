using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <summary>The plane of two inputs around the samples, as a grid on which a network is evaluated, and the samples on it.</summary>
internal sealed class BoundaryGrid
{
    private const int MostSamples = 400;

    // Inputs whose ranges differ by more than this have units of their own.
    private const double MostUnequal = 2;

    // Darker than the palette, for markers on regions of the palette's own colours.
    private static readonly string[] markerColours = ["#00518A", "#B04A00", "#00704F", "#A8487F", "#735600", "#4D419E"];

    private static readonly string[] symbols = ["circle", "diamond", "square", "triangle-up", "cross", "x"];

    private readonly Dataset data;
    private readonly double[] x1, x2;
    private readonly Matrix points;
    private readonly int digits;

    /// <param name="network">A network with 2 inputs.</param>
    /// <param name="data">The samples.</param>
    /// <param name="resolution">How many points the grid has in each direction.</param>
    /// <param name="digits">How many significant digits of ŷ are kept: where ŷ is flat, few of them make the line ŷ = ½ ragged.</param>
    public BoundaryGrid(Network network, Dataset data, int resolution, int digits)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        network.ThrowIfNotFor(data, nameof(data));
        if (network.Inputs != 2)
        {
            throw new ArgumentException(
                $"network has {network.Inputs} inputs, but a decision boundary is drawn in the plane of 2 inputs.", nameof(network));
        }

        this.data = data;
        this.digits = digits;
        x1 = Range(0, resolution);
        x2 = Range(1, resolution);
        points = Matrix.Create([.. x2.SelectMany(second => x1.Select(first => new[] { first, second }))]);
    }

    public bool HasOneOutput => data.Targets.ColumnCount == 1;

    public JsonObject XAxis() => Axis(0, x1);

    /// <param name="beside">The x axis, which gets the same unit of length, so that a ring is a ring: <c>x</c>, <c>x3</c>.</param>
    public JsonObject YAxis(string beside)
    {
        var axis = Axis(1, x2);
        double ratio = (x1[^1] - x1[0]) / (x2[^1] - x2[0]);
        if (ratio is > 1 / MostUnequal and < MostUnequal) axis["scaleanchor"] = beside;
        return axis;
    }

    private JsonObject Axis(int input, double[] places) => new()
    {
        ["title"] = Figures.Text(data.InputNames[input]),
        ["range"] = new JsonArray(Rounded(places[0]), Rounded(places[^1])),
        ["constrain"] = "domain",
        ["showgrid"] = false,
        ["zeroline"] = false,
    };

    /// <summary>
    /// With one output ŷ as colour and the line where it is ½; with several the colour of the class whose output is largest.
    /// </summary>
    public JsonObject Regions(Network network)
    {
        var regions = new JsonObject
        {
            ["x"] = Array(x1),
            ["y"] = Array(x2),
            ["z"] = Heights(network),
            ["zmin"] = 0,
            ["hovertemplate"] =
                $"{data.InputNames[0]} = %{{x:.4~g}}, {data.InputNames[1]} = "
                    + $"%{{y:.4~g}}<br>{(HasOneOutput ? "ŷ = %{z:.4~g}" : "class %{z}")}<extra></extra>",
        };
        if (HasOneOutput)
        {
            regions["type"] = "contour";
            regions["name"] = "ŷ";
            regions["zmax"] = 1;
            regions["colorscale"] = Diverging();
            regions["contours"] = new JsonObject { ["coloring"] = "heatmap", ["start"] = 0.5, ["end"] = 0.5, ["size"] = 1 };
            regions["line"] = new JsonObject { ["color"] = Ink(), ["width"] = 2 };
            regions["colorbar"] = Figures.ColorBar("ŷ");
            regions["colorbar"]!["title"]!["side"] = "top";
            regions["colorbar"]!["tickvals"] = new JsonArray(0, 0.5, 1);
        }
        else
        {
            int classes = data.Targets.ColumnCount;
            regions["type"] = "heatmap";
            regions["zmax"] = classes - 1;
            regions["colorscale"] = new JsonArray([.. Enumerable.Range(0, classes).SelectMany(k => new[]
            {
                new JsonArray((double)k / classes, Colour(k)),
                new JsonArray((k + 1.0) / classes, Colour(k)),
            })]);
            regions["opacity"] = 0.35;
            regions["showscale"] = false;
        }

        return regions;
    }

    /// <summary>The grid's values: a row for each x2.</summary>
    public JsonArray Heights(Network network)
    {
        var output = network.Predict(points);
        double[] heights = HasOneOutput ? output.Values.ToArray() : [.. output.ArgMax().Select(k => (double)k)];
        return new JsonArray([.. heights.Chunk(x1.Length).Select(row => Array(row, digits))]);
    }

    /// <summary>The samples: a marker with its own colour and shape for each class.</summary>
    public IEnumerable<JsonObject> Samples(Network network)
    {
        int step = (data.Count + MostSamples - 1) / MostSamples;
        int[] shown = [.. Enumerable.Range(0, data.Count).Where(i => i % step == 0)];
        var output = network.Predict(data.Inputs);
        int ClassOf(int sample) => data.ClassNames.Count == 0 ? 0 : data.Classes[sample];
        return shown.GroupBy(ClassOf).OrderBy(group => group.Key).Select(group => new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["name"] = data.ClassNames.Count == 0 ? "samples" : $"class {data.ClassNames[group.Key]}",
            ["x"] = Array(group.Select(i => data.Inputs[i, 0])),
            ["y"] = Array(group.Select(i => data.Inputs[i, 1])),
            ["text"] =
                Array(group.Select(i =>
                $"sample {Symbols.Invariant(i + 1)}: target {Numbers(data.Targets.Row(i))}, ŷ = {Numbers(output.Row(i))}")),
            ["marker"] = new JsonObject
            {
                ["size"] = data.Count <= 20 ? 14 : 8,
                ["color"] = markerColours[Shade(group.Key) % markerColours.Length],
                ["symbol"] = symbols[group.Key % symbols.Length],
                ["line"] = new JsonObject { ["color"] = "#FFFFFF", ["width"] = data.Count <= 20 ? 2 : 1 },
            },
            ["hovertemplate"] = "%{text}<extra></extra>",
        });
    }

    /// <summary>Blue is what is larger, as in the tables: with one output, the class whose target is 1.</summary>
    private int Shade(int classNumber) => HasOneOutput && data.ClassNames.Count == 2 ? 1 - classNumber : classNumber;

    private static string Colour(int k) => Palette[k % Palette.Length];

    private static string Numbers(ReadOnlySpan<double> values) => string.Join(", ", values.ToArray().Select(NumberFormat.Single));

    private double[] Range(int input, int resolution)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        for (int i = 0; i < data.Count; i++)
        {
            low = Math.Min(low, data.Inputs[i, input]);
            high = Math.Max(high, data.Inputs[i, input]);
        }

        double margin = high > low ? 0.25 * (high - low) : 1;
        return [.. Enumerable.Range(0, resolution).Select(k => low - margin + ((high - low + (2 * margin)) * k / (resolution - 1)))];
    }
}
