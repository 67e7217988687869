using System.Text.Json.Nodes;

namespace Backprop.Tests.Display;

/// <summary>How a figure fits into a page that is narrow, or becomes so.</summary>
public sealed class FigureWidthTests(Browser browser) : IClassFixture<Browser>
{
    public static TheoryData<string> EveryFigure => Gallery.Names;

    private static Figure Line => new(
        [new JsonObject { ["type"] = "scatter", ["y"] = new JsonArray(1, 2) }], new JsonObject { ["title"] = "Line" });

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public async Task On_a_narrow_page_no_text_of_a_figure_is_cut_or_lies_on_another(string name)
    {
        const string Found = """
            (() => {
              const place = document.querySelector('.js-plotly-plot').getBoundingClientRect(), found = [];
              const texts = [...document.querySelectorAll('.gtitle, .xtick, .ytick, .xtitle, .ytitle, .x2title, .y2title, .x3title, .y3title, .legendtext, .annotation-text, .slider-label, .updatemenu-item-text, .modebar-btn')]
                .filter(text => text.getBoundingClientRect().width > 0).map(text => ({ text: text.textContent || 'mode bar', box: text.getBoundingClientRect() }));
              for (const { text, box } of texts) if (box.left < place.left - 1 || box.right > place.right + 1 || box.bottom > place.bottom + 1) found.push(`${text} is cut`);
              texts.forEach((a, i) => texts.slice(i + 1).forEach(b => {
                const overlap = (from, to) => Math.min(a.box[to], b.box[to]) - Math.max(a.box[from], b.box[from]);
                if (overlap('left', 'right') > 1 && overlap('top', 'bottom') > 3) found.push(`${a.text} lies on ${b.text}`);
              }));
              return found.join('; ');
            })()
            """;
        var figure = Gallery.All[name]();
        var page = await FigurePage.OpenAsync(browser, $"<div style=\"width:366px\">{figure.ToHtml()}</div>");
        await page.UntilAsync("document.querySelector('.js-plotly-plot .main-svg')");

        Assert.Equal("", await page.TextAsync(Found));
    }

    [Fact]
    public async Task On_a_narrow_page_a_legend_leaves_the_plot_its_width()
    {
        var figure = Gallery.All["several runs"]();
        var page = await FigurePage.OpenAsync(browser, $"<div style=\"width:366px\">{figure.ToHtml()}</div>");
        await page.UntilDrawnAsync(1);

        Assert.Equal("true", await page.TextAsync("document.querySelector('.js-plotly-plot')._fullLayout._size.w > 0.7 * 366"));
    }

    [Theory]
    [InlineData(366, "false")]
    [InlineData(700, "true")]
    public async Task A_surface_leaves_out_its_colour_bar_on_a_narrow_page(int width, string isShown)
    {
        var figure = Figures.LossSurface(Gallery.XorTraining, Dataset.Xor);
        var page = await FigurePage.OpenAsync(browser, $"<div style=\"width:{width}px\">{figure.ToHtml()}</div>");

        await page.UntilAsync($"document.querySelector('.js-plotly-plot')?._fullData?.[0].showscale === {isShown}");
    }

    [Fact]
    public async Task A_page_that_becomes_narrow_or_wide_again_gives_the_figure_the_layout_for_it()
    {
        const string Panels =
            "`${document.querySelector('.js-plotly-plot')._fullLayout.xaxis.domain} ${document.querySelector('.plotly-figure').style.height} ${document.querySelectorAll('.modebar-btn').length > 0}`";
        var figure = Figures.TrainingAnimation(Gallery.XorTraining, Dataset.Xor);
        var page = await FigurePage.OpenAsync(browser, "<div id=\"place\" style=\"width:700px\">" + figure.ToHtml() + "</div>");
        await page.UntilAsync($"{Panels} === '0.59,1 600px true'");

        await page.RunAsync("document.getElementById('place').style.width = '400px'");
        await page.UntilAsync($"{Panels} === '0,1 960px false'");

        await page.RunAsync("document.getElementById('place').style.width = '700px'");
        await page.UntilAsync($"{Panels} === '0.59,1 600px true'");
    }

    [Fact]
    public async Task A_figure_is_never_wider_than_its_place()
    {
        var page =
            await FigurePage.OpenAsync(browser, "<div id=\"place\" style=\"width:400px\">" + Line.WithSize(700, 300).ToHtml()
                + "</div>");
        await page.UntilDrawnAsync(1);
        Assert.Equal("400", await page.TextAsync("document.querySelector('.main-svg').getAttribute('width')"));

        await page.RunAsync("document.getElementById('place').style.width = '300px'");

        await page.UntilAsync("document.querySelector('.main-svg').getAttribute('width') === '300'");
    }
}
