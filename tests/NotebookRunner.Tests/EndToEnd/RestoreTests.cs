using System.Net;
using System.Net.Sockets;
using NotebookRunner.Tests.Lessons;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>Packages that do not come: no feed has them, or a feed does not answer.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly RunnerProgram runner = new();

    public RestoreTests()
    {
        // A user who has never restored a package and knows one feed, a folder in which there is nothing.
        runner.WithFile("feed/empty", "").WithFile("home/.nuget/NuGet/NuGet.Config", $"""
            <configuration><packageSources><clear /><add key="feed" value="{Path.Combine(runner.Folder, "feed")}" /></packageSources></configuration>
            """);
        runner.Environment["HOME"] = runner.Environment["USERPROFILE"] = Path.Combine(runner.Folder, "home");
        runner.Environment["NUGET_PACKAGES"] = Path.Combine(runner.Folder, "home", "packages");
    }

    public void Dispose() => runner.Dispose();

    [Fact]
    public void Without_its_packages_the_appendix_is_not_run_and_that_is_no_failure()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The feeds of a user are in the registry's folders there.");
        LessonFolder.CopyTo(runner);
        File.Copy(
            Path.Combine(LessonFolder.Path, "appendix-plotly-net.dib"), Path.Combine(
                runner.Folder, "notebooks", "appendix-plotly-net.dib"));

        var result = runner.Run();

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("– appendix-plotly-net.dib  not run", result.Output);
        Assert.Contains("plotly-net.dib was not imported: NU1101: Unable to find package", result.Output);
    }

    [Fact]
    public void Packages_of_a_feed_that_does_not_answer_fail_the_notebook_when_their_time_is_over()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string feed = $"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/index.json";
        runner.WithNotebook("a.dib", $"#i \"nuget:{feed}\"\n#r \"nuget: Any.Package, 1.0.0\"", "1");

        var result = runner.Run("--restore-timeout", "4");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("The packages were not there after 4 s; is the feed reached? (--restore-timeout sets the limit)", result.Output);
    }
}
