using System.Text.Json;
using System.Text.Json.Nodes;

namespace Backprop.Tests.Display;

/// <summary>What the drawing script does in a page.</summary>
public sealed class FigureBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string AmdLoader =
        "<script>window.registered = 0; window.define = () => { registered++; }; define.amd = { own: true };</script>";

    public static TheoryData<string> EveryFigure => Gallery.Names;

    private static Figure Line(string title = "Line", params int[] y) => new(
        [new JsonObject { ["type"] = "scatter", ["y"] = new JsonArray([.. y.Select(value => (JsonNode)value)]) }],
        new JsonObject { ["title"] = new JsonObject { ["text"] = title } });

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public async Task Every_figure_is_valid_by_the_schema_of_plotly_js_and_draws_without_an_error(string name)
    {
        const string Collect =
            "<script>window.problems = []; for (const kind of ['error', 'warn']) console[kind] = (...text) => problems.push(text.join(' ')); addEventListener('error', e => problems.push(e.message)); addEventListener('unhandledrejection', e => problems.push(String(e.reason)));</script>";
        var figure = Gallery.All[name]();
        var page = await FigurePage.OpenAsync(browser, Collect + figure.ToHtml());

        await page.HandOverPlotlyAsync();

        // Left out: that a scene without WebGL is not drawn, and two things that validate() does not know to be right:
        // the name of a colour axis, and null for all frames as argument of a button.
        string invalid = await page.TextAsync($$"""
            (figure => [
              ...(Plotly.validate(figure.data, figure.layout) ?? []),
              ...figure.frames.flatMap(frame => Plotly.validate(frame.data.map((trace, i) => ({ ...figure.data[frame.traces[i]], ...trace })), figure.layout) ?? []),
            ].filter(problem => !/coloraxis|args\[/.test(problem.astr)).map(problem => problem.msg).join("; "))({{figure.ToJson()}})
            """);
        await page.UntilAsync("document.querySelector('.js-plotly-plot .main-svg')");

        Assert.Equal("", invalid);
        Assert.Equal("", await page.TextAsync("problems.filter(problem => !problem.includes('WebGL')).join('; ')"));
        Assert.DoesNotContain("could not be drawn", await page.TextAsync("document.body.innerText"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Figures_of_a_page_share_one_plotly_js_also_where_the_first_of_them_brings_it_after_the_others()
    {
        const string CountStarts = """
            <script>
            window.starts = 0;
            new MutationObserver(changes => {
              for (const change of changes) for (const node of change.addedNodes) if (node.text?.includes('plotly.js (cartesian')) starts++;
            }).observe(document.documentElement, { childList: true, subtree: true });
            </script>
            """;
        var (twin, other) = (Line("Twin", 1, 2), Line("Other", 3, 4));
        string without = PlotlyJs.WithoutElements(twin.ToHtml());
        Assert.True(without.Length < 20_000, "nothing was left out");

        var page = await FigurePage.OpenAsync(browser, CountStarts + without + without + other.ToHtml() + other.ToHtml());

        await page.UntilDrawnAsync(4);
        Assert.Equal("1", await page.TextAsync("starts"));
        Assert.Equal(
            "Twin,Twin,Other,Other", await page.TextAsync("[...document.querySelectorAll('.gtitle')].map(title => title.textContent)"));
    }

    [Fact]
    public async Task An_AMD_loader_and_another_plotly_js_on_the_page_are_left_alone()
    {
        var page =
            await FigurePage.OpenAsync(browser, AmdLoader + "<script>window.Plotly = 'other';</script>" + Line("Line", 1, 2).ToHtml());

        await page.UntilDrawnAsync(1);

        Assert.Equal("0", await page.TextAsync("registered"));
        Assert.Equal("true", await page.TextAsync("define.amd.own"));
        Assert.Equal("other", await page.TextAsync("window.Plotly"));
    }

    [Fact]
    public async Task Surfaces_and_curves_bring_the_part_of_plotly_js_that_they_need()
    {
        string both = Figures.LossSurface(Gallery.XorTraining, Dataset.Xor).ToHtml() + Line("Line", 1, 2).ToHtml();

        var page = await FigurePage.OpenAsync(browser, both);

        await page.UntilDrawnAsync(2);
        Assert.Equal("cartesian,gl3d", await page.TextAsync("Object.keys(backpropPlotly).sort()"));
    }

    [Fact]
    public async Task A_figure_whose_plotly_js_is_not_in_the_page_says_what_to_do_and_draws_when_it_comes()
    {
        var page = await FigurePage.OpenAsync(browser, PlotlyJs.WithoutElements(Line("Line", 1, 2).ToHtml()) + "<div id=\"cell\"></div>");
        await page.UntilAsync("document.body.innerText.includes('PlotlyJs.Embed()')");

        await page.RunAsync($"document.getElementById('cell').innerHTML = {JsonSerializer.Serialize(PlotlyJs.Embed().ToHtml())}");

        await page.UntilDrawnAsync(1);
        Assert.DoesNotContain("comes with the first figure", await page.TextAsync("document.body.innerText"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_is_run_again_has_one_figure_the_new_one()
    {
        var page = await FigurePage.OpenAsync(browser, "<div id=\"cell\"></div>");
        foreach (string? html in new[] { Line("First", 1, 2).ToHtml(), Line("Second", 8, 9).ToHtml() })
        {
            // As notebook hosts do it: set the output as HTML, then run a copy of each script.
            await page.RunAsync($$"""
                {
                  const cell = document.getElementById("cell");
                  cell.innerHTML = {{JsonSerializer.Serialize(html)}};
                  for (const script of [...cell.getElementsByTagName("script")]) {
                    const copy = document.createElement("script");
                    copy.type = script.type;
                    copy.text = script.text;
                    cell.appendChild(copy).remove();
                  }
                }
                """);
            await page.UntilDrawnAsync(1);
        }

        Assert.Equal("Second", await page.TextAsync("document.querySelector('.gtitle').textContent"));
        Assert.Equal("8,9", await page.TextAsync("document.querySelector('.js-plotly-plot').data[0].y"));
    }

    [Fact]
    public async Task An_animation_has_its_frames_a_play_button_and_a_slider_that_move_it()
    {
        var figure = Figures.TrainingAnimation(Gallery.XorTraining, Dataset.Xor);
        int frames = figure.Root()["frames"]!.AsArray().Count;
        var page = await FigurePage.OpenAsync(browser, figure.ToHtml());
        await page.UntilAsync("document.querySelector('.updatemenu-button') && document.querySelector('.slider-group')");

        Assert.Equal(frames, await page.CountAsync(".slider-tick-rect"));
        await page.HandOverPlotlyAsync();
        await page.RunAsync(
            "Plotly.animate(document.querySelector('.js-plotly-plot'), ['2000'], { mode: 'immediate', frame: { duration: 0, redraw: true }, transition: { duration: 0 } })");

        await page.UntilAsync("document.querySelector('.js-plotly-plot').data[0].x[0] === 2000");
    }

    [Fact]
    public async Task An_animation_stays_where_it_is_when_the_theme_changes_and_is_printed_without_its_buttons()
    {
        const string Epoch = "document.querySelector('.js-plotly-plot').data[0].x[0]";
        var page = await FigurePage.OpenAsync(browser, Figures.TrainingAnimation(Gallery.XorTraining, Dataset.Xor).ToHtml());
        await page.UntilAsync("document.querySelector('.plotly-figure[data-drawn]')");
        await page.HandOverPlotlyAsync();

        await page.RunAsync("window.dispatchEvent(new Event('beforeprint'))");
        await page.UntilAsync(
            $"{Epoch} === 5900 && !document.querySelector('.updatemenu-button') && !document.querySelector('.slider-group')");
        await page.RunAsync("window.dispatchEvent(new Event('afterprint'))");
        await page.UntilAsync($"{Epoch} === 0 && document.querySelector('.updatemenu-button')");

        await page.RunAsync(
            "Plotly.animate(document.querySelector('.js-plotly-plot'), ['2000'], { mode: 'immediate', frame: { duration: 0, redraw: true } })");
        await page.UntilAsync($"{Epoch} === 2000");
        await page.RunAsync("document.body.style.color = '#eeeeee'");
        await page.UntilAsync("getComputedStyle(document.querySelector('.gtitle')).fill === 'rgb(238, 238, 238)'");
        await page.UntilAsync($"{Epoch} === 2000");
    }

    [Fact]
    public async Task Text_has_the_colour_of_the_page_follows_its_change_and_is_dark_on_paper()
    {
        const string TitleColour = "getComputedStyle(document.querySelector('.gtitle')).fill";
        var page = await FigurePage.OpenAsync(browser, Line("Line", 1, 2).ToHtml());
        await page.UntilDrawnAsync(1);
        Assert.Equal("rgb(17, 17, 17)", await page.TextAsync(TitleColour));

        await page.RunAsync("document.body.style.color = '#eeeeee'");
        await page.UntilAsync($"{TitleColour} === 'rgb(238, 238, 238)'");

        await page.RunAsync("window.dispatchEvent(new Event('beforeprint'))");
        await page.UntilAsync($"{TitleColour} === 'rgb(34, 34, 34)'");

        await page.RunAsync("window.dispatchEvent(new Event('afterprint'))");
        await page.UntilAsync($"{TitleColour} === 'rgb(238, 238, 238)'");
    }

    [Fact]
    public async Task A_page_opened_as_a_file_that_may_not_load_the_script_beside_it_keeps_the_still_image_without_a_word()
    {
        string withFile = PlotlyJs.WithoutElements(Line("Line", 1, 2).ToHtml())
            + "<script type=\"application/json\" class=\"plotly-js\" data-bundle=\"cartesian\" src=\"plotly.js.gz\"></script>";
        var page = await FigurePage.OpenAsync(browser, "<script>const load = fetch; "
            + "window.fetch = (...what) => load(...what).finally(() => { window.answered = true; });</script>" + withFile);

        await page.UntilAsync("window.answered && document.querySelector('.plotly-figure').state === undefined");

        Assert.Equal("file: true", await page.TextAsync(
            "`${location.protocol} ${document.querySelector('.plotly-figure-message').hidden}`"));
        Assert.Equal(1, await page.CountAsync(".plotly-figure-still"));
    }

    [Fact]
    public async Task Changes_that_come_while_a_figure_is_being_drawn_are_not_lost()
    {
        var page =
            await FigurePage.OpenAsync(browser, "<div id=\"place\" style=\"width:700px\">" + Line("Line", 1, 2).WithSize(700, 300).ToHtml()
                + "</div>");
        await page.UntilDrawnAsync(1);
        await page.HandOverPlotlyAsync();

        await page.RunAsync("""
            (async () => {
              const frame = () => new Promise(requestAnimationFrame);
              let drawing = 0;
              window.together = 0;
              for (const name of ['react', 'relayout']) {
                const call = Plotly[name];
                Plotly[name] = async (...change) => {
                  if (drawing++ > 0) together++;
                  const drawn = await call(...change);
                  await frame();
                  await frame();
                  drawing--;
                  return drawn;
                };
              }
              document.body.style.color = '#eeeeee';
              for (const width of [600, 560, 400, 300]) {
                await frame();
                document.getElementById('place').style.width = `${width}px`;
              }
            })()
            """);

        await page.UntilAsync(
            "document.querySelector('.main-svg').getAttribute('width') === '300' && getComputedStyle(document.querySelector('.gtitle')).fill === 'rgb(238, 238, 238)'");
        Assert.Equal("0", await page.TextAsync("together"));
    }
}
