using System.Diagnostics;
using System.Globalization;

namespace NotebookRunner.Execution;

/// <summary>Runs <c>dotnet restore</c>.</summary>
internal static class DotnetRestore
{
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(60);

    /// <summary>Restores a project; returns what was printed.</summary>
    public static string Run(string project)
    {
        var start = new ProcessStartInfo(DotnetHost.Path, ["restore", project, "-v", "q", "-nologo", "-nodeReuse:false"])
        {
            WorkingDirectory = Path.GetDirectoryName(project),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        // Inherited from a `dotnet run` or `dotnet test` around this process, these would lead MSBuild astray.
        foreach (string? name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList()) start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(limit))
        {
            process.Kill(entireProcessTree: true);
            return string.Create(CultureInfo.InvariantCulture, $"error NU1301: no answer within {limit.TotalSeconds} s");
        }
        return output.Result + error.Result;
    }
}
