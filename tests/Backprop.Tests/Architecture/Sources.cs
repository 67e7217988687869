using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Architecture;

/// <summary>The source files of the repository.</summary>
internal static class Sources
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    public static string Root { get; } =
        typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;

    /// <summary>The library, with each file's path below <c>src/Backprop</c>.</summary>
    public static CSharpCompilation Library { get; } = Compile(
        Files("src/Backprop")
            .Select(path => (Path.GetRelativePath(Path.Combine(Root, "src/Backprop"), path).Replace('\\', '/'), File.ReadAllText(path))));

    /// <summary>Every C# file below a folder that is written by hand.</summary>
    public static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Replace('\\', '/').Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal);

    public static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> files)
    {
        string[] assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        return CSharpCompilation.Create("Library",
            [CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions),
                .. files.Select(file => CSharpSyntaxTree.ParseText(file.Text, ParseOptions, file.Path))],
            assemblies.Where(path => Path.GetFileName(path) is not ("Backprop.dll" or "Backprop.Tests.dll"))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }
}
