using System.CommandLine;
using Microsoft.Extensions.Hosting;
using NotebookRunner.Reports.Site;

namespace NotebookRunner.Commands;

/// <summary><c>site</c>: the course with cells that run in the page.</summary>
internal static class SiteCommand
{
    public static Command Create()
    {
        var output = RunCommand.OutputOption("The folder for site and course.html. Default: artifacts beside the folder notebooks.");
        var serve = new Option<bool>("--serve") { Description = "Show the site to a browser on this machine, until Ctrl+C." };
        var port = RunCommand.PortOption("The port of the site on this machine; 0 for one that is free.", 8017);
        const string Description = "Write the course as a static site whose cells run in the page (site), and as one file (course.html). "
            + "The outputs are those of the .ipynb twins.";
        var command = new Command("site", Description) { output, serve, port };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(output), parsed.GetValue(serve) ? parsed.GetValue(port) : null, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string? output, int? port, CancellationToken cancellation)
    {
        string notebooks = NotebookFinder.FindFolder(Directory.GetCurrentDirectory());
        string root = Path.GetDirectoryName(notebooks)!;
        string folder = Path.GetFullPath(output ?? Path.Combine(root, "artifacts"));
        var pages = ReadPages(notebooks);
        Console.WriteLine("building the program that runs cells in a page …");
        string framework = await PublishAsync(root, Path.Combine(folder, "browser-kernel"), cancellation);
        string worker = await File.ReadAllTextAsync(Path.Combine(root, "src", "BrowserKernel", "worker.js"), cancellation);
        var course = new Course(pages, CourseOutline.Read(notebooks), RuntimePack.Of(framework), worker, ReadBundles(root));
        string site = Path.Combine(folder, "site");
        course.WriteSite(site);
        course.WriteFile(Path.Combine(folder, "course.html"));
        Console.WriteLine($"{Path.Combine(site, "index.html")}\n{Path.Combine(folder, "course.html")}");
        if (port is not { } number) return 0;
        await using var server = await LocalServer.StartAsync(site, number);
        Console.WriteLine($"The course is at {server.Address()}; Ctrl+C ends this.");
        await server.WaitForShutdownAsync(cancellation);
        return 0;
    }

    /// <summary>The lessons with the outputs of their twins; without outputs where the twin is behind its source.</summary>
    private static ReportPage[] ReadPages(string notebooks)
    {
        string[] files = [.. NotebookFinder.Find([notebooks]).Where(file => Path.GetExtension(file) == ".dib")];
        string[] names = [.. files.Select(file => Path.GetFileNameWithoutExtension(file))];
        return [.. files.Select((file, i) => new ReportPage(
            names[i], new NotebookResult(file, ReadNotebook(file), Outcome.Passed, TimeSpan.Zero))
        { Previous = names.ElementAtOrDefault(i - 1), Next = names.ElementAtOrDefault(i + 1) })];
    }

    private static Notebook ReadNotebook(string file)
    {
        if (Twin.Differences(file) is not [var difference, ..]) return NotebookFile.Read(Twin.PathOf(file));
        Console.WriteLine(
            $"{difference}; the page is without outputs. This brings the twin up to date: "
                + $"dotnet run --project src/NotebookRunner -- refresh {file}");
        return NotebookFile.Read(file);
    }

    /// <summary>The bundles of plotly.js that the library carries, by their names.</summary>
    private static Dictionary<string, byte[]> ReadBundles(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, "src", "Backprop", "Display", "Figures", "plotly.js"), "plotly-*.min.js.gz")
            .ToDictionary(file => Path.GetFileName(file)["plotly-".Length..^".min.js.gz".Length], File.ReadAllBytes);

    /// <summary>Builds the program, which is not part of the solution; gives the folder with its files.</summary>
    private static async Task<string> PublishAsync(string root, string folder, CancellationToken cancellation)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        string[] arguments = ["publish", Path.Combine(root, "src", "BrowserKernel"), "-o", folder, "-v", "quiet", "-nologo"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments))!;
        await publish.WaitForExitAsync(cancellation);
        if (publish.ExitCode != 0) throw new InvalidOperationException("src/BrowserKernel could not be built; see above.");
        return Path.Combine(folder, "wwwroot", "_framework");
    }
}
