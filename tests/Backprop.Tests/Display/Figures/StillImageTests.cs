using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Backprop.Tests.Display;

/// <summary>The picture of a figure that needs no script.</summary>
public sealed partial class StillImageTests
{
    public static TheoryData<string> EveryFigure => Gallery.Names;

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void Every_figure_has_a_picture_with_its_title_and_only_finite_places_which_is_small(string name)
    {
        var figure = Gallery.All[name]();

        string svg = Svg(figure);

        var texts = XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value);
        Assert.Contains(figure.Title.Replace("<br>", " ", StringComparison.Ordinal), texts);
        Assert.DoesNotContain("drawn where scripts run", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", svg, StringComparison.Ordinal);
        Assert.InRange(svg.Length, 500, 200_000);
    }

    [Fact]
    public void A_picture_says_which_type_of_chart_it_does_not_draw_and_has_no_empty_axes()
    {
        var boxes = new Figure(
            [new JsonObject { ["type"] = "box", ["y"] = new JsonArray(1, 2, 3) }], new JsonObject { ["title"] = "Activations" });

        var texts = XDocument.Parse(Svg(boxes)).Descendants().Where(element => element.Name.LocalName == "text").Select(text => text.Value);

        Assert.Equal(["Activations", "A chart of the type box, which is drawn where scripts run."], texts);
    }

    /// <summary>A letter of the pictures is about 7 wide; a slanted text is 13 high.</summary>
    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void No_text_of_a_picture_covers_its_neighbour(string name)
    {
        var texts = XDocument.Parse(Svg(Gallery.All[name]())).Descendants().Where(element => element.Name.LocalName == "text").ToArray();

        foreach (var line in texts.GroupBy(text => ((string)text.Attribute("y")!, Slant(text), (string?)text.Attribute("text-anchor"))))
        {
            if (line.Key.Item3 == "start") continue;
            var sorted = line.OrderBy(text => Parse((string)text.Attribute("x")!)).ToArray();
            for (int k = 1; k < sorted.Length; k++)
            {
                double distance = Parse((string)sorted[k].Attribute("x")!) - Parse((string)sorted[k - 1].Attribute("x")!);
                double room = line.Key.Item2 ? 13 : 7 * (sorted[k].Value.Length + sorted[k - 1].Value.Length) / 2.0;
                Assert.True(distance >= room, $"\"{sorted[k - 1].Value}\" and \"{sorted[k].Value}\" are {distance} apart");
            }
        }

        static bool Slant(XElement text) =>
            ((string?)text.Parent!.Attribute("transform"))?.Contains("-45", StringComparison.Ordinal) == true;
    }

    [Fact]
    public void A_line_goes_through_its_points_between_the_ticks_of_its_axes()
    {
        string svg = Svg(Figures.Curves("x", "y", ("line", [0, 1, 2], [0, 10, 20])));

        double[] path = [.. Number().Matches(Regex.Match(svg, "<path d=\"(M[^\"]*)\" fill=\"none\"").Groups[1].Value)
            .Select(match => Parse(match.Value))];
        var ticks = XDocument.Parse(svg).Descendants().Where(element => element.Name.LocalName == "text")
            .ToLookup(element => element.Value);
        Assert.Equal(Parse((string)ticks["0"].First().Attribute("x")!), path[0], tolerance: 0.2);
        Assert.Equal(Parse((string)ticks["2"].First().Attribute("x")!), path[4], tolerance: 0.2);
        Assert.Equal(Parse((string)ticks["20"].First().Attribute("y")!) - 4, path[5], tolerance: 0.2);
        Assert.Equal((path[1] + path[5]) / 2, path[3], tolerance: 0.2);
    }

    [Fact]
    public void On_a_logarithmic_axis_equal_factors_are_equal_lengths()
    {
        string svg = Svg(Figures.Curves("x", "y", ("line", [0, 1, 2], [1, 100, 10000])).WithLogY());

        double[] path = [.. Number().Matches(Regex.Match(svg, "<path d=\"(M[^\"]*)\" fill=\"none\"").Groups[1].Value)
            .Select(match => Parse(match.Value))];
        Assert.Equal(path[1] - path[3], path[3] - path[5], tolerance: 0.2);
        Assert.True(path[1] > path[3], "larger values must lie higher");
    }

    private static string Svg(Figure figure) => Encoding.UTF8.GetString(Convert.FromBase64String(
        Regex.Match(figure.ToHtml(), "src=\"data:image/svg\\+xml;base64,([^\"]+)\"").Groups[1].Value));

    private static double Parse(string number) => double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
