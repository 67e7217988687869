using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Notebooks;

/// <summary>Compiles the cells of a notebook against the names that the real kernel offers, without running them.</summary>
internal static class RealKernelCompiler
{
    /// <summary>The lines that the real kernel acts on: those of the kernel tool, and the languages of cells in it or in its hosts.</summary>
    private static readonly HashSet<string> KnownLines =
        ["#!import", "#!time", "#!set", "#!share", "#!who", "#!whos", "#!csharp", "#!markdown", "#!html", "#!javascript", "#!mermaid", "#r nuget", "#i nuget"];

    private static readonly MetadataReference Names = Compile(ResourceText("RealKernelNames.cs"));

    /// <summary>What is wrong with a notebook on the real kernel, one sentence each; empty if nothing is.</summary>
    /// <remarks>Where a cell asks for a package, the cells after it are checked for their lines only: the package is not here.</remarks>
    public static IEnumerable<string> Problems(Notebook notebook, string folder)
    {
        // The imports of CSharpKernel.cs, and what CSharpKernelExtensions.cs adds to them.
        var script = CSharpScript.Create("using static Microsoft.DotNet.Interactive.Kernel;", ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithReferences(Framework.Append(Names))
            .WithImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq"));
        bool hasPackages = false;
        foreach (var (cell, number) in notebook.Cells.Select((cell, i) => (cell, i + 1)))
        {
            foreach (var part in CellParser.Parse(cell.Source, cell.Language))
            {
                if (part is DirectivePart directive)
                {
                    hasPackages |= directive.Name == "#r nuget";
                    if (!KnownLines.Contains(directive.Name)) yield return string.Create(CultureInfo.InvariantCulture, $"cell {number}: the real kernel does not know {directive.Name}");
                }
                if (hasPackages || part is not CodePart { Language: "csharp", Code: var code }) continue;
                script = script.ContinueWith(code);
                foreach (var error in script.GetCompilation().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
                {
                    yield return string.Create(CultureInfo.InvariantCulture, $"cell {number}: {error}");
                }
            }
        }
    }

    private static IEnumerable<MetadataReference> Framework =>
        Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
            .Where(file => Path.GetFileName(file) is "netstandard.dll" or "mscorlib.dll" || Path.GetFileName(file).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(file).StartsWith("Microsoft.CSharp", StringComparison.Ordinal))
            .Where(IsManaged)
            .Select(file => MetadataReference.CreateFromFile(file));

    private static bool IsManaged(string file)
    {
        using var stream = File.OpenRead(file);
        using var reader = new System.Reflection.PortableExecutable.PEReader(stream);
        return reader.HasMetadata;
    }

    private static MetadataReference Compile(string source)
    {
        using var assembly = new MemoryStream();
        var result = CSharpCompilation.Create("RealKernelNames", [CSharpSyntaxTree.ParseText(source)], Framework, new(OutputKind.DynamicallyLinkedLibrary)).Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(ImmutableArray.Create(assembly.ToArray()));
    }

    private static string ResourceText(string name)
    {
        using var reader = new StreamReader(typeof(RealKernelCompiler).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
