using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace BrowserKernel;

/// <summary>
/// Runs C# cells as .NET Interactive's kernel does: each is a submission that sees what the ones before it defined, and
/// the value of a trailing expression is shown. Roslyn's own <c>CSharpScript</c> needs files; its compilations do not.
/// </summary>
internal sealed class CellEngine
{
    private static readonly CSharpParseOptions language = new(LanguageVersion.Latest, kind: SourceCodeKind.Script);

    private static readonly CSharpCompilationOptions compiler = new(
        OutputKind.DynamicallyLinkedLibrary,
        usings:
        [
            "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        ],
        optimizationLevel: OptimizationLevel.Release,
        allowUnsafe: true,
        // There is one thread.
        concurrentBuild: false,
        assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default);

    private readonly Dictionary<string, Assembly> submissions = new(StringComparer.Ordinal);
    private readonly CellDirectives directives;
    private readonly CellOutput output;
    private readonly CellLines lines = new();
    private readonly CellErrors errors;
    private CSharpCompilation last;
    private object?[] states = new object?[64];
    private int count;

    /// <param name="assemblies">The names of the assemblies that cells may use.</param>
    /// <param name="read">Gives the bytes of one of them.</param>
    /// <param name="show">Takes what cells show; see <see cref="Worker.Output"/>.</param>
    public CellEngine(IReadOnlyList<string> assemblies, Func<string, byte[]> read, Action<string, string, string> show)
    {
        // A cell before the first one, which is never run: what a cell imports itself goes before the namespaces of all cells, in which
        // Display(…) is that of the Formatting package.
        last = CSharpCompilation.CreateScriptCompilation(
            "api", CSharpSyntaxTree.ParseText($"using static {typeof(CellApi).FullName};", language),
            assemblies.Select(name => MetadataReference.CreateFromImage(read(name))), compiler, returnType: typeof(object));
        directives = new CellDirectives(assemblies);
        errors = new CellErrors(lines);
        output = new CellOutput(show);
        CellApi.Output = output;
        AssemblyLoadContext.Default.Resolving += (_, name) => submissions.GetValueOrDefault(name.Name ?? "");
    }

    /// <summary>Hands over what is still to be shown of the cells that have run.</summary>
    public void Flush() => output.Flush();

    /// <summary>Compiles and runs a cell.</summary>
    /// <param name="name">What errors call it, such as <c>cell 3</c>.</param>
    /// <param name="code">Its C#.</param>
    /// <returns>Why it failed; null if it did not.</returns>
    public async Task<CellError?> RunAsync(string name, string code)
    {
        output.Begin();
        var (csharp, refused) = directives.Read(code);
        if (refused is not null) return refused;
        errors.Add(name, code);
        var tree = CSharpSyntaxTree.ParseText(csharp, language, name, Encoding.UTF8);
        // Of a cell that does nothing, such as one with using lines only, the compiler would make nothing.
        if (tree.GetCompilationUnitRoot().Members.Count == 0)
            tree = CSharpSyntaxTree.ParseText(csharp + "\n;", language, name, Encoding.UTF8);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"submission{++count}", tree, references: null, compiler, last, typeof(object));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        if (!emitted.Success) return errors.Of(emitted.Diagnostics);
        foreach (string warning in CellErrors.Warnings(emitted.Diagnostics)) Console.Error.WriteLine(warning);
        try
        {
            object? value = await Load(compilation, assembly.ToArray())(states).ConfigureAwait(false);
            if (EndsWithValue(compilation, tree)) output.ShowValue(value);
            return null;
        }
        catch (Exception e)
        {
            return errors.Of(e);
        }
        finally
        {
            output.Flush();
        }
    }

    private Func<object?[], Task<object?>> Load(CSharpCompilation compilation, byte[] assembly)
    {
        var loaded = Assembly.Load(assembly);
        submissions[compilation.AssemblyName!] = loaded;
        // A cell that throws has run: what it defined before that is there.
        last = compilation;
        lines.Add(compilation);
        // Place 0 is for an object of the host; each submission stores itself in the next one.
        if (submissions.Count + 1 >= states.Length) Array.Resize(ref states, 2 * states.Length);
        var entry = compilation.GetEntryPoint(CancellationToken.None)!;
        return loaded.GetType(entry.ContainingType.MetadataName)!
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
    }

    /// <summary>Whether the last statement is an expression without semicolon that has a value.</summary>
    private static bool EndsWithValue(CSharpCompilation compilation, SyntaxTree tree) =>
        tree.GetCompilationUnitRoot()
            .Members is [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } end }]
        && compilation.GetSemanticModel(tree).GetTypeInfo(end.Expression).Type is { SpecialType: not SpecialType.System_Void };
}
