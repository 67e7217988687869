using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Tests.Architecture;

/// <summary>Folders that stand on each other: one uses those it stands on, and what these stand on, and nothing else.</summary>
internal sealed class Floors
{
    private readonly Dictionary<string, HashSet<string>> below = [];

    /// <param name="floors">Each folder after those that it stands on.</param>
    public Floors(IEnumerable<(string Folder, string[] On)> floors)
    {
        foreach (var (folder, on) in floors)
            below[folder] = [.. on, .. on.SelectMany(other => below[other])];
    }

    /// <summary>The folder of a file, the innermost that is known; null if none is.</summary>
    public string? FolderOf(string file) =>
        below.Keys.Where(folder => file.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder.Length);

    /// <summary>Every reference to a folder that the file's own does not stand on, as a sentence.</summary>
    public IEnumerable<string> Violations(CSharpCompilation compilation) =>
        compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0).AsParallel().AsOrdered()
            .SelectMany(tree => Violations(compilation, tree));

    private IEnumerable<string> Violations(CSharpCompilation compilation, SyntaxTree tree)
    {
        if (FolderOf(tree.FilePath) is not { } from)
        {
            yield return $"{tree.FilePath} lies in no known folder: give it its place in FloorsTests.";
            yield break;
        }

        var model = compilation.GetSemanticModel(tree);
        var seen = new HashSet<string>();
        foreach (
            var node in tree.GetRoot().DescendantNodes()
            .Where(node => node is (SimpleNameSyntax and not { Parent: NameEqualsSyntax }) or ImplicitObjectCreationExpressionSyntax))
        {
            int line = tree.GetLineSpan(node.Span).StartLinePosition.Line + 1;
            var info = model.GetSymbolInfo(node);
            if (info.Symbol is null && info.CandidateSymbols.Length == 0 && node.ToString() is not ("nameof" or "_"))
                yield return $"{tree.FilePath}, line {line}: {node} is not understood.";
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol || HomeOf(symbol, compilation) is not { } file)
                continue;
            if (FolderOf(file) is not { } to || to == from || below[from].Contains(to)) continue;
            if (seen.Add($"{symbol.Name} {file}"))
                yield return $"{tree.FilePath}, line {line}: {from} uses {symbol.Name} of {file}, but {from} does not stand on {to}.";
        }
    }

    /// <summary>The file of a symbol; of a type in several files the one on the lowest floor.</summary>
    private string? HomeOf(ISymbol symbol, CSharpCompilation compilation)
    {
        if (symbol is INamespaceSymbol or ILocalSymbol or IParameterSymbol or ITypeParameterSymbol) return null;
        var declared = symbol.OriginalDefinition;
        if (declared is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor) declared = constructor.ContainingType;
        if (!SymbolEqualityComparer.Default.Equals(declared.ContainingAssembly, compilation.Assembly)) return null;
        var files = declared.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath).Where(path => path.Length > 0);
        return files.MinBy(path => FolderOf(path) is { } folder ? below[folder].Count : int.MaxValue);
    }
}
