using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace NotebookRunner.Commands;

/// <summary>Prints pages as PDF, where a browser is installed.</summary>
internal static class PdfPages
{
    private static readonly PdfOptions options = new() { PrintBackground = true, Format = PaperFormat.A4 };

    /// <exception cref="InvalidOperationException">The browser does not start, or cannot print a page.</exception>
    public static async Task WriteAsync(IEnumerable<string> pages, CancellationToken cancellation)
    {
        await using var browser = await Chromium.StartAsync(Chromium.Find()!);
        await using var page = await browser.NewPageAsync();
        foreach (string path in pages)
        {
            try
            {
                await page.GoToAsync(new Uri(Path.GetFullPath(path)).AbsoluteUri).WaitAsync(cancellation);
                await page.PdfAsync(Path.ChangeExtension(path, ".pdf"), options).WaitAsync(cancellation);
            }
            catch (PuppeteerException e)
            {
                throw new InvalidOperationException($"{path} cannot be printed: {e.Message}", e);
            }
        }
    }
}
