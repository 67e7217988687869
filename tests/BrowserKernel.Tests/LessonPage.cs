using System.Globalization;
using System.Text.RegularExpressions;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace BrowserKernel.Tests;

/// <summary>A lesson in the browser, as a reader uses it.</summary>
/// <param name="profile">The profile that goes with the page; null if others use it too.</param>
/// <param name="page">The page.</param>
internal sealed partial class LessonPage(IBrowserContext? profile, IPage page) : IAsyncDisposable
{
    // Not with each frame: a page behind another one draws none.
    private static readonly WaitForFunctionOptions waiting = new() { PollingInterval = 50, Timeout = 120_000 };

    // Cells train.
    private static readonly WaitForFunctionOptions waitingForCells = new() { PollingInterval = 50, Timeout = 600_000 };

    /// <summary>The page itself.</summary>
    public IPage Page => page;

    public async ValueTask DisposeAsync()
    {
        await page.CloseAsync();
        if (profile is not null) await profile.CloseAsync();
    }

    /// <summary>Presses a button of the toolbar.</summary>
    public Task PressAsync(string action) => page.ClickAsync($".toolbar [data-action={action}]");

    /// <summary>What the file holds that a button of the toolbar downloads.</summary>
    public async Task<string> DownloadAsync(string action, string name)
    {
        string folder = Directory.CreateTempSubdirectory("download-").FullName, file = Path.Combine(folder, name);
        await page.Client.SendAsync("Page.setDownloadBehavior", new { behavior = "allow", downloadPath = folder });
        await PressAsync(action);
        for (int tries = 0; !File.Exists(file); tries++)
        {
            Assert.True(tries < 600, $"{name} has not been downloaded after a minute");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        string text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Directory.Delete(folder, recursive: true);
        return text;
    }

    /// <summary>Opens the editor of the first cell that has one.</summary>
    public async Task OpenEditorAsync()
    {
        await page.FocusAsync(".code[data-language=csharp] .input [role=textbox]:not(details *)");
        await WaitAsync("document.querySelector('.CodeMirror-focused')");
    }

    /// <summary>Waits until the figures are drawn, but for those that wait for a reader, and the players are there.</summary>
    public Task DrawnAsync() => WaitAsync("""
        ![...document.querySelectorAll(".plotly-figure:not([data-drawn])")].some(figure => !figure.querySelector("button"))
          && !document.querySelector(".bp-player:not(.on)")
        """);

    /// <summary>Another colour scheme, with the figures drawn anew for it.</summary>
    public async Task SetSchemeAsync(string scheme)
    {
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        await EvaluateAsync<object>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /// <summary>Writes another code into a cell, as an edit.</summary>
    public async Task EditAsync(int cell, string code)
    {
        await page.FocusAsync($"#cell_{cell} .input [role=textbox], #cell_{cell} .input textarea");
        await WaitAsync($"document.querySelector('#cell_{cell} .CodeMirror-focused')");
        await page.Keyboard.DownAsync("Control");
        await page.Keyboard.PressAsync("a");
        await page.Keyboard.UpAsync("Control");
        await page.Keyboard.SendCharacterAsync(code);
    }

    /// <summary>Runs a cell with its button and waits until it has ended.</summary>
    public async Task RunAsync(int cell)
    {
        await StartAsync(cell);
        await WaitAsync();
    }

    /// <summary>Runs a cell with its button.</summary>
    public Task StartAsync(int cell) => page.EvaluateExpressionAsync($"document.querySelector('#cell_{cell} [data-action=run]').click()");

    /// <summary>Waits until no cell runs or waits.</summary>
    public Task WaitAsync() =>
        page.WaitForFunctionAsync("() => !document.querySelector('.lesson').classList.contains('busy')", waitingForCells);

    /// <summary>Waits until a condition holds.</summary>
    public Task WaitAsync(string condition) => page.WaitForFunctionAsync($"() => {condition}", waiting);

    /// <summary>The text below a cell.</summary>
    public Task<string> OutputAsync(int cell) =>
        page.EvaluateExpressionAsync<string>($"document.querySelector('#cell_{cell} .outputs').innerText");

    /// <summary>Evaluates an expression.</summary>
    public Task<T> EvaluateAsync<T>(string expression) => page.EvaluateExpressionAsync<T>(expression);

    /// <summary>What each C# cell shows: its text outside figures, and without a progress bar's times.</summary>
    public Task<string[]> OutputsAsync() => page.EvaluateExpressionAsync<string[]>("""
        [...document.querySelectorAll(".cell.code[data-language=csharp] .outputs")].map(outputs => {
          const copy = outputs.cloneNode(true);
          for (const drawn of copy.querySelectorAll("script, style, .plotly-figure, .js-plotly-plot, .bp > [role=status]")) drawn.remove();
          return copy.textContent.replace(/\s+/g, " ").replace(/done in \S+ s/g, "").trim();
        })
        """);

    /// <summary>The numbers in a text.</summary>
    public static double[] Numbers(string text) =>
        [.. Number().Matches(text.Replace('−', '-')).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture))];

    /// <summary>The words of a text, in the order of the alphabet.</summary>
    public static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"(?<![\w.])-?\d+(\.\d+)?([eE][-+]?\d+)?(?![\w.])")]
    private static partial Regex Number();
}
