using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>Charts of a student's own numbers.</content>
public static partial class Figures
{
    /// <summary>Lines through points of one's own.</summary>
    /// <param name="xTitle">What is on the x axis.</param>
    /// <param name="yTitle">What is on the y axis.</param>
    /// <param name="curves">Each line with its name in the legend.</param>
    /// <example><code>Figures.Curves("learning rate η", "loss", ("XOR", rates, losses)).WithLogX()</code></example>
    /// <exception cref="ArgumentException">There is no curve, one has no points, or not as many x as y.</exception>
    public static Figure Curves(
        string xTitle, string yTitle, params IReadOnlyList<(string Name, IEnumerable<double> X, IEnumerable<double> Y)> curves)
    {
        ArgumentNullException.ThrowIfNull(xTitle);
        ArgumentNullException.ThrowIfNull(yTitle);
        ArgumentNullException.ThrowIfNull(curves);
        if (curves.Count == 0) throw new ArgumentException("curves is empty; give at least one, such as (\"loss\", x, y).", nameof(curves));
        var data = new JsonArray();
        foreach (var (name, x, y) in curves)
        {
            double[] xs = [.. x], ys = [.. y];
            if (xs.Length != ys.Length || xs.Length == 0)
            {
                throw new ArgumentException(
                    $"The curve {name} has {xs.Length} x and {ys.Length} y; it needs as many of both, at least one.", nameof(curves));
            }

            int[] kept = Thin(ys, Math.Clamp(MostPoints / curves.Count, 200, 1000));
            data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = kept.Length <= 40 ? "lines+markers" : "lines",
                ["name"] = name,
                ["x"] = Array(kept.Select(i => xs[i])),
                ["y"] = Array(kept.Select(i => ys[i])),
                ["hovertemplate"] = "%{x:.6~g}: %{y:.6~g}",
            });
        }

        return new Figure(data, new JsonObject
        {
            ["title"] = Text(yTitle),
            ["xaxis"] = Counts(curves) ? CountAxis(xTitle) : new JsonObject { ["title"] = Text(xTitle) },
            ["yaxis"] = new JsonObject { ["title"] = Text(yTitle) },
            ["showlegend"] = curves.Count > 1,
        });
    }

    /// <summary>Whether x are whole numbers, such as epochs, up to some that plotly.js would write with a power of ten.</summary>
    private static bool Counts(IEnumerable<(string Name, IEnumerable<double> X, IEnumerable<double> Y)> curves) =>
        curves.All(curve => curve.X.All(x => x == Math.Floor(x) && Math.Abs(x) <= 1e6));

    /// <summary>One bar for each name.</summary>
    /// <param name="xTitle">What the names are.</param>
    /// <param name="yTitle">What the bars' heights are.</param>
    /// <param name="names">A name for each bar.</param>
    /// <param name="heights">A height for each bar.</param>
    /// <exception cref="ArgumentException">There are not as many names as heights, or none.</exception>
    public static Figure Bars(string xTitle, string yTitle, IEnumerable<string> names, IEnumerable<double> heights)
    {
        ArgumentNullException.ThrowIfNull(xTitle);
        ArgumentNullException.ThrowIfNull(yTitle);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(heights);
        string[] labels = [.. names];
        double[] values = [.. heights];
        if (labels.Length != values.Length || labels.Length == 0)
        {
            throw new ArgumentException(
                $"There are {labels.Length} names and {values.Length} heights; there must be as many of both, at least one.",
                nameof(heights));
        }

        var data = new JsonArray(new JsonObject
        {
            ["type"] = "bar",
            ["x"] = Array(labels),
            ["y"] = Array(values),
            ["text"] = Array(values),
            ["hovertemplate"] = "%{x}: %{y:.6~g}<extra></extra>",
        });
        return new Figure(data, new JsonObject
        {
            ["title"] = Text(yTitle),
            ["xaxis"] = new JsonObject { ["title"] = Text(xTitle), ["type"] = "category" },
            ["yaxis"] = new JsonObject { ["title"] = Text(yTitle), ["rangemode"] = "tozero" },
        });
    }

    /// <summary>
    /// A loss over two parameters as contour lines, with paths across it. The colours are logarithmic, so that a valley's floor shows.
    /// </summary>
    /// <param name="xTitle">The first parameter.</param>
    /// <param name="yTitle">The second parameter.</param>
    /// <param name="loss">The loss at a point, not negative.</param>
    /// <param name="xRange">From where to where the first parameter goes.</param>
    /// <param name="yRange">From where to where the second parameter goes.</param>
    /// <param name="paths">Each path with its name in the legend.</param>
    public static Figure Contour(
        string xTitle,
        string yTitle,
        Func<double, double, double> loss,
        (double From, double To) xRange,
        (double From, double To) yRange,
        params IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> paths)
    {
        const int Cells = 60;
        ArgumentNullException.ThrowIfNull(xTitle);
        ArgumentNullException.ThrowIfNull(yTitle);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(paths);
        double[] Grid((double From, double To) range) =>
            [.. Enumerable.Range(0, Cells).Select(i => range.From + ((range.To - range.From) * i / (Cells - 1)))];
        double[] xs = Grid(xRange), ys = Grid(yRange);
        var z = Matrix.Create([.. ys.Select(y => xs.Select(x => loss(x, y)).ToArray())]);
        double floor = z.Values.ToArray().Max() * 1e-5;
        var data = new JsonArray(new JsonObject
        {
            ["type"] = "contour",
            ["x"] = Array(xs),
            ["y"] = Array(ys),
            ["z"] = Rows(z.Map(value => Math.Log10(Math.Max(value, floor)))),
            ["colorscale"] = SoftSequential(),
            ["ncontours"] = 25,
            ["contours"] = new JsonObject { ["coloring"] = "heatmap" },
            ["line"] = new JsonObject { ["width"] = 0.6, ["color"] = Ink(0.35) },
            ["colorbar"] = ColorBar("log₁₀ loss"),
            ["hovertemplate"] = "%{x:.4~g}, %{y:.4~g}: 10^%{z:.3f}<extra></extra>",
        });
        foreach (var (name, points) in paths)
        {
            data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "lines+markers",
                ["name"] = name,
                ["x"] = Array(points.Select(point => point.X)),
                ["y"] = Array(points.Select(point => point.Y)),
                ["marker"] = new JsonObject { ["size"] = 4 },
                ["hovertemplate"] = "%{x:.4~g}, %{y:.4~g}",
            });
        }

        return new Figure(data, new JsonObject
        {
            ["title"] = Text($"Loss over {xTitle} and {yTitle}"),
            ["xaxis"] =
                new JsonObject
                {
                    ["title"] = Text(xTitle),
                    ["range"] = Array([xRange.From, xRange.To]),
                    ["showgrid"] = false,
                    ["zeroline"] = false
                },
            ["yaxis"] =
                new JsonObject
                {
                    ["title"] = Text(yTitle),
                    ["range"] = Array([yRange.From, yRange.To]),
                    ["showgrid"] = false,
                    ["zeroline"] = false
                },
            ["height"] = 540,
        });
    }
}
