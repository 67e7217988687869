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

    /// <summary>
    /// Orange for negative, nothing for zero, blue for positive, as in the tables and diagrams: over the page, light or dark, with the
    /// page's own colour for numbers, markers and lines on top.
    /// </summary>
    private static readonly (double At, string Colour)[] diverging =
        [(0, "rgba(232,113,10,0.55)"), (0.5, "rgba(136,136,136,0.06)"), (1, "rgba(47,127,224,0.55)")];

    /// <summary>From nothing to blue, over the page as well.</summary>
    private static readonly (double At, string Colour)[] softSequential =
        [(0, "rgba(47,134,188,0.04)"), (1, "rgba(47,134,188,0.6)")];

    /// <summary>From a light to a dark blue, for surfaces, which cannot be transparent.</summary>
    private static readonly (double At, string Colour)[] sequential =
        [(0, "#EEF4F8"), (0.35, "#9CC5E0"), (0.7, "#2F86BC"), (1, "#00436E")];

    // Scenes ignore transparency, so this grey has to do on white and on black.
    private const string SceneGrid = "#8C8C8C";

    private const string Transparent = "rgba(0,0,0,0)";

    /// <summary>A shade of the page's text colour.</summary>
    public static string Ink(double alpha = 1) => FormattableString.Invariant($"rgba(34,34,34,{alpha})");

    /// <summary>The page's background, as far as it can be known.</summary>
    public static string Paper(double alpha = 1) => FormattableString.Invariant($"rgba(254,254,254,{alpha})");

    public static JsonArray Diverging() => Scale(diverging);

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
