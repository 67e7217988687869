using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>Which class was taken for which.</content>
public static partial class Figures
{
    /// <summary>How many samples of each class were taken for which class; the colour is the fraction of the actual class.</summary>
    /// <param name="matrix">The confusion matrix.</param>
    /// <exception cref="ArgumentException">It has more than 60 classes.</exception>
    public static Figure ConfusionMatrix(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        int classes = matrix.ClassNames.Count;
        if (classes > MostCells)
            throw new ArgumentException($"matrix has {classes} classes; a figure shows at most {MostCells}.", nameof(matrix));
        var (fractions, counts) = (new JsonArray(), new JsonArray());
        for (int actual = 0; actual < classes; actual++)
        {
            int[] row = [.. Enumerable.Range(0, classes).Select(predicted => matrix[actual, predicted])];
            double total = Math.Max(row.Sum(), 1);
            fractions.Add(Array(row.Select(count => count / total)));
            counts.Add(Array(row));
        }

        var colorBar = ColorBar("fraction of the class");
        colorBar["tickformat"] = ".0%";
        int size = Math.Clamp(240 + (classes * 34), 380, 640);
        return new Figure(
            [
                new JsonObject
                {
                    ["type"] = "heatmap",
                    ["x"] = Array(matrix.ClassNames),
                    ["y"] = Array(matrix.ClassNames),
                    ["z"] = fractions,
                    ["text"] = counts,
                    ["texttemplate"] = classes <= 20 ? "%{text}" : "",
                    ["textfont"] = new JsonObject { ["color"] = Ink() },
                    ["xgap"] = 2,
                    ["ygap"] = 2,
                    ["zmin"] = 0,
                    ["zmax"] = 1,
                    ["colorscale"] = SoftSequential(),
                    ["colorbar"] = colorBar,
                    ["hovertemplate"] = "%{y} taken for %{x}: %{text} samples, %{z:.1%} of its class<extra></extra>",
                },
            ],
            new JsonObject
            {
                ["title"] =
                    Text(FormattableString.Invariant($"Confusion matrix: {matrix.Accuracy:0.0%} of {matrix.Total} samples recognized")),
                ["width"] = size + 90,
                ["height"] = size,
                ["xaxis"] =
                    new JsonObject
                    {
                        ["title"] = Text("predicted class"),
                        ["type"] = "category",
                        ["showgrid"] = false,
                        ["ticks"] = "",
                        ["dtick"] = 1,
                        ["constrain"] = "domain"
                    },
                ["yaxis"] =
                    new JsonObject
                    {
                        ["title"] = Text("actual class"),
                        ["type"] = "category",
                        ["showgrid"] = false,
                        ["ticks"] = "",
                        ["dtick"] = 1,
                        ["autorange"] = "reversed",
                        ["scaleanchor"] = "x",
                        ["constrain"] = "domain"
                    },
            }).WithNarrowLayout(new JsonObject { ["height"] = Math.Min(size, 440) });
    }
}
