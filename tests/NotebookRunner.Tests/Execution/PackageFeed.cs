using System.Collections.Immutable;
using System.IO.Compression;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace NotebookRunner.Tests.Execution;

/// <summary>A folder with a NuGet feed of its own and a configuration that knows no other, so that nothing is asked of a network.</summary>
internal sealed class PackageFeed : IDisposable
{
    public PackageFeed()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "feed"));
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{Path.Combine(Folder, "packages")}" /></config>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("package-feed-").FullName;

    /// <summary>Adds a package of one assembly, compiled from source.</summary>
    public PackageFeed With(string id, string version, string source, string? dependency = null, string feed = "feed")
    {
        var compilation = CSharpCompilation.Create(id, [CSharpSyntaxTree.ParseText(source)],
            [.. References(), .. assemblies.Select(path => MetadataReference.CreateFromFile(path))],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, publicSign: true, cryptoPublicKey: key));
        string assembly = Path.Combine(Folder, id + ".dll");
        Assert.True(compilation.Emit(assembly).Success);
        assemblies.Add(assembly);
        Directory.CreateDirectory(Path.Combine(Folder, feed));
        using var package = ZipFile.Open(Path.Combine(Folder, feed, $"{id}.{version}.nupkg"), ZipArchiveMode.Create);
        package.CreateEntryFromFile(assembly, $"lib/net8.0/{id}.dll");
        using var nuspec = new StreamWriter(package.CreateEntry(id + ".nuspec").Open());
        string dependencies = dependency is null
            ? ""
            : $"<dependencies><group targetFramework=\"net8.0\"><dependency id=\"{dependency}\" version=\"1.0.0\" /></group></dependencies>";
        nuspec.Write($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{id}</id><version>{version}</version><authors>a</authors><description>d</description>{dependencies}</metadata>
            </package>
            """);
        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Takes a version from the feed that others were compiled with.</summary>
    public PackageFeed Without(string id, string version)
    {
        File.Delete(Path.Combine(Folder, "feed", $"{id}.{version}.nupkg"));
        return this;
    }

    private readonly HashSet<string> assemblies = [];

    /// <summary>ECMA's: with a strong name, another version of an assembly is another assembly.</summary>
    private static readonly ImmutableArray<byte> key = [0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0];

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path));
}
