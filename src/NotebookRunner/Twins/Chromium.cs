using PuppeteerSharp;

namespace NotebookRunner.Twins;

/// <summary>An installed browser of the Chromium family, running without a window and without a network.</summary>
internal static class Chromium
{
    /// <summary>What to do where there is none.</summary>
    public const string Missing = "This needs Chromium, Chrome or Edge: install one, or set the environment variable CHROMIUM to its file.";

    private static readonly string[] commands =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    private static readonly string[] ofMac = ["Google Chrome", "Chromium", "Microsoft Edge"];
    private static readonly string[] windowsFolders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    private static readonly string[] ofWindows =
        [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];

    /// <summary>The browser that <c>CHROMIUM</c> names, else one on the <c>PATH</c> or in the usual place; null for none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named) return File.Exists(named) ? named : null;
        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => commands.Select(command => Path.Combine(folder, command + suffix)));
        var onMac = ofMac.Select(name => $"/Applications/{name}.app/Contents/MacOS/{name}");
        var onWindows = windowsFolders.Select(Environment.GetEnvironmentVariable).OfType<string>()
            .SelectMany(folder => ofWindows.Select(program => Path.Combine(folder, program)));
        return onPath.Concat(onMac).Concat(onWindows).FirstOrDefault(File.Exists);
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
