using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;

namespace Backprop;

/// <content>The final loss against the learning rate.</content>
public static partial class Figures
{
    /// <summary>
    /// The last loss of several trainings against their learning rates, both logarithmic: too small is slow, too large diverges (a cross
    /// above the others).
    /// </summary>
    /// <param name="histories">Trainings that differ in their learning rate.</param>
    /// <exception cref="ArgumentException">There is none, or one without an epoch.</exception>
    public static Figure LearningRateSweep(params IReadOnlyList<TrainingHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ThrowIfNoRuns([.. histories.Select(history => ("", history))]);
        var ordered = histories.OrderBy(history => history.Options.Optimizer.LearningRate).ToArray();
        var finished = ordered.Where(history => history.StopReason != StopReason.Diverged).ToArray();
        var diverged = ordered.Except(finished).ToArray();
        double[] losses = [.. finished.Select(history => history.Loss[^1])];
        double ceiling = finished.Length == 0 ? 1 : 10 * finished.Max(history => Math.Max(history.Loss[0], history.Loss[^1]));
        var data = new JsonArray(Trace("last loss", finished, losses, "circle", "loss %{y:.7~g} after %{customdata} epochs"));
        if (diverged.Length > 0)
            data.Add(Trace("diverged", diverged, [.. diverged.Select(_ => ceiling)], "x", "diverged after %{customdata} epochs"));
        return new Figure(data, new JsonObject
        {
            ["title"] = Text("Loss after training, by learning rate"),
            ["xaxis"] = new JsonObject { ["title"] = Text("learning rate η") },
            ["yaxis"] = new JsonObject { ["title"] = Text($"loss ({ordered[0].Options.ObjectiveTitle})") },
            ["showlegend"] = diverged.Length > 0,
        }).WithLogX().WithLogY();

        static JsonObject Trace(string name, TrainingHistory[] histories, double[] heights, string symbol, string hover) => new()
        {
            ["type"] = "scatter",
            ["mode"] = symbol == "x" ? "markers" : "lines+markers",
            ["name"] = name,
            ["x"] = Array(histories.Select(history => history.Options.Optimizer.LearningRate)),
            ["y"] = Array(heights),
            ["customdata"] = Array(histories.Select(history => history.Epochs)),
            ["marker"] = new JsonObject { ["size"] = 9, ["symbol"] = symbol },
            ["hovertemplate"] = $"η = %{{x:.7~g}}<br>{hover}<extra></extra>",
        };
    }
}
