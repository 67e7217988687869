using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace NotebookRunner.Twins;

/// <summary>An installed browser of the Chromium family, running without a window and without a network.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    /// <summary>What to do where there is none.</summary>
    public const string Missing = "This needs Chromium, Chrome or Edge: install one, or set the environment variable CHROMIUM to its file.";

    private static readonly TimeSpan startTime = TimeSpan.FromSeconds(30);

    private static readonly string[] commands =
        ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge"];

    private static readonly string[] windowsRoots = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];

    private readonly Process process;
    private readonly DirectoryInfo profile;

    private Chromium(Process process, DirectoryInfo profile) => (this.process, this.profile) = (process, profile);

    /// <summary>
    /// Where a browser is installed: what the environment variable <c>CHROMIUM</c> names, else Chromium, Chrome or Edge
    /// on the <c>PATH</c> or in the usual place of the system; null if there is none.
    /// </summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : null;
        }

        string suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => commands.Select(command => Path.Combine(folder, command + suffix)));
        return onPath.Concat(UsualPlaces()).FirstOrDefault(File.Exists);
    }

    /// <summary>Starts a browser.</summary>
    /// <param name="executable">Its file, as <see cref="Find"/> gives it.</param>
    /// <exception cref="InvalidOperationException">The file is no program that can be started.</exception>
    public static Chromium Start(string executable)
    {
        var profile = Directory.CreateTempSubdirectory("notebook-browser-");
        string[] arguments =
        [
            "--headless=new", "--remote-debugging-port=0", $"--user-data-dir={profile.FullName}", "--no-first-run", "--disable-gpu",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
            "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND", "--force-color-profile=srgb",
            // Chromium refuses its sandbox to root, which is who one is in many containers.
            .. Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows() ? ["--no-sandbox"] : Array.Empty<string>(),
            "about:blank",
        ];
        try
        {
            var process = Process.Start(new ProcessStartInfo(executable, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            // What it prints is of no use, but a full pipe would stop it.
            process.BeginErrorReadLine();
            process.BeginOutputReadLine();
            return new Chromium(process, profile);
        }
        catch (Win32Exception e)
        {
            profile.Delete();
            throw new InvalidOperationException($"{executable} could not be started: {e.Message}", e);
        }
    }

    /// <summary>Connects to the browser's one page, which is empty.</summary>
    /// <exception cref="InvalidOperationException">The browser did not start within 30 seconds.</exception>
    public async Task<ChromiumPage> PageAsync(CancellationToken cancellation)
    {
        string portFile = Path.Combine(profile.FullName, "DevToolsActivePort");
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < startTime && !process.HasExited;)
        {
            if (await ReadPortAsync(portFile, cancellation).ConfigureAwait(false) is { } port
                && await ChromiumPage.TryConnectAsync(port, cancellation).ConfigureAwait(false) is { } page)
            {
                return page;
            }

            await Task.Delay(50, cancellation).ConfigureAwait(false);
        }

        throw new InvalidOperationException(
            process.HasExited ? $"the browser ended with exit code {process.ExitCode}" : "the browser did not start within 30 seconds");
    }

    /// <summary>Ends the browser and removes its profile.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already, or is about to.
        }

        process.Dispose();
        try
        {
            profile.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A child of it may still hold a file; the system clears its temporary folder.
        }
    }

    /// <summary>The port that the browser has written into its profile; null as long as it has not.</summary>
    private static async Task<int?> ReadPortAsync(string portFile, CancellationToken cancellation)
    {
        try
        {
            return await File.ReadAllLinesAsync(portFile, cancellation).ConfigureAwait(false) is [var port, ..]
                && int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
        }
        catch (IOException)
        {
            // Not there yet, or just being written.
            return null;
        }
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsMacOS())
        {
            return
            [
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium",
                "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
            ];
        }

        if (!OperatingSystem.IsWindows())
        {
            return [];
        }

        var roots = windowsRoots.Select(Environment.GetEnvironmentVariable).OfType<string>();
        return roots.SelectMany(root => new[]
        {
            Path.Combine(root, "Google", "Chrome", "Application", "chrome.exe"),
            Path.Combine(root, "Chromium", "Application", "chrome.exe"),
            Path.Combine(root, "Microsoft", "Edge", "Application", "msedge.exe"),
        });
    }
}
