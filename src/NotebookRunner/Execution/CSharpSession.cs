using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.CodeAnalysis.Scripting.Hosting;

namespace NotebookRunner.Execution;

/// <summary>
/// The C# of one notebook: each submission sees what the earlier ones defined. Runs on Roslyn scripting with the
/// imports and language version of .NET Interactive's C# kernel, so that what works here works there.
/// </summary>
internal sealed class CSharpSession : IDisposable
{
    private readonly InteractiveAssemblyLoader loader = new();
    private readonly HashSet<string> added = [];
    private ScriptState<object>? state;
    private ScriptOptions options;

    /// <param name="folder">The notebook's folder: where <c>#r "./x.dll"</c> and <c>#load</c> start.</param>
    public CSharpSession(string folder)
    {
        options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8)
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithSourceResolver(new SourceFileResolver(ImmutableArray<string>.Empty, folder))
            .AddReferences(typeof(NotebookApi).Assembly)
            .AddImports("System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq", typeof(NotebookApi).FullName!);
    }

    /// <summary>Loads and compiles what the first cell would otherwise wait for.</summary>
    public Task WarmUpAsync() => RunAsync("", "warm-up");

    /// <summary>Makes the assemblies of packages known to the cells that follow, and where to load them from.</summary>
    public void AddPackages(IReadOnlyList<string> assemblies)
    {
        var byName = assemblies.ToLookup(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
        foreach (string? path in assemblies.Where(added.Add))
        {
            options = options.AddReferences(MetadataReference.CreateFromFile(path));
            Register(AssemblyName.GetAssemblyName(path), path);
            // NuGet took one version for all, which may be a later one than an assembly was compiled with.
            foreach (var reference in References(path))
            {
                if (byName[reference.Name!].FirstOrDefault() is { } resolved) Register(reference, resolved);
            }
        }
    }

    private void Register(AssemblyName name, string path)
    {
        if (AssemblyIdentity.TryParseDisplayName(name.FullName, out var identity)) loader.RegisterDependency(identity, path);
    }

    private static AssemblyName[] References(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())];
    }

    /// <summary>Runs code; returns the value of its trailing expression, if it has one.</summary>
    /// <param name="code">The C#.</param>
    /// <param name="name">What errors call the place, such as <c>cell 3</c>.</param>
    /// <exception cref="CompilationErrorException">The code is not C#.</exception>
    public async Task<Submission> RunAsync(string code, string name)
    {
        var named = options.WithFilePath(name);
        var script = state is null
            ? CSharpScript.Create<object>(code, named, assemblyLoader: loader)
            : state.Script.ContinueWith<object>(code, named);
        var next = state is null
            ? await script.RunAsync(catchException: _ => true).ConfigureAwait(false)
            : await script.RunFromAsync(state, catchException: _ => true).ConfigureAwait(false);
        state = next;
        return next.Exception is { } exception
            ? new Submission(false, null, exception)
            : new Submission(EndsWithValue(script), next.ReturnValue, null);
    }

    /// <summary>The value of a variable that a cell declared.</summary>
    public bool TryGetValue(string name, out object? value)
    {
        var variable = state?.Variables.LastOrDefault(v => v.Name == name);
        value = variable?.Value;
        return variable is not null;
    }

    public void Dispose() => loader.Dispose();

    /// <summary>Whether the last statement is an expression without semicolon that has a value.</summary>
    private static bool EndsWithValue(Script script)
    {
        var compilation = script.GetCompilation();
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } last }] }
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }
}

/// <summary>How a submission ended: with a value, without one, or with an exception.</summary>
internal sealed record Submission(bool HasValue, object? Value, Exception? Exception);
