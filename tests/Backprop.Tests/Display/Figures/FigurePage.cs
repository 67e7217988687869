using NotebookRunner.Tests.Reports;

namespace Backprop.Tests.Display;

/// <summary>A page with figures, opened in the browser.</summary>
internal sealed class FigurePage
{
    private readonly ChromiumPage page;

    private FigurePage(ChromiumPage page) => this.page = page;

    /// <summary>Opens a page, which has no network.</summary>
    public static async Task<FigurePage> OpenAsync(Browser browser, string body)
    {
        var page = browser.Page;
        string address = await browser.WriteAsync(
            $"<!DOCTYPE html><meta charset=\"utf-8\"><body style=\"color:#111\">{body}<script>window.isWhole = true</script></body>");
        await page.CallAsync("Page.navigate", new { url = address });
        var figures = new FigurePage(page);
        await figures.UntilAsync($"window.isWhole && location.href === '{address}'");
        return figures;
    }

    /// <summary>Hands the page's scripts the plotly.js of its first figure, as <c>Plotly</c>.</summary>
    public async Task HandOverPlotlyAsync()
    {
        await RunAsync("Object.values(backpropPlotly)[0].then(plotly => { window.Plotly = plotly; })");
        await UntilAsync("window.Plotly");
    }

    public async Task<string> TextAsync(string expression) => (await page.EvaluateAsync($"String({expression})")).GetString()!;

    public async Task<int> CountAsync(string selector) =>
        (await page.EvaluateAsync($"document.querySelectorAll(`{selector}`).length")).GetInt32();

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
    public Task UntilDrawnAsync(int count) => UntilAsync(
        $"document.querySelectorAll('.plotly-figure .main-svg .subplot, .plotly-figure .gl-container canvas').length >= {count} "
        + $"&& document.querySelectorAll('.js-plotly-plot').length === {count}");
}
