using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;

namespace Backprop;

/// <content>The final loss against the learning rate.</content>
public static partial class Figures
{
    /// <summary>The last loss of several trainings against their learning rates, both logarithmic: too small is slow, too large diverges.</summary>
    /// <param name="histories">Trainings that differ in their learning rate.</param>
    /// <exception cref="ArgumentException">There is none, or one without an epoch.</exception>
    public static Figure LearningRateSweep(params IReadOnlyList<TrainingHistory> histories)
    {
        ArgumentNullException.ThrowIfNull(histories);
        ThrowIfNoRuns([.. histories.Select(history => ("", history))]);
        var ordered = histories.OrderBy(history => history.Options.Optimizer.LearningRate).ToArray();
        var finished = ordered.Where(history => history.StopReason != StopReason.Diverged).ToArray();
        var diverged = ordered.Except(finished).ToArray();
        var data = new JsonArray(Trace("last loss", finished, "lines+markers", "circle"));
        if (diverged.Length > 0) data.Add(Trace("diverged (last finite loss)", diverged, "markers", "x"));
        return new Figure(data, new JsonObject
        {
            ["title"] = Text("Loss after training, by learning rate"),
            ["xaxis"] = new JsonObject { ["title"] = Text("learning rate η"), ["type"] = "log" },
            ["yaxis"] = new JsonObject { ["title"] = Text($"loss ({Words(ordered[0].Options.Loss.Name)})"), ["type"] = "log" },
            ["showlegend"] = diverged.Length > 0,
        });

        static JsonObject Trace(string name, TrainingHistory[] histories, string mode, string symbol) => new()
        {
            ["type"] = "scatter",
            ["mode"] = mode,
            ["name"] = name,
            ["x"] = Array(histories.Select(history => history.Options.Optimizer.LearningRate)),
            ["y"] = Array(histories.Select(history => history.Loss[^1])),
            ["customdata"] = Array(histories.Select(history => history.Epochs)),
            ["marker"] = new JsonObject { ["size"] = 9, ["symbol"] = symbol },
            ["hovertemplate"] = "η = %{x:.7~g}<br>loss %{y:.7~g} after %{customdata} epochs<extra></extra>",
        };
    }
}
