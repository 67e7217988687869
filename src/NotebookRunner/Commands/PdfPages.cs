using NotebookRunner.Twins;

namespace NotebookRunner.Commands;

/// <summary>Prints pages as PDF, where a browser is installed.</summary>
internal static class PdfPages
{
    /// <exception cref="InvalidOperationException">The browser does not start.</exception>
    public static async Task WriteAsync(IEnumerable<string> pages, CancellationToken cancellation)
    {
        await using var browser = Chromium.Start(Chromium.Find()!);
        await using var page = await browser.PageAsync(cancellation).ConfigureAwait(false);
        foreach (string path in pages)
        {
            await page.OpenAsync(new Uri(Path.GetFullPath(path)).AbsoluteUri, cancellation).ConfigureAwait(false);
            var pdf = await page.CallAsync(
                "Page.printToPDF", new { printBackground = true, paperWidth = 8.27, paperHeight = 11.69 },
                cancellation).ConfigureAwait(false);
            await File.WriteAllBytesAsync(Path.ChangeExtension(path, ".pdf"), pdf.GetProperty("data").GetBytesFromBase64(), cancellation)
                .ConfigureAwait(false);
        }
    }
}
