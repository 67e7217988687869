using NotebookRunner.Tests.Reports;
using NotebookRunner.Twins;
using PuppeteerSharp;

namespace Backprop.Tests.Display;

/// <summary>One browser for the tests of a class, without a network, and a folder for its pages.</summary>
public sealed class Browser : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("figures-");
    private IBrowser? chromium;
    private ChromiumPage? page;
    private string missing = Chromium.Missing;
    private int pages;

    /// <summary>The browser's one page; skips the test where there is no browser.</summary>
    internal ChromiumPage Page
    {
        get
        {
            Assert.SkipWhen(page is null, missing);
            return page!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } executable) return;
        try
        {
            chromium = await Chromium.StartAsync(executable);
            page = new ChromiumPage(await chromium.NewPageAsync());
        }
        catch (InvalidOperationException e)
        {
            missing = $"{executable} does not start here ({e.Message}). {Chromium.Missing}";
        }
    }

    /// <summary>Writes a page and gives its address.</summary>
    public async Task<string> WriteAsync(string html)
    {
        string file = Path.Combine(folder.FullName, $"page{++pages}.html");
        await File.WriteAllTextAsync(file, html);
        return new Uri(file).AbsoluteUri;
    }

    public async ValueTask DisposeAsync()
    {
        if (page is not null) await page.DisposeAsync();
        if (chromium is not null) await chromium.DisposeAsync();
        folder.Delete(recursive: true);
    }
}
