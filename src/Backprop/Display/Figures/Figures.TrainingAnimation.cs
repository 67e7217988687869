using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>A training as an animation.</content>
public static partial class Figures
{
    private const int MostFrames = 36;
    private const int MostBars = 40;
    private const int AnimatedResolution = 31;
    private const int AnimatedClassResolution = 55;

    /// <summary>
    /// A training as an animation with a play button and a slider, at up to 36 of its snapshots: the place on the loss curve,
    /// the parameters (up to 40), and the output over the plane of the inputs if there are 2.
    /// </summary>
    /// <param name="history">A training with <see cref="TrainingOptions.SnapshotEvery"/>.</param>
    /// <param name="data">The samples it was trained on.</param>
    /// <exception cref="ArgumentException">There are fewer than two snapshots, or the data do not fit the network.</exception>
    public static Figure TrainingAnimation(TrainingHistory history, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(data);
        var snapshots = FramesOf(history);
        var network = snapshots[^1].Network;
        network.ThrowIfNotFor(data, nameof(data));
        var parameters = network.ParameterCount <= MostBars ? NetworkParameter.Of(network) : [];
        var grid = network.Inputs == 2
            ? new BoundaryGrid(network, data, network.Outputs == 1 ? AnimatedResolution : AnimatedClassResolution, digits: 4)
            : null;

        // The traces that move come first, so that a frame is a change of traces 0, 1, …
        JsonObject[] Moving(Snapshot snapshot)
        {
            List<JsonObject> traces = [LossMark(history, snapshot)];
            if (parameters.Length > 0) traces.Add(ParameterBars(parameters, snapshot.Network));
            if (grid is not null) traces.Add(InPlane(grid.Regions(snapshot.Network)));
            return [.. traces];
        }

        var moving = Moving(snapshots[0]);
        var still = (grid?.Samples(network) ?? []).Select(InPlane).Append(LossLine(history));
        var frames = snapshots.Select(snapshot => new JsonObject
        {
            ["name"] = Symbols.Invariant(snapshot.Epoch),
            ["data"] = new JsonArray([.. Moving(snapshot).Select(OnlyChanges)]),
            ["traces"] = Array(Enumerable.Range(0, moving.Length)),
        });
        var figure =
            new Figure(new JsonArray([.. moving, .. still]), AnimationLayout(grid, parameters, snapshots), new JsonArray([.. frames]));
        return grid is null ? figure : figure.WithNarrowLayout(StackedPanels(parameters));
    }

    /// <summary>Puts a trace into the panel of the plane of the inputs.</summary>
    private static JsonObject InPlane(JsonObject trace)
    {
        (trace["xaxis"], trace["yaxis"], trace["showlegend"]) = ("x3", "y3", false);
        if (trace.Remove("colorbar")) trace["showscale"] = false;
        return trace;
    }

    /// <summary>What of a trace differs from frame to frame.</summary>
    private static JsonObject OnlyChanges(JsonObject trace)
    {
        string[] changing = trace["z"] is not null ? ["z"] : trace["type"]!.GetValue<string>() == "bar" ? ["y"] : ["x", "y"];
        return new JsonObject(changing.Select(name => KeyValuePair.Create(name, trace[name]?.DeepClone())));
    }

    /// <summary>Every n-th snapshot, and the last.</summary>
    private static Snapshot[] FramesOf(TrainingHistory history)
    {
        int count = history.Snapshots.Count;
        if (count < 2)
        {
            throw new ArgumentException(
                $"history has {Words.Count(count, "snapshot")}, but an animation needs at least 2; "
                    + $"train with SnapshotEvery = {Symbols.Invariant(Math.Max(history.Epochs / MostFrames, 1))}.",
                nameof(history));
        }

        int step = (count + MostFrames - 3) / (MostFrames - 1);
        return [.. history.Snapshots.Where((_, k) => k % step == 0 || k == count - 1)];
    }

    private static JsonObject LossLine(TrainingHistory history)
    {
        int[] kept = Thin(history.Loss, 400);
        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = "loss",
            ["x"] = Array(kept),
            ["y"] = Array(kept.Select(epoch => history.Loss[epoch]), 5),
            ["line"] = new JsonObject { ["color"] = Palette[0], ["width"] = 2 },
            ["hovertemplate"] = "epoch %{x}: %{y:.5~g}<extra></extra>",
        };
    }

    private static JsonObject LossMark(TrainingHistory history, Snapshot snapshot) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "markers",
        ["name"] = "now",
        ["cliponaxis"] = false,
        ["x"] = new JsonArray(snapshot.Epoch),
        ["y"] = new JsonArray(Rounded(history.Loss[Math.Min(snapshot.Epoch, history.Epochs - 1)])),
        ["marker"] = new JsonObject { ["size"] = 11, ["color"] = Palette[1] },
        ["hovertemplate"] = "epoch %{x}: %{y:.7~g}<extra></extra>",
    };

    private static JsonObject ParameterBars(NetworkParameter[] parameters, Network network) => new()
    {
        ["type"] = "bar",
        ["name"] = "parameters",
        ["x"] = Array(parameters.Select(parameter => parameter.Name)),
        ["y"] = Array(network.Parameters.ToArray(), 5),
        ["marker"] = new JsonObject { ["color"] = Array(parameters.Select(parameter => Palette[(parameter.Layer + 2) % Palette.Length])) },
        ["xaxis"] = "x2",
        ["yaxis"] = "y2",
        ["hovertemplate"] = "%{x} = %{y:.5~g}<extra></extra>",
    };
}
