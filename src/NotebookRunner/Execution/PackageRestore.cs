using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>What came of asking for a package.</summary>
[JsonDerivedType(typeof(Restored), "restored")]
[JsonDerivedType(typeof(Unavailable), "unavailable")]
[JsonDerivedType(typeof(Wrong), "wrong")]
internal abstract record RestoreResult
{
    /// <summary>The assemblies of all packages of the notebook so far, with all they depend on.</summary>
    public sealed record Restored(IReadOnlyList<string> Assemblies) : RestoreResult;

    /// <summary>The package is not on the feed, or the feed cannot be reached.</summary>
    public sealed record Unavailable(string Reason) : RestoreResult;

    /// <summary>The line, or the packages together, make no sense.</summary>
    public sealed record Wrong(string Problem) : RestoreResult;
}

/// <summary>
/// Fetches the packages of <c>#r "nuget: X, 1.0.0"</c> by an ordinary <c>dotnet restore</c> of a project that names them,
/// with the NuGet configuration that holds in the notebook's folder. All notebooks of one run share what came of it,
/// so that a feed without the package is asked once.
/// </summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="sharedFolder">Where the processes of one run keep their results.</param>
internal sealed class PackageRestore(string folder, string sharedFolder)
{
    private readonly SortedDictionary<string, string> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedSet<string> sources = [];

    /// <summary>Adds a feed, as <c>#i "nuget: https://…"</c> does.</summary>
    public void AddSource(string source) => sources.Add(Path.Exists(Path.GetFullPath(source, folder)) ? Path.GetFullPath(source, folder) : source);

    /// <summary>Restores what was asked for so far and this package.</summary>
    /// <param name="specification"><c>X, 1.0.0</c>, or <c>X</c> for its latest version.</param>
    public RestoreResult Add(string specification)
    {
        string[] parts = specification.Split(',', StringSplitOptions.TrimEntries);
        if (parts is not ([{ Length: > 0 }] or [{ Length: > 0 }, { Length: > 0 }]) || parts[0].Any(char.IsWhiteSpace))
        {
            return new RestoreResult.Wrong("it is written #r \"nuget: Name, 1.0.0\"");
        }
        packages[parts[0]] = parts is [_, var version] ? version : "*";
        var result = Shared(Restore);
        if (result is not RestoreResult.Restored) packages.Remove(parts[0]);
        return result;
    }

    /// <summary>The result another notebook got for the same packages, or else that of the function, kept for the others.</summary>
    private RestoreResult Shared(Func<string, RestoreResult> restore)
    {
        string key = string.Join('\n', [folder, .. packages.Select(p => $"{p.Key} {p.Value}"), .. sources]);
        string name = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        string file = Path.Combine(sharedFolder, name + ".json");
        using var turn = WaitForTurn(Path.Combine(sharedFolder, name + ".lock"));
        if (File.Exists(file)) return JsonSerializer.Deserialize<RestoreResult>(File.ReadAllText(file))!;
        var result = restore(Path.Combine(sharedFolder, name));
        AtomicFile.Write(file, JsonSerializer.Serialize(result));
        return result;
    }

    private static FileStream WaitForTurn(string lockFile)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(lockFile)!);
        while (true)
        {
            try
            {
                return new FileStream(lockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                Thread.Sleep(100);
            }
        }
    }

    private RestoreResult Restore(string projectFolder)
    {
        Directory.CreateDirectory(projectFolder);
        // Nothing above the folder may have a say in the project.
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(projectFolder, name), "<Project />");
        }
        string project = Path.Combine(projectFolder, "packages.csproj");
        new XDocument(new XElement("Project", new XAttribute("Sdk", "Microsoft.NET.Sdk"),
            new XElement("PropertyGroup",
                new XElement("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}"),
                new XElement("RuntimeIdentifier", System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier),
                new XElement("SelfContained", "false"),
                new XElement("NuGetAudit", "false"),
                new XElement("RestoreRootConfigDirectory", folder),
                new XElement("RestoreAdditionalProjectSources", string.Join(';', sources))),
            new XElement("ItemGroup", packages.Select(p =>
                new XElement("PackageReference", new XAttribute("Include", p.Key), new XAttribute("Version", p.Value)))))).Save(project);
        return AssetsFile.Read(Path.Combine(projectFolder, "obj", "project.assets.json"), DotnetRestore.Run(project));
    }
}
