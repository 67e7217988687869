using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>
/// What all figures have in common, as a plotly.js template. Backgrounds are transparent; neutral colours are shades of
/// <see cref="Ink"/> and <see cref="Paper"/>, which figure.js replaces by those of the page (light, dark, print).
/// </summary>
internal static class FigureTemplate
{
    /// <summary>
    /// Colours that differ for every kind of colour vision, and from a white and a dark page by 3 : 1 (after M. Okabe and K. Ito, 2008).
    /// </summary>
    public static readonly string[] Palette = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#A67C00", "#7A6FD0"];

    /// <summary>Vermillion for negative, light grey for zero, blue for positive, as in the tables and diagrams.</summary>
    private static readonly (double At, string Colour)[] diverging =
        [(0, "#A33F00"), (0.25, "#E58A4B"), (0.5, "#EDEDED"), (0.75, "#3E8DC0"), (1, "#00436E")];

    /// <summary>The light end of the same blue, for lines in the full colours on top.</summary>
    private static readonly (double At, string Colour)[] softSequential =
        [(0, "#F4F8FB"), (1, "#7FB8DA")];

    /// <summary>From a light to a dark blue.</summary>
    private static readonly (double At, string Colour)[] sequential =
        [(0, "#EEF4F8"), (0.35, "#9CC5E0"), (0.7, "#2F86BC"), (1, "#00436E")];

    /// <summary>The same with room for markers in the full colours on top.</summary>
    private static readonly (double At, string Colour)[] softDiverging =
        [(0, "#F2A36B"), (0.5, "#F4F4F4"), (1, "#6BAED6")];

    // Scenes ignore transparency, so this grey has to do on white and on black.
    private const string SceneGrid = "#8C8C8C";

    private const string Transparent = "rgba(0,0,0,0)";

    /// <summary>A shade of the page's text colour.</summary>
    public static string Ink(double alpha = 1) => FormattableString.Invariant($"rgba(34,34,34,{alpha})");

    /// <summary>The page's background, as far as it can be known.</summary>
    public static string Paper(double alpha = 1) => FormattableString.Invariant($"rgba(254,254,254,{alpha})");

    public static JsonArray Diverging() => Scale(diverging);

    public static JsonArray SoftDiverging() => Scale(softDiverging);

    public static JsonArray SoftSequential() => Scale(softSequential);

    public static JsonArray Sequential() => Scale(sequential);

    public static JsonObject Create() => new()
    {
        ["layout"] = new JsonObject
        {
            ["font"] =
                new JsonObject
                {
                    ["family"] = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Liberation Sans\", sans-serif",
                    ["size"] = 13,
                    ["color"] = Ink()
                },
            ["title"] = new JsonObject { ["font"] = new JsonObject { ["size"] = 16 }, ["x"] = 0, ["xref"] = "paper", ["xanchor"] = "left" },
            ["paper_bgcolor"] = Transparent,
            ["plot_bgcolor"] = Transparent,
            ["colorway"] = new JsonArray([.. Palette]),
            ["hovermode"] = "closest",
            ["hoverlabel"] =
                new JsonObject
                {
                    ["bgcolor"] = Paper(),
                    ["bordercolor"] = Ink(0.35),
                    ["font"] = new JsonObject { ["color"] = Ink() },
                    ["align"] = "left"
                },
            ["separators"] = ".\u202F", // 10 000, as in the text
            ["legend"] =
                new JsonObject
                {
                    ["bgcolor"] = Transparent,
                    ["orientation"] = "h",
                    ["x"] = 0,
                    ["y"] = 0,
                    ["yref"] = "container",
                    ["yanchor"] = "bottom"
                },
            ["margin"] = new JsonObject { ["l"] = 64, ["r"] = 24, ["t"] = 56, ["b"] = 52 },
            ["modebar"] = new JsonObject { ["bgcolor"] = Transparent, ["color"] = Ink(0.4), ["activecolor"] = Ink(0.8) },
            ["xaxis"] = Axis(),
            ["yaxis"] = Axis(),
            ["scene"] = new JsonObject { ["xaxis"] = SceneAxis(), ["yaxis"] = SceneAxis(), ["zaxis"] = SceneAxis() },
            ["annotationdefaults"] = new JsonObject { ["arrowcolor"] = Ink(0.6), ["arrowhead"] = 0, ["arrowwidth"] = 1 },
            ["updatemenudefaults"] = new JsonObject { ["bgcolor"] = Paper(), ["bordercolor"] = Ink(0.35) },
            ["sliderdefaults"] =
                new JsonObject
                {
                    ["bgcolor"] = Ink(0.12),
                    ["activebgcolor"] = Ink(0.3),
                    ["bordercolor"] = Ink(0.35),
                    ["tickcolor"] = Ink(0.5)
                },
        },
    };

    private static JsonObject Axis() => new()
    {
        ["gridcolor"] = Ink(0.12),
        ["zerolinecolor"] = Ink(0.25),
        ["zerolinewidth"] = 1,
        ["linecolor"] = Ink(0.5),
        ["ticks"] = "outside",
        ["ticklen"] = 4,
        ["tickcolor"] = Ink(0.5),
        ["automargin"] = true,
        ["exponentformat"] = "power",
        ["title"] = new JsonObject { ["standoff"] = 10 },
    };

    private static JsonObject SceneAxis() => new()
    {
        ["showbackground"] = false,
        ["gridcolor"] = SceneGrid,
        ["zerolinecolor"] = SceneGrid,
        ["linecolor"] = SceneGrid,
        ["exponentformat"] = "power",
    };

    private static JsonArray Scale((double At, string Colour)[] colours) =>
        new([.. colours.Select(stop => new JsonArray(stop.At, stop.Colour))]);
}
