using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>Activation functions and their derivatives.</content>
public static partial class Figures
{
    private const double ActivationReach = 6;

    /// <summary>φ(z) as a line and φ′(z) dashed in the same colour, for z from −6 to 6.</summary>
    /// <param name="activations">One or more elementwise activations.</param>
    /// <exception cref="ArgumentException">There is none, or softmax, which is not a function of one number.</exception>
    public static Figure ActivationCurve(params IReadOnlyList<Activation> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        if (activations.Count == 0)
            throw new ArgumentException("activations is empty; give at least one, such as Activation.Sigmoid.", nameof(activations));
        if (activations.FirstOrDefault(activation => !activation.IsElementwise) is { } other)
        {
            throw new ArgumentException(
                $"{other.Title} is not a function of one number: each of its outputs depends on all pre-activations. Choose an "
                    + "elementwise activation such as sigmoid.", nameof(activations));
        }

        var data = new JsonArray();
        for (int i = 0; i < activations.Count; i++)
        {
            var activation = activations[i];
            var (function, derivative) = activations.Count == 1 ? ("φ(z)", "φ′(z)") : (activation.Title, activation.Title + "′");
            data.Add(Curve(function, activation, activation.Apply, Palette[i % Palette.Length], "solid"));
            data.Add(
                Curve(derivative, activation, activation.Derivative, Palette[(activations.Count == 1 ? 1 : i) % Palette.Length], "dash"));
        }

        var vertical = new JsonObject { ["title"] = Text(activations.Count == 1 ? "φ(z), φ′(z)" : "value") };
        if (activations.Count > 1) vertical["range"] = new JsonArray(-1.6, 3.2);
        return new Figure(data, new JsonObject
        {
            ["title"] =
                Text(activations.Count == 1 ? $"{activations[0].Title} and its derivative"
                    : "Activations (solid) and their derivatives (dashed)"),
            ["xaxis"] = new JsonObject { ["title"] = Text("pre-activation z") },
            ["yaxis"] = vertical,
        });
    }

    private static JsonObject Curve(string name, Activation activation, Func<double, double> function, string colour, string dash)
    {
        var (x, y) = (new JsonArray(), new JsonArray());
        for (int i = -120; i <= 120; i++)
        {
            double z = ActivationReach * i / 120;
            if (activation.Kinks.Contains(z))
            {
                // From the left and from the right, with a gap where the derivative jumps.
                foreach (double? side in new double?[] { Math.BitDecrement(z), null, Math.BitIncrement(z) })
                {
                    x.Add(Rounded(z));
                    y.Add(side is { } at ? Rounded(function(at)) : null);
                }
            }
            else
            {
                x.Add(Rounded(z));
                y.Add(Rounded(function(z)));
            }
        }

        return new JsonObject
        {
            ["type"] = "scatter",
            ["mode"] = "lines",
            ["name"] = name,
            ["x"] = x,
            ["y"] = y,
            ["line"] = new JsonObject { ["color"] = colour, ["width"] = 2, ["dash"] = dash },
            ["hovertemplate"] = "z = %{x}: %{y:.7~g}",
        };
    }
}
