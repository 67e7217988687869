using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tests.Display;

public sealed class FigureTests
{
    private static Figure Simple(string title = "Simple") => new(
        [new JsonObject { ["type"] = "scatter", ["x"] = new JsonArray(1, 2), ["y"] = new JsonArray(3, 4) }],
        new JsonObject { ["title"] = new JsonObject { ["text"] = title } });

    [Fact]
    public void The_JSON_is_plain_plotly_js()
    {
        var root = Simple().Root();

        Assert.Equal(["data", "layout", "config", "frames"], root.Select(property => property.Key));
        Assert.Equal("[3,4]", root["data"]![0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void A_tweak_gives_a_new_figure_and_leaves_the_old_one()
    {
        var figure = Simple();
        string before = figure.ToJson();

        var changed = figure.WithTitle("Other").WithSize(500, 300).WithLogY();

        Assert.Equal(before, figure.ToJson());
        Assert.Equal("Other", changed.Title);
        Assert.Equal(500, (int)changed.Layout()["width"]!);
        Assert.Equal(300, (int)changed.Layout()["height"]!);
        Assert.Equal("log", (string)changed.Layout()["yaxis"]!["type"]!);
    }

    [Theory]
    [InlineData(0.01, 0.5, "~g")]
    [InlineData(1e-12, 0.5, null)]
    public void A_logarithmic_axis_of_few_decades_has_its_numbers_in_full_and_one_of_many_as_powers_of_ten(double low, double high,
        string? format)
    {
        var figure = new Figure([new JsonObject { ["y"] = new JsonArray(low, high) }], []).WithLogY();

        Assert.Equal(format, (string?)figure.Layout()["yaxis"]!["tickformat"]);
    }

    [Fact]
    public void A_title_cannot_end_the_script_element_or_add_markup()
    {
        string html = PlotlyJs.WithoutElements(Simple("</script><b>bold</b><!--").ToHtml());

        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", html, StringComparison.Ordinal);
        Assert.Equal(2, html.Split("</script>").Length - 1);
    }

    [Fact]
    public void The_data_element_holds_the_JSON_of_the_figure()
    {
        var figure = Simple("δ < 1");

        string text = figure.ToHtml().Split("class=\"plotly-figure-data\">")[1].Split("</script>")[0];

        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(figure.ToJson()), JsonElement.Parse(text)));
    }

    [Fact]
    public void The_same_figure_gives_the_same_HTML_and_another_figure_another_id()
    {
        static string Id(Figure figure) => figure.ToHtml().Split("id=\"")[1].Split('"')[0];

        Assert.Equal(Simple().ToHtml(), Simple().ToHtml());
        Assert.NotEqual(Id(Simple()), Id(Simple("Other")));
    }

    [Fact]
    public void A_title_may_be_plain_text_as_plotly_js_allows()
    {
        var figure = new Figure([], new JsonObject { ["title"] = "Short" });

        Assert.Equal("Short", figure.Title);
        Assert.Equal("Longer", figure.WithTitle("Longer").Title);
    }

    [Fact]
    public void A_size_that_nothing_can_be_seen_in_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Simple().WithSize(50, 300));
}
