using System.Net;
using System.Net.Sockets;
using NotebookRunner.Twins;
using PuppeteerSharp;

namespace NotebookRunner.Tests.Jupyter;

/// <summary>A lesson in Jupyter's own page, in a browser that reaches nothing but Jupyter.</summary>
[Collection(nameof(JupyterTests))]
public sealed class JupyterPageTests
{
    private static readonly WaitForFunctionOptions waiting = new() { PollingInterval = 100, Timeout = 300_000 };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lesson_runs_in_the_page_of_the_classic_notebook_and_its_figures_and_its_player_are_drawn()
    {
        Assert.SkipUnless(JupyterInstallation.IsThere, JupyterInstallation.Missing);
        Assert.SkipUnless(Chromium.Find() is not null, Chromium.Missing);
        using var jupyter = new JupyterInstallation();
        int port = FreePort();
        using var server = jupyter.StartServer(port);
        try
        {
            await AnswersAsync(port);
            await using var browser = await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = Chromium.Find()!,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE localhost\""],
            });
            var page = await browser.NewPageAsync();
            List<string> addresses = [];
            page.Request += (_, request) => addresses.Add(request.Request.Url);
            await page.GoToAsync($"http://localhost:{port}/notebooks/02-forward.ipynb");
            await WaitAsync("window.Jupyter?.notebook?.kernel?.is_connected()");

            await page.EvaluateExpressionAsync("Jupyter.notebook.clear_all_output(), Jupyter.notebook.execute_all_cells()");
            await WaitAsync(
                "Jupyter.notebook.get_cells().every(cell => cell.cell_type !== 'code' || typeof cell.input_prompt_number === 'number')");
            await WaitAsync(
                "document.querySelectorAll('.plotly-figure .js-plotly-plot .main-svg').length > 0 && document.querySelector('.bp-player.on .net svg')");
            string before = await page.EvaluateExpressionAsync<string>("document.querySelector('.bp-player.on').innerText");
            await page.EvaluateExpressionAsync("document.querySelector('.bp-player.on [data-do=next]').click()");

            Assert.NotEqual(before, await page.EvaluateExpressionAsync<string>("document.querySelector('.bp-player.on').innerText"));
            Assert.Equal(
                "", await page.EvaluateExpressionAsync<string>("[...document.querySelectorAll('.output_error')].map(e => e.innerText).join()"));
            Assert.Equal(
                0, await page.EvaluateExpressionAsync<int>("[...document.querySelectorAll('.plotly-figure')].filter(figure => !figure.querySelector('.main-svg')).length"));
            // The .NET kernel's script looks for its kernel at the machine's own addresses.
            Assert.All(
                addresses,
                address => Assert.Matches($"^(about:|data:|blob:|http://localhost:{port}/|http://[0-9.]+:[0-9]+/discovery$)", address));

            Task WaitAsync(string condition) => page.WaitForFunctionAsync($"() => {condition}", waiting);
        }
        finally
        {
            server.Kill(entireProcessTree: true);
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AnswersAsync(int port)
    {
        using var http = new HttpClient();
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                await http.GetStringAsync(new Uri($"http://localhost:{port}/api"), Cancellation);
                return;
            }
            catch (HttpRequestException) when (attempt < 600)
            {
                await Task.Delay(200, Cancellation);
            }
        }
    }
}
