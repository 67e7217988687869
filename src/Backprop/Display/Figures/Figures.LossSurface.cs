using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>The loss as a landscape over two directions, with the path of a training.</content>
public static partial class Figures
{
    /// <summary>The loss over two parameters, as contour lines; all other parameters stay as they are in the network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">L.</param>
    /// <param name="first">The parameter to the right: <c>W1[x1,h2]</c> or <c>b2[ŷ]</c>.</param>
    /// <param name="second">The parameter upwards.</param>
    /// <param name="history">A training whose snapshots are drawn as a path, each at its own two parameters; null for none.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or it has no such parameters.</exception>
    public static Figure LossContour(
        Network network, Dataset data, Loss loss, string first, string second, TrainingHistory? history = null) =>
        Contour(PlaneOf(network, data, loss, first, second, history), $"Loss over {first} and {second}", first, second);

    /// <summary>
    /// The loss around the path of a training, as contour lines over the plane through its first and last point and the point
    /// farthest from the line between them. Other points of the path are projected onto the plane; hover for their own loss.
    /// </summary>
    /// <param name="history">A training with <see cref="TrainingOptions.SnapshotEvery"/>.</param>
    /// <param name="data">The samples.</param>
    /// <exception cref="ArgumentException">There are fewer than two snapshots, or the data do not fit the network.</exception>
    public static Figure LossContour(TrainingHistory history, Dataset data) =>
        Contour(PlaneOf(history, data), PathTitle, PathAxis, AcrossAxis);

    /// <summary>
    /// The same as <see cref="LossContour(Network, Dataset, Loss, string, string, TrainingHistory?)"/> as a surface to turn with the mouse.
    /// </summary>
    /// <inheritdoc cref="LossContour(Network, Dataset, Loss, string, string, TrainingHistory?)"/>
    public static Figure LossSurface(
        Network network, Dataset data, Loss loss, string first, string second, TrainingHistory? history = null) =>
        Surface(PlaneOf(network, data, loss, first, second, history), $"Loss over {first} and {second}", first, second);

    /// <summary>The same as <see cref="LossContour(TrainingHistory, Dataset)"/> as a surface to turn with the mouse.</summary>
    /// <inheritdoc cref="LossContour(TrainingHistory, Dataset)"/>
    public static Figure LossSurface(TrainingHistory history, Dataset data) =>
        Surface(PlaneOf(history, data), PathTitle, "along the path", AcrossAxis);

    private const string PathTitle = "Loss around the path of the training";
    private const string PathAxis = "along the path (first to last)";
    private const string AcrossAxis = "across the path";

    private static Figure Contour(LossPlane plane, string title, string xTitle, string yTitle)
    {
        var contour = Landscape(plane, "contour", xTitle, yTitle);
        contour["ncontours"] = 24;
        contour["contours"] = new JsonObject { ["coloring"] = "heatmap" };
        contour["colorscale"] = SoftSequential();
        contour["line"] = new JsonObject { ["width"] = 0.6, ["color"] = Ink(0.35) };
        var data = new JsonArray(contour);
        foreach (var trace in PathTraces(plane, "scatter"))
            data.Add(trace);
        return new Figure(data, new JsonObject
        {
            ["title"] = Text(title),
            ["width"] = 680,
            ["height"] = 520,
            ["showlegend"] = false,
            ["xaxis"] =
                new JsonObject
                {
                    ["title"] = Text(xTitle),
                    ["showgrid"] = false,
                    ["zeroline"] = false,
                    ["range"] = new JsonArray(Rounded(plane.U[0], 5), Rounded(plane.U[^1], 5))
                },
            ["yaxis"] =
                new JsonObject
                {
                    ["title"] = Text(yTitle),
                    ["showgrid"] = false,
                    ["zeroline"] = false,
                    ["range"] = new JsonArray(Rounded(plane.V[0], 5), Rounded(plane.V[^1], 5))
                },
        });
    }

