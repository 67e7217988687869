using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

/// <summary>What an output does stays in its place: the page around it is there, is seen and is not left, as a browser shows it.</summary>
public sealed class ContainmentTests(BrowserTests.Browser browser) : IClassFixture<BrowserTests.Browser>
{
    /// <summary>In milliseconds; only a page that hangs comes near it.</summary>
    private const int TimeLimit = 120_000;

    /// <summary>The heading after the output stands in the window, nothing lies over it, and it looks as the page says.</summary>
    private const string AfterIsSeen = """
        (() => {
          const heading = document.querySelector("h1#after");
          if (!heading) return "gone";
          heading.scrollIntoView({ block: "center" });
          const { left, top, width, height } = heading.getBoundingClientRect();
          const there = document.elementFromPoint(left + 10, top + height / 2);
          if (there !== heading) return `under ${there?.outerHTML.slice(0, 100)}`;
          const { color, fontSize } = getComputedStyle(heading);
          return [location.protocol, color, fontSize, width > 300, document.querySelectorAll(".cell").length].join(" ");
        })()
        """;

    private const string Cover = "position: fixed; inset: 0; background: white; z-index: 99999";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = TimeLimit)]
    [InlineData("<style>body { display: none }</style>")]
    [InlineData("<style>* { display: none !important }</style>")]
    [InlineData("<style>} body { display: none }</style>")]
    [InlineData("<style>p { background: \\75rl( { ) } } body { display: none }</style>")]
    [InlineData("<style>p { background: url(/*) } } body { display: none } /**/</style>")]
    [InlineData("<style>p { content: \"\n} } body { display: none } \"</style>")]
    [InlineData("<style>p { width: calc(1px } } body { display: none }</style>")]
    [InlineData("<style>#after, h1 { font-size: 1px; color: white; position: fixed }</style>")]
    [InlineData("<style>:root { --ink: white } @property --ink { syntax: '<color>'; inherits: false; initial-value: white }</style>")]
    [InlineData("<style>@media all { @property --ink { syntax: '<color>'; inherits: false; initial-value: white } }</style>")]
    [InlineData("<style>@scope (html) { :scope, body, h1 { display: none } }</style>")]
    [InlineData("<style>@layer a { body { display: none !important } }</style>")]
    [InlineData("<style>body:has(:scope), :scope:not(p) ~ *, html:has(p) { display: none }</style>")]
    [InlineData("<style>:scope { position: fixed; inset: 0; background: white; z-index: 99; contain: none !important }</style>")]
    [InlineData("<style>p { & { color: red } body:has(&) { display: none } }</style>")]
    [InlineData("<svg><style>body { display: none } &lt;/style>&lt;plaintext></style></svg>")]
    [InlineData("<svg width=9 height=9><style><![CDATA[h1 { display: none }]]></style></svg>")]
    [InlineData("<div style='" + Cover + "'>cover</div>")]
    [InlineData("<div style='position: absolute; left: -3000px; top: -3000px; width: 9000px; height: 9000px; background: white'>cover</div>")]
    [InlineData("<div style='position: sticky; top: 0; height: 900px; margin: -900px; background: white; z-index: 9'>cover</div>")]
    [InlineData("<div style='transform: scale(90); background: white'>cover</div>")]
    [InlineData("<div style='box-shadow: 0 0 0 9999px white; outline: 9999px solid white'>cover</div>")]
    [InlineData("<div style='float: left; width: 100%; height: 900px; background: white'>cover</div>")]
    [InlineData("<style>div { " + Cover + " } p { height: 9px } div::before { content: 'x'; " + Cover + " }</style><p><div>cover</div>")]
    [InlineData("<template shadowrootmode=open><style>:host { " + Cover + " }</style></template>")]
    [InlineData("<script>location = \"javascript:'gone'\";</script>")]
    [InlineData("<script>open(\"javascript:'gone'\", '_self');</script>")]
    [InlineData("<a id=x href=\"javascript:'gone'\">x</a><script>document.getElementById('x').click()</script>")]
    [InlineData("<form id=f action=\"javascript:'gone'\"></form><script>document.getElementById('f').submit()</script>")]
    [InlineData("<script>setTimeout(() => { location = \"javascript:'gone'\"; }, 50)</script>")]
    [InlineData("<script>location = 'about:blank'; location.replace('https://example.org/'); open('about:blank', '_self');</script>")]
    [InlineData("<script>setTimeout(() => { history.back(); history.go(-1); navigation.back(); }, 50)</script>")]
    [InlineData("<a id=x href='about:blank' target=_top>x</a><script>document.getElementById('x').click()</script>")]
    [InlineData("<form id=f action='about:blank' target=_top></form><script>document.getElementById('f').submit()</script>")]
    [InlineData("<meta http-equiv=refresh content='0; url=about:blank'><base href='https://example.org/'>")]
    [InlineData("<script>document.head.insertAdjacentHTML('beforeend', '<meta http-equiv=refresh content=\"0; url=about:blank\">')</script>")]
    [InlineData("<script>document.write('<plaintext>'); document.write('<!--'); document.write('<style>*{')</script>")]
    [InlineData("<script>setTimeout(() => document.write('gone'), 50)</script>")]
    [InlineData("<script>document.open(); document.close(); stop()</script>")]
    [InlineData("<script>document.body.innerHTML = '<p>gone'</script>")]
    [InlineData("<script>document.body.remove()</script>")]
    [InlineData("<script>setTimeout(() => { document.documentElement.innerHTML = 'gone'; }, 50)</script>")]
    [InlineData("<script>for (const cell of [...document.querySelectorAll('.cell')]) cell.remove()</script>")]
    [InlineData("<script>throw new Error('x')</script>")]
    [InlineData("<img name=getElementById><img name=body><form name=querySelector><input name=addEventListener></form>")]
    [InlineData("<dialog open style='" + Cover + "'>cover</dialog>")]
    [InlineData("<title>gone</title><textarea><select><option><frameset><body style='display: none'><html hidden>")]
    public async Task An_output_neither_covers_nor_changes_nor_leaves_the_page(string output)
    {
        await using var page = await OpenAsync(new Cell("html", output)
        {
            Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/html"] = output })],
        });

        Assert.Equal("file: rgb(28, 32, 38) 37.8px true 3", (await page.EvaluateAsync(AfterIsSeen, Cancellation)).GetString());
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("<div style='" + Cover + "'>cover</div>")]
    [InlineData("<div style='position: absolute; left: -3000px; top: -3000px; width: 9000px; height: 9000px; background: white'>cover</div>")]
    [InlineData("<form name=querySelector></form><img name=getElementById alt=x>")]
    public async Task Neither_does_the_text_of_a_Markdown_cell(string markdown)
    {
        await using var page = await OpenAsync(new Cell("markdown", markdown));

        Assert.Equal("file: rgb(28, 32, 38) 37.8px true 3", (await page.EvaluateAsync(AfterIsSeen, Cancellation)).GetString());
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("<style>.a { color: rgb(1, 2, 3) }</style><b class=a id=x>x</b>")]
    [InlineData("<div><style>/* } */ @media screen { .a, :root .a { color: rgb(1, 2, 3) } }</style></div><b class=a id=x>x</b>")]
    [InlineData("<style media=screen>b::after { content: '}\\'' } b { color: rgb(1, 2, 3); background: url(data:,}) }</style><b id=x>x</b>")]
    [InlineData("<style media=print>b { color: red }</style><style>@layer { b { color: rgb(1, 2, 3) } }</style><b id=x>x</b>")]
    [InlineData("<style>b { span { color: rgb(1, 2, 3) } }</style><b><span id=x>x</span></b>")]
    [InlineData("<svg><style>a > text { fill: red } text { color: rgb(1, 2, 3) }</style><text id=x>x</text></svg>")]
    [InlineData("<script>document.write('<b id=x style=\"color: rgb(1, 2, 3)\">x')</script>")]
    public async Task What_an_output_says_about_itself_is_shown(string output)
    {
        await using var page = await OpenAsync(new Cell("html", output)
        {
            Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/html"] = output })],
        });

        Assert.Equal(
            "rgb(1, 2, 3)",
            (await page.EvaluateAsync("getComputedStyle(document.querySelector('.output #x')).color", Cancellation)).GetString());
    }

    [Fact]
    public async Task A_file_beside_the_notebook_is_downloaded_from_the_page()
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        var folder = Directory.CreateTempSubdirectory("report-");
        string data = Path.Combine(folder.FullName, "data.csv"), downloads = Path.Combine(folder.FullName, "downloads");
        try
        {
            File.WriteAllText(data, "1,2");
            string address = browser.Write(SampleNotebook.PageOf(
                new Notebook([new Cell("markdown", "[data](data.csv)")]), "linked", Path.Combine(folder.FullName, "linked.dib")));
            File.Delete(data);
            await using var page = await browser.ConnectAsync();
            await page.CallAsync("Page.setDownloadBehavior", new { behavior = "allow", downloadPath = downloads }, Cancellation);
            await page.OpenAsync(address, Cancellation);
            await page.EvaluateAsync("document.querySelector('a[download]').click()", Cancellation);

            string file = Path.Combine(downloads, "data.csv");
            for (int i = 0; i < 100 && !File.Exists(file); i++) await Task.Delay(100, Cancellation);
            Assert.Equal("1,2", File.ReadAllText(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<ChromiumPage> OpenAsync(Cell cell)
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        string address = browser.Write(SampleNotebook.PageOf(
            new Notebook([new Cell("markdown", "before"), cell, new Cell("markdown", "# After\n\nit all")]), "contained"));
        var page = await browser.ConnectAsync();
        await page.CallAsync(
            "Emulation.setDeviceMetricsOverride", new { width = 1200, height = 900, deviceScaleFactor = 1, mobile = false }, Cancellation);
        await page.OpenAsync("about:blank", Cancellation);
        await page.OpenAsync(address, Cancellation);
        await Task.Delay(150, Cancellation);
        return page;
    }
}
