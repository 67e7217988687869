using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace NotebookRunner.Twins;

/// <summary>An installed browser of the Chromium family, running without a window and without a network.</summary>
internal static class Chromium
{
    /// <summary>What to do where there is none.</summary>
    public const string Missing = "This needs Chromium, Chrome or Edge: install one, or set the environment variable CHROMIUM to its file.";

    private static readonly string[] programs =
    [
        "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
        "Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "Google/Chrome/Application/chrome", "Chromium/Application/chrome", "Microsoft/Edge/Application/msedge",
    ];

    /// <summary>The browser that <c>CHROMIUM</c> names, else one on the <c>PATH</c> or in the usual place; null for none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return File.Exists(named) ? named : null;
        string[] installed = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/Applications")
            .Concat(installed.Select(Environment.GetEnvironmentVariable).OfType<string>())
            .SelectMany(folder => programs.Select(program => Path.Combine(folder, program)))
            .Select(program => OperatingSystem.IsWindows() ? program + ".exe" : program).FirstOrDefault(File.Exists);
    }

    /// <summary>Prints pages as PDF, each beside its file.</summary>
    /// <exception cref="InvalidOperationException">The browser does not start, or cannot print a page.</exception>
    public static async Task PrintAsync(IEnumerable<string> pages, CancellationToken cancellation)
    {
        await using var browser = await StartAsync(Find()!);
        await using var page = await browser.NewPageAsync();
        foreach (string path in pages)
        {
            try
            {
                await page.GoToAsync(new Uri(Path.GetFullPath(path)).AbsoluteUri).WaitAsync(cancellation);
                var options = new PdfOptions { PrintBackground = true, Format = PaperFormat.A4 };
                await page.PdfAsync(Path.ChangeExtension(path, ".pdf"), options).WaitAsync(cancellation);
            }
            catch (PuppeteerException e)
            {
                throw new InvalidOperationException($"{path} cannot be printed: {e.Message}", e);
            }
        }
    }

    /// <param name="executable">Its file, as <see cref="Find"/> gives it.</param>
    /// <exception cref="InvalidOperationException">It did not start within 30 seconds, or is no program that can be started.</exception>
    public static async Task<IBrowser> StartAsync(string executable)
    {
        try
        {
            return await Puppeteer.LaunchAsync(new LaunchOptions
            {
                ExecutablePath = executable,
                // Pages are as large as their tests say.
                DefaultViewport = null,
                Args =
                [
                    "--disable-gpu", "--disable-dev-shm-usage", "--disable-component-update", "--host-resolver-rules=\"MAP * ~NOTFOUND\"",
                    // Chromium refuses its sandbox to root, which is who one is in many containers.
                    .. Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox"] : Array.Empty<string>(),
                ],
            });
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidOperationException($"the browser did not start: {e.Message}", e);
        }
    }
}
