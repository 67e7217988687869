using System.Text.Json;
using System.Text.RegularExpressions;

namespace NotebookRunner.Execution;

/// <summary>Reads NuGet's account of a restore, <c>project.assets.json</c>.</summary>
internal static partial class AssetsFile
{
    /// <param name="path">The file.</param>
    /// <param name="printed">What the restore printed, for when it left no file.</param>
    public static RestoreResult Read(string path, string printed)
    {
        if (!File.Exists(path)) return Problem(PrintedErrors(printed), printed);
        using var assets = JsonDocument.Parse(File.ReadAllText(path));
        var root = assets.RootElement;
        var errors = root.TryGetProperty("logs", out var logs)
            ? logs.EnumerateArray().Where(log => log.GetProperty("level").GetString() == "Error")
                .Select(log => (Code: log.GetProperty("code").GetString()!, Message: log.GetProperty("message").GetString()!)).ToList()
            : [];
        if (errors.Count > 0) return Problem(errors, printed);
        return OtherMajorVersion(root) is { } other
            ? new RestoreResult.Unavailable($"the package is not on the feed in this version ({other})")
            : new RestoreResult.Restored([.. Assemblies(root)]);
    }

    /// <summary>
    /// Where a feed lacks a version, NuGet takes the next one that it has. With another major version, code for the one asked for
    /// seldom compiles.
    /// </summary>
    private static string? OtherMajorVersion(JsonElement root)
    {
        var found = root.GetProperty("libraries").EnumerateObject().Select(library => library.Name.Split('/'))
            .ToDictionary(parts => parts[0], parts => parts[1], StringComparer.OrdinalIgnoreCase);
        foreach (var package in root.GetProperty("project").GetProperty("frameworks").EnumerateObject().Single().Value.GetProperty("dependencies").EnumerateObject())
        {
            // "[5.0.0, )", or "[*, )" for the latest.
            string asked = package.Value.GetProperty("version").GetString()!.Trim('[', '(').Split(',', ']')[0];
            if (asked.Contains('*', StringComparison.Ordinal) || !found.TryGetValue(package.Name, out string? version)) continue;
            if (asked.Split('.')[0] != version.Split('.')[0]) return $"{package.Name} {asked}: the feed has {version}";
        }
        return null;
    }

    private static RestoreResult Problem(List<(string Code, string Message)> errors, string printed)
    {
        if (errors.Count == 0) return new RestoreResult.Wrong("dotnet restore failed: " + printed.Trim());
        var (code, message) = errors[0];
        return code switch
        {
            // No package of this name; none of this version; only a prerelease of it.
            "NU1101" or "NU1102" or "NU1103" => new RestoreResult.Unavailable($"the package is not on the feed ({code}: {FirstLine(message)})"),
            "NU1301" or "NU1300" => new RestoreResult.Unavailable($"the package feed cannot be reached ({code}: {FirstLine(message)})"),
            _ => new RestoreResult.Wrong($"{code}: {message}"),
        };
    }

    /// <summary>The assemblies to load, without those that the runtime has itself.</summary>
    private static IEnumerable<string> Assemblies(JsonElement root)
    {
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var libraries = root.GetProperty("libraries");
        var ownNames = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // The last target is the one with the runtime identifier, which has the assemblies for this system.
        foreach (var library in root.GetProperty("targets").EnumerateObject().Last().Value.EnumerateObject())
        {
            if (library.Value.GetProperty("type").GetString() != "package" || !library.Value.TryGetProperty("runtime", out var runtime)) continue;
            string relative = libraries.GetProperty(library.Name).GetProperty("path").GetString()!;
            foreach (string? file in runtime.EnumerateObject().Select(f => f.Name).Where(f => f.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)))
            {
                if (ownNames.Contains(Path.GetFileName(file))) continue;
                yield return folders.Select(folder => Path.Combine(folder, relative, file)).First(File.Exists);
            }
        }
    }

    private static List<(string Code, string Message)> PrintedErrors(string printed) =>
        [.. PrintedError().Matches(printed).Select(m => (m.Groups["code"].Value, m.Groups["message"].Value))];

    private static string FirstLine(string message) => message.Split('\n')[0].Trim();

    [GeneratedRegex(@"error (?<code>NU\d+): (?<message>.*)")]
    private static partial Regex PrintedError();
}
