using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;

namespace Backprop;

/// <content>The panels, the button and the slider of an animation.</content>
public static partial class Figures
{
    private const int FrameMilliseconds = 120;

    /// <summary>
    /// The plane of the inputs on the left; on the right the parameters above the loss. A panel that is not there leaves its place to the
    /// others.
    /// </summary>
    private static JsonObject AnimationLayout(BoundaryGrid? grid, NetworkParameter[] parameters, Snapshot[] snapshots)
    {
        double right = grid is null ? 0 : 0.59, split = parameters.Length > 0 ? 0.4 : 1;
        double[] parameterReach = [.. snapshots.SelectMany(snapshot => snapshot.Network.Parameters.ToArray()).DefaultIfEmpty()];
        double reach = 1.05 * Math.Max(parameterReach.Max(Math.Abs), 1e-3);
        var layout = new JsonObject
        {
            ["title"] = Text("Training, epoch by epoch"),
            ["height"] = 600,
            ["showlegend"] = false,
            ["margin"] = new JsonObject { ["b"] = 184 },
            ["xaxis"] = EpochAxis(),
            ["yaxis"] = new JsonObject { ["title"] = Text("loss"), ["domain"] = new JsonArray(0, split), ["anchor"] = "x" },
            ["updatemenus"] = new JsonArray(PlayButtons()),
            ["sliders"] = new JsonArray(Slider(snapshots)),
        };
        layout["xaxis"]!["domain"] = new JsonArray(right, 1);
        layout["xaxis"]!["anchor"] = "y";
        if (parameters.Length > 0)
        {
            layout["xaxis2"] =
                new JsonObject
                {
                    ["domain"] = new JsonArray(right, 1),
                    ["anchor"] = "y2",
                    ["type"] = "category",
                    ["ticks"] = "",
                    ["tickangle"] = -60,
                    ["tickfont"] = new JsonObject { ["size"] = 11 }
                };
            layout["yaxis2"] =
                new JsonObject
                {
                    ["title"] = Text("weights and biases"),
                    ["domain"] = new JsonArray(0.62, 1),
                    ["anchor"] = "x2",
                    ["range"] = new JsonArray(Rounded(-reach, 3), Rounded(reach, 3))
                };
        }

        if (grid is not null)
        {
            layout["xaxis3"] = grid.XAxis();
            layout["xaxis3"]!["domain"] = new JsonArray(0, 0.44);
            layout["xaxis3"]!["anchor"] = "y3";
            layout["yaxis3"] = grid.YAxis("x3");
            layout["yaxis3"]!["anchor"] = "x3";
        }

        return layout;
    }

    /// <summary>On a narrow page: the plane of the inputs above the other panels.</summary>
    private static JsonObject StackedPanels(NetworkParameter[] parameters)
    {
        static JsonObject Domain(double from, double to) => new() { ["domain"] = new JsonArray(from, to) };
        var layout = new JsonObject
        {
            ["height"] = 960,
            ["xaxis"] = Domain(0, 1),
            ["yaxis"] = Domain(0, parameters.Length > 0 ? 0.2 : 0.45),
            ["xaxis3"] = Domain(0, 1),
            ["yaxis3"] = Domain(0.58, 1),
        };
        if (parameters.Length > 0) (layout["xaxis2"], layout["yaxis2"]) = (Domain(0, 1), Domain(0.32, 0.48));
        return layout;
    }

    private static JsonObject PlayButtons()
    {
        JsonObject Button(string label, JsonNode? frames, string mode) => new()
        {
            ["label"] = label,
            ["method"] = "animate",
            ["args"] = new JsonArray(frames, AnimationOptions(mode, FrameMilliseconds, fromCurrent: true)),
        };
        return new JsonObject
        {
            ["type"] = "buttons",
            ["direction"] = "left",
            ["showactive"] = false,
            ["x"] = 0,
            ["xanchor"] = "left",
            ["y"] = 0,
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = 136 },
            ["buttons"] =
                new JsonArray(Button("▶ Play", null, "afterall"), Button("❚❚ Pause", new JsonArray((JsonNode?)null), "immediate")),
        };
    }

    private static JsonObject Slider(Snapshot[] snapshots) => new()
    {
        ["y"] = 0,
        ["yanchor"] = "top",
        ["pad"] = new JsonObject { ["t"] = 62 }, // below the title of the axis
        ["currentvalue"] = new JsonObject { ["prefix"] = "epoch ", ["xanchor"] = "right" },
        ["ticklen"] = 3,
        ["minorticklen"] = 3,
        ["steps"] = new JsonArray([.. snapshots.Select(snapshot => new JsonObject
        {
            ["label"] = Symbols.Invariant(snapshot.Epoch),
            ["method"] = "animate",
            ["args"] =
                new JsonArray(new JsonArray(Symbols.Invariant(snapshot.Epoch)), AnimationOptions("immediate", 0, fromCurrent: false)),
        })]),
    };

    private static JsonObject AnimationOptions(string mode, int milliseconds, bool fromCurrent) => new()
    {
        ["mode"] = mode,
        ["fromcurrent"] = fromCurrent,
        ["frame"] = new JsonObject { ["duration"] = milliseconds, ["redraw"] = true },
        ["transition"] = new JsonObject { ["duration"] = 0 },
    };
}
