using System.Diagnostics;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using Microsoft.CodeAnalysis.CSharp;

namespace BrowserKernel;

/// <summary>
/// Which line of a cell a frame of the call stack stands in. The runtime in a page reads no symbols, but it tells the
/// offset in the method; the symbols, which only a cell that fails needs, give the line to it.
/// </summary>
internal sealed class CellLines
{
    private readonly Dictionary<string, CSharpCompilation> compilations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataReader> symbols = new(StringComparer.Ordinal);

    /// <summary>Remembers how a cell was compiled.</summary>
    public void Add(CSharpCompilation compilation) => compilations[compilation.AssemblyName!] = compilation;

    /// <summary>The cell and its line, from 1, of a frame; null for one outside the cells.</summary>
    public (string Cell, int Line)? Find(StackFrame frame)
    {
        if (frame.GetMethod() is not { } method || method.Module.Assembly.GetName().Name is not { } name) return null;
        if (!compilations.TryGetValue(name, out var compilation)) return null;
        if (!symbols.TryGetValue(name, out var reader)) symbols[name] = reader = Symbols(compilation);
        var points = reader.GetMethodDebugInformation(MetadataTokens.MethodDefinitionHandle(method.MetadataToken & 0xFFFFFF))
            .GetSequencePoints()
            .Where(point => !point.IsHidden).ToList();
        int at = points.FindLastIndex(point => point.Offset <= frame.GetILOffset());
        return points.Count == 0 ? null : (compilation.SyntaxTrees[0].FilePath, points[Math.Max(at, 0)].StartLine);
    }

    private static MetadataReader Symbols(CSharpCompilation compilation)
    {
        var pdb = new MemoryStream();
        using var assembly = new MemoryStream();
        compilation.Emit(
            assembly, pdb, options: new(debugInformationFormat: Microsoft.CodeAnalysis.Emit.DebugInformationFormat.PortablePdb));
        pdb.Position = 0;
        return MetadataReaderProvider.FromPortablePdbStream(pdb).GetMetadataReader();
    }
}
