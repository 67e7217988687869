using NotebookRunner.Twins;

namespace Backprop.Tests.Display;

/// <summary>A page with figures, opened in the browser.</summary>
internal sealed class FigurePage
{
    /// <summary>The plotly.js that the report pages carry.</summary>
    public static readonly string PlotlyFile = Path.Combine(AppContext.BaseDirectory, "plotly.min.js");

    private readonly ChromiumPage page;

    private FigurePage(ChromiumPage page) => this.page = page;

    /// <summary>Opens a page; what it loads plotly.js from is the file, where <paramref name="hasNetwork"/>, else an address nobody answers at.</summary>
    public static async Task<FigurePage> OpenAsync(Browser browser, string body, bool hasNetwork = true)
    {
        var page = browser.Page;
        string html = hasNetwork ? body.Replace(PlotlyJs.Address, new Uri(PlotlyFile).AbsoluteUri, StringComparison.Ordinal) : body;
        string address = await browser.WriteAsync($"<!DOCTYPE html><meta charset=\"utf-8\"><body style=\"color:#111\">{html}<script>window.isWhole = true</script></body>");
        await page.CallAsync("Page.navigate", new { url = address });
        var figures = new FigurePage(page);
        await figures.UntilAsync($"window.isWhole && location.href === '{address}'");
        return figures;
    }

    /// <summary>A script element with plotly.js, for a page that has it from the start.</summary>
    public static string PlotlyElement => $"<script src=\"{new Uri(PlotlyFile).AbsoluteUri}\"></script>";

    public async Task<string> TextAsync(string expression) => (await page.EvaluateAsync($"String({expression})")).GetString()!;

    public async Task<int> CountAsync(string selector) => (await page.EvaluateAsync($"document.querySelectorAll(`{selector}`).length")).GetInt32();

    public Task RunAsync(string script) => page.EvaluateAsync(script);

    /// <summary>Waits until an expression holds; fails after 30 seconds.</summary>
    public async Task UntilAsync(string condition)
    {
        for (int attempt = 0; attempt < 300; attempt++)
        {
            try
            {
                if ((await page.EvaluateAsync($"Boolean({condition})")).GetBoolean()) return;
            }
            catch (InvalidOperationException)
            {
                // Between two pages there is none to ask.
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"After 30 seconds this does not hold: {condition}. The page says: {await TextAsync("document.body.innerText")}");
    }

    /// <summary>Waits until so many figures are drawn.</summary>
    public Task UntilDrawnAsync(int count) => UntilAsync($"document.querySelectorAll('.plotly-figure .main-svg .plot, .plotly-figure .gl-container canvas').length >= {count} && document.querySelectorAll('.js-plotly-plot').length === {count}");
}
