using System.Text.Json;
using NotebookRunner.Reports;
using NotebookRunner.Twins;
using PuppeteerSharp;

namespace NotebookRunner.Tests.Reports;

/// <summary>The pages as a reader sees them: in a browser that has no network.</summary>
public sealed class BrowserTests(BrowserTests.Browser browser) : IClassFixture<BrowserTests.Browser>
{
    /// <summary>In milliseconds; only a page that hangs comes near it.</summary>
    private const int TimeLimit = 120_000;

    private const string AllDrawn = """
        new Promise(done => {
          const look = () => document.querySelectorAll(".main-svg").length >= 2 && document.querySelector(".mermaid svg") && document.querySelector(".katex")
            ? done(true)
            : setTimeout(look, 50);
          setTimeout(() => done(false), 60000);
          look();
        })
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TimeLimit)]
    public async Task Figures_diagrams_formulas_and_code_are_drawn_without_a_request_or_an_error()
    {
        await using var page = await OpenAsync();

        Assert.True((await page.EvaluateAsync(AllDrawn, Cancellation)).GetBoolean());
        Assert.Equal(2, await CountAsync(page, ".plotly-figure .js-plotly-plot, #plotly-net.js-plotly-plot"));
        Assert.Equal(0, await CountAsync(page, ".katex-error"));
        Assert.True(await CountAsync(page, ".katex") >= 7);
        Assert.True(await CountAsync(page, ".hljs-keyword, .hljs-string") >= 3);
        Assert.Equal(9, (await page.EvaluateAsync("window.ranInCell", Cancellation)).GetInt32());
        Assert.All(
            page.Events.Where(e => e.Method == "Network.requestWillBeSent")
                .Select(e => e.Parameters.GetProperty("request").GetProperty("url").GetString()!),
            url => Assert.True(url.StartsWith("data:", StringComparison.Ordinal) || url == browser.PageAddress, url));
        Assert.Empty(Complaints(page));
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_script_on_the_page_cannot_reach_the_network()
    {
        await using var page = await OpenAsync();

        var answer = await page.EvaluateAsync(
            """
            new Promise(done => {
              document.addEventListener("securitypolicyviolation", violation => done(violation.effectiveDirective));
              fetch("https://example.org/").catch(() => {});
            })
            """,
            Cancellation);

        Assert.Equal("connect-src", answer.GetString());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_script_on_the_page_cannot_lead_the_reader_away_but_the_page_may_load_itself_again()
    {
        await using var page = await OpenAsync();

        await page.EvaluateAsync(
            "window.here = true; location.assign('about:blank'); location.href = 'https://example.org/'; null", Cancellation);
        await Task.Delay(500, Cancellation);

        Assert.True((await page.EvaluateAsync("window.here === true && location.protocol === 'file:'", Cancellation)).GetBoolean());
        await page.EvaluateAsync("location.reload(); null", Cancellation);
        while ((await page.EvaluateAsync("window.here === true", Cancellation)).GetBoolean()) await Task.Delay(20, Cancellation);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task What_a_script_writes_afterwards_does_not_replace_the_page()
    {
        await using var page = await OpenAsync();
        int cells = await CountAsync(page, ".cell");

        await page.EvaluateAsync("document.open(); document.write('gone'); document.writeln('gone'); document.close(); null", Cancellation);

        Assert.Equal(cells, await CountAsync(page, ".cell"));
        Assert.False((await page.EvaluateAsync("document.body.textContent.includes('gone')", Cancellation)).GetBoolean());
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData(400)]
    [InlineData(1300)]
    public async Task The_page_never_scrolls_sideways(int width)
    {
        await using var page = await OpenAsync(width);
        await page.EvaluateAsync(AllDrawn, Cancellation);

        int scrollWidth = (await page.EvaluateAsync("document.documentElement.scrollWidth", Cancellation)).GetInt32();

        Assert.InRange(scrollWidth, 1, width);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_chart_of_a_fixed_width_is_narrower_where_the_page_is_and_takes_its_width_again()
    {
        await using var page = await OpenAsync(400);
        await page.EvaluateAsync(AllDrawn, Cancellation);
        const string Widths =
            "(chart => [chart.closest('.output').clientWidth, chart.querySelector('.main-svg').clientWidth])(document.querySelector('#plotly-net'))";

        var narrow = await page.EvaluateAsync(Widths, Cancellation);
        await page.CallAsync(
            "Emulation.setDeviceMetricsOverride", new { width = 1200, height = 900, deviceScaleFactor = 1, mobile = false }, Cancellation);
        var wide =
            await page.EvaluateAsync($"new Promise(done => requestAnimationFrame(() => setTimeout(() => done({Widths}))))", Cancellation);

        Assert.Equal(narrow[0].GetInt32(), narrow[1].GetInt32());
        Assert.Equal(700, wide[1].GetInt32());
    }

    [Fact(Timeout = TimeLimit)]
    public async Task A_formula_and_its_full_stop_are_never_parted_at_the_end_of_a_line()
    {
        await using var page = await OpenAsync();
        await page.EvaluateAsync(AllDrawn, Cancellation);

        var answer = await page.EvaluateAsync(
            """
            (() => {
              const [formula] = document.querySelectorAll(".formula"), text = formula.closest("p"), parts = formula.querySelectorAll(".katex-base");
              const lines = new Set();
              let parted = 0;
              for (let width = 150; width < 500; width++) {
                text.style.width = `${width}px`;
                const stop = document.createRange();
                stop.selectNodeContents(formula.lastChild);
                if (stop.getBoundingClientRect().top > parts[parts.length - 1].getBoundingClientRect().bottom) parted++;
                lines.add(stop.getBoundingClientRect().top);
              }
              return `${parts.length > 1} ${lines.size > 2} ${parted}`;
            })()
            """,
            Cancellation);

        Assert.Equal("true true 0", answer.GetString());
    }

    [Theory(Timeout = TimeLimit)]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task Every_text_can_be_read_against_its_background(string scheme)
    {
        await using var page = await OpenAsync(scheme: scheme);
        await page.EvaluateAsync(AllDrawn, Cancellation);

        var unreadable = await page.EvaluateAsync(ContrastBelow45, Cancellation);

        Assert.Equal("", unreadable.GetString());
        bool dark = (await page.EvaluateAsync("getComputedStyle(document.body).backgroundColor", Cancellation))
            .GetString() != "rgb(255, 255, 255)";
        Assert.Equal(scheme == "dark", dark);
    }

    [Fact(Timeout = TimeLimit)]
    public async Task On_paper_only_the_lab_report_remains()
    {
        await using var page = await OpenAsync();
        await page.EvaluateAsync(AllDrawn, Cancellation);
        await page.CallAsync("Emulation.setEmulatedMedia", new { media = "print" }, Cancellation);

        var visible = await page.EvaluateAsync(
            "[...document.querySelectorAll('.bar, .contents, .anchor, .time, details.input')].filter(element => element.offsetParent !== null).length",
            Cancellation);
        await page.EvaluateAsync(
            "addEventListener('beforeprint', () => { window.printedWidth = Math.max(...[...document.querySelectorAll('.main-svg')].map(svg => svg.clientWidth)); })", Cancellation);
        var pdf = await page.CallAsync("Page.printToPDF", cancellation: Cancellation);

        Assert.Equal(0, visible.GetInt32());
        Assert.Equal(640, (await page.EvaluateAsync("window.printedWidth", Cancellation)).GetInt32());
        Assert.StartsWith("%PDF", System.Text.Encoding.ASCII.GetString(pdf.GetProperty("data").GetBytesFromBase64(), 0, 4));
    }

    private async Task<ChromiumPage> OpenAsync(int width = 1200, string scheme = "light")
    {
        Assert.SkipWhen(browser.Missing is not null, browser.Missing ?? "");
        var page = await browser.ConnectAsync();
        await page.CallAsync("Page.enable", cancellation: Cancellation);
        await page.CallAsync("Network.enable", cancellation: Cancellation);

        // The tests share a tab, and what an earlier one left in its log would be told again.
        await page.CallAsync("Log.clear", cancellation: Cancellation);
        await page.CallAsync("Runtime.discardConsoleEntries", cancellation: Cancellation);
        await page.CallAsync("Log.enable", cancellation: Cancellation);
        await page.CallAsync("Runtime.enable", cancellation: Cancellation);
        await page.CallAsync(
            "Emulation.setDeviceMetricsOverride", new { width, height = 900, deviceScaleFactor = 1, mobile = false }, Cancellation);
        await page.CallAsync(
            "Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = scheme } } }, Cancellation);
        await page.CallAsync("Page.navigate", new { url = browser.PageAddress }, Cancellation);
        while (page.Events.All(e => e.Method != "Page.loadEventFired"))
        {
            await Task.Delay(20, Cancellation);
        }

        return page;
    }

    private static async Task<int> CountAsync(ChromiumPage page, string selector) =>
        (await page.EvaluateAsync($"document.querySelectorAll({JsonSerializer.Serialize(selector)}).length", Cancellation)).GetInt32();

    private static IEnumerable<string> Complaints(ChromiumPage page) => page.Events
        .Where(e => e.Method switch
        {
            "Runtime.exceptionThrown" => true,
            "Log.entryAdded" => e.Parameters.GetProperty("entry").GetProperty("level").GetString() is "error" or "warning",
            "Runtime.consoleAPICalled" => e.Parameters.GetProperty("type").GetString() is "error" or "warning" or "assert",
            _ => false,
        })
        .Select(e => e.Parameters.ToString());

    /// <summary>WCAG 2.1, success criterion 1.4.3: text has a contrast of at least 4.5 to 1.</summary>
    private const string ContrastBelow45 = """
        (() => {
          const rgb = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
            .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const background = element => {
            for (; element; element = element.parentElement) {
              const colour = rgb(getComputedStyle(element).backgroundColor);
              if (colour.length === 3 || colour[3] > 0.9) return colour;
            }
            return [255, 255, 255];
          };
          const unreadable = [];
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || element.closest("svg, script, .anchor") || !element.checkVisibility()) continue;
            const [a, b] = [luminance(rgb(getComputedStyle(element).color)), luminance(background(element))];
            const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
            if (contrast < 4.5) unreadable.push(`${element.className || element.tagName}: ${contrast.toFixed(2)}`);
          }
          return [...new Set(unreadable)].join(", ");
        })()
        """;

    /// <summary>One browser for all tests here, and the page they look at.</summary>
    public sealed class Browser : IAsyncLifetime
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("report-");
        private IBrowser? chromium;

        public string PageAddress { get; private set; } = "";

        /// <summary>Why there is no browser to look with, and what to do about it; null if there is one.</summary>
        public string? Missing { get; private set; }

        public async ValueTask InitializeAsync()
        {
            PageAddress = Write(SampleNotebook.Page);
            if (Chromium.Find() is not { } executable)
            {
                Missing = Chromium.Missing;
                return;
            }

            try
            {
                chromium = await Chromium.StartAsync(executable);
            }
            catch (InvalidOperationException e)
            {
                Missing = $"{executable} does not start here ({e.Message}). {Chromium.Missing}";
            }
        }

        /// <summary>Writes another page, and gives its address.</summary>
        public string Write(ReportPage page)
        {
            string path = Path.Combine(folder.FullName, page.Name + ".html");
            File.WriteAllText(path, HtmlReport.Render(page));
            return new Uri(path).AbsoluteUri;
        }

        internal async Task<ChromiumPage> ConnectAsync() => new(await chromium!.NewPageAsync());

        public async ValueTask DisposeAsync()
        {
            if (chromium is not null)
            {
                await chromium.DisposeAsync();
            }

            folder.Delete(recursive: true);
        }
    }
}
