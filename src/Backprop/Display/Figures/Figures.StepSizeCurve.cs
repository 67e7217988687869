using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;

namespace Backprop;

/// <content>The error of a numerical derivative against its step: the V.</content>
public static partial class Figures
{
    /// <summary>
    /// The relative error of each method against the step h, both logarithmic: to the right the error of the formula grows
    /// with h, to the left rounding grows with 1/h. An error of exactly 0 is drawn at 1e-17, below what a double can resolve.
    /// </summary>
    /// <param name="curve">From <c>GradientCheck.StepSizeCurve</c>.</param>
    public static Figure StepSizeCurve(StepSizeCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        const double Floor = 1e-17;
        var data = new JsonArray();
        foreach (var method in curve.Methods)
        {
            data.Add(new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "lines+markers",
                ["name"] = Words.Of(method.Method),
                ["x"] = Array(method.Steps),
                ["y"] = Array(method.RelativeErrors.Select(error => Math.Max(error, Floor))),
                ["customdata"] = Array(method.RelativeErrors),
                ["marker"] = new JsonObject { ["size"] = 4 },
                ["hovertemplate"] = "h = %{x:.4~g}: error %{customdata:.4~g}",
            });
        }

        return new Figure(data, new JsonObject
        {
            ["title"] = Text($"Error of {curve.Of} against the step h"),
            ["xaxis"] = new JsonObject { ["title"] = Text("step h") },
            ["yaxis"] = new JsonObject { ["title"] = Text("relative error") },
        }).WithLogX().WithLogY();
    }
}