    private static Figure Surface(LossPlane plane, string title, string xTitle, string yTitle)
    {
        var surface = Landscape(plane, "surface", xTitle, yTitle);
        surface["contours"] = new JsonObject { ["z"] = new JsonObject { ["show"] = true, ["color"] = "#FFFFFF", ["width"] = 1 } };
        surface["lighting"] = new JsonObject { ["ambient"] = 0.85, ["diffuse"] = 0.3, ["specular"] = 0.02 };
        var data = new JsonArray(surface);
        foreach (var trace in PathTraces(plane, "scatter3d"))
            data.Add(trace);
        return new Figure(data, new JsonObject
        {
            ["title"] = Text(title),
            ["height"] = 560,
            ["showlegend"] = false,
            ["margin"] = new JsonObject { ["l"] = 16, ["r"] = 0, ["b"] = 10 },
            ["scene"] = new JsonObject
            {
                ["xaxis"] = new JsonObject { ["title"] = Text(xTitle) },
                ["yaxis"] = new JsonObject { ["title"] = Text(yTitle) },
                ["zaxis"] = new JsonObject { ["title"] = Text("loss") },
                ["camera"] = CameraAt(1),
            },
        }).WithNarrowLayout(new JsonObject { ["scene"] = new JsonObject { ["camera"] = CameraAt(1.5) } });

        static JsonObject CameraAt(double distance) =>
            new() { ["eye"] = new JsonObject { ["x"] = 1.6 * distance, ["y"] = -1.7 * distance, ["z"] = 1.1 * distance } };
    }

    /// <summary>The loss over the plane, without the path.</summary>
    private static JsonObject Landscape(LossPlane plane, string type, string xTitle, string yTitle) => new()
    {
        ["type"] = type,
        ["x"] = Array(plane.U, 5),
        ["y"] = Array(plane.V, 5),
        ["z"] = new JsonArray([.. plane.Losses.Select(row => Array(row, 5))]),
        ["colorscale"] = Sequential(),
        ["colorbar"] = ColorBar("loss"),
        ["hovertemplate"] = $"{xTitle}: %{{x:.4~g}}<br>{yTitle}: %{{y:.4~g}}<br>loss %{{z:.5~g}}<extra></extra>",
    };

    /// <summary>The path with its start (a ring) and its end (a dot); on a surface it lies just above it.</summary>
    private static IEnumerable<JsonObject> PathTraces(LossPlane plane, string type)
    {
        if (plane.Path.Count == 0) yield break;
        double lift = 0.015 * (plane.Losses.Max(row => row.Max()) - plane.Losses.Min(row => row.Min()));
        yield return Points(plane.Path, "lines+markers", 3, "circle");
        yield return Points([plane.Path[0]], "markers", type == "scatter" ? 11 : 6, "circle-open");
        yield return Points([plane.Path[^1]], "markers", type == "scatter" ? 11 : 6, "circle");

        JsonObject Points(IReadOnlyList<LossPlane.PathPoint> points, string mode, double size, string symbol)
        {
            var trace = new JsonObject
            {
                ["type"] = type,
                ["mode"] = mode,
                ["x"] = Array(points.Select(point => point.U), 5),
                ["y"] = Array(points.Select(point => point.V), 5),
                ["text"] = Array(points.Select(point => FormattableString.Invariant($"epoch {point.Epoch}: loss {point.Loss:G7}"))),
                ["marker"] =
                    new JsonObject
                    {
                        ["color"] = Palette[1],
                        ["size"] = size,
                        ["symbol"] = symbol,
                        ["line"] = new JsonObject { ["color"] = Palette[1], ["width"] = 2 }
                    },
                ["hovertemplate"] = "%{text}<extra></extra>",
            };
            if (points.Count > 1) trace["line"] = new JsonObject { ["color"] = Palette[1], ["width"] = type == "scatter" ? 2 : 5 };
            if (type == "scatter3d") trace["z"] = Array(points.Select(point => plane.LossAt(point.U, point.V) + lift), 5);
            return trace;
        }
    }

    private static LossPlane PlaneOf(Network network, Dataset data, Loss loss, string first, string second, TrainingHistory? history)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        return LossPlane.OfParameters(network, data, loss, first, second, history);
    }

    private static LossPlane PlaneOf(TrainingHistory history, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(data);
        return LossPlane.OfPath(history, data);
    }
}
