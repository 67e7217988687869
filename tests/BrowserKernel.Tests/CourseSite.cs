using Microsoft.AspNetCore.Builder;
using NotebookRunner.Commands;
using NotebookRunner.Twins;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace BrowserKernel.Tests;

/// <summary>
/// The course as <c>site</c> writes it, served on this machine, and a browser that has no network but that. To save the minute that the
/// writing takes, the environment variable <c>COURSE</c> may name a folder where it has been written already.
/// </summary>
public sealed class CourseSite : IAsyncLifetime
{
    private static readonly string? written = Environment.GetEnvironmentVariable("COURSE");

    private readonly string folder = written ?? Directory.CreateTempSubdirectory("course-").FullName;
    private WebApplication? server;
    private IBrowser? browser;
    private IBrowserContext? shared;

    /// <summary>Why there is nothing to test; null if there is.</summary>
    public string? Missing { get; private set; }

    /// <summary>The address that the pages' names follow.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The folder of the site.</summary>
    public string SiteFolder => Path.Combine(folder, "site");

    /// <summary>The address of the one file.</summary>
    public string CourseFile => new Uri(Path.Combine(folder, "course.html")).AbsoluteUri;

    /// <summary>The folder <c>notebooks</c>.</summary>
    public static string Notebooks { get; } = NotebookFinder.FindFolder(AppContext.BaseDirectory);

    /// <summary>Every lesson by the name of its page, but the one that is all about Plotly.NET.</summary>
    public static TheoryData<string> Lessons =>
        [.. NotebookFinder.Find([Notebooks]).Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => !name.Contains("plotly-net", StringComparison.Ordinal))];

    public async ValueTask InitializeAsync()
    {
        if (Chromium.Find() is not { } executable)
        {
            Missing = Chromium.Missing;
            return;
        }
        Directory.SetCurrentDirectory(Notebooks);
        if (written is null) Assert.Equal(0, await SiteCommand.Create().Parse(["--output", folder]).InvokeAsync());
        server = await LocalServer.StartAsync(SiteFolder, port: 0);
        Address = server.Address();
        browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = executable,
            Headless = true,
            // A page that trains answers late.
            ProtocolTimeout = 600_000,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--host-resolver-rules=\"MAP * ~NOTFOUND, EXCLUDE localhost\""],
        });
    }

    /// <summary>A new page in a profile of its own, or in one whose cache has the runtime after its first page.</summary>
    internal async Task<LessonPage> OpenAsync(string address, string scheme = "light", int width = 1200, bool isShared = false)
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        var context = isShared ? shared ??= await browser!.CreateBrowserContextAsync() : await browser!.CreateBrowserContextAsync();
        var page = await context.NewPageAsync();
        page.DefaultTimeout = 0;
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = scheme }]);
        await page.GoToAsync(address);
        await page.BringToFrontAsync();
        var lesson = new LessonPage(isShared ? null : context, page);
        await lesson.WaitAsync("window.lesson !== undefined || document.querySelector('.lessons')");
        return lesson;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.CloseAsync();
        if (server is not null) await server.DisposeAsync();
        if (written is null) Directory.Delete(folder, recursive: true);
    }
}
