using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookRunner.Documents;

namespace NotebookRunner.Commands;

/// <summary>Values given on the command line: a cell that declares them, after the one that declares what they are by default.</summary>
/// <remarks>
/// As papermill does it: the cell of the defaults has the tag <c>parameters</c>, or in a .dib the first line <c>// parameters</c>.
/// </remarks>
internal static class NotebookParameters
{
    /// <summary>Reads <c>name=value</c>; the value is a C# literal, or else a text. Null if it is no such thing.</summary>
    public static (string Name, string Value)? Parse(string text)
    {
        int at = text.IndexOf('=', StringComparison.Ordinal);
        if (at <= 0 || !SyntaxFacts.IsValidIdentifier(text[..at])) return null;
        var literal = SyntaxFactory.ParseExpression(text[(at + 1)..]);
        bool isLiteral = !literal.ContainsDiagnostics && literal is LiteralExpressionSyntax
            or PrefixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax };
        return (text[..at], isLiteral ? text[(at + 1)..]
            : SymbolDisplay.FormatLiteral(text[(at + 1)..], quote: true));
    }

    /// <summary>The notebook with these values; without any, as it is.</summary>
    public static Notebook Set(Notebook notebook, IReadOnlyList<(string Name, string Value)> parameters)
    {
        if (parameters.Count == 0) return notebook;
        var cells = notebook.Cells.ToList();
        int defaults = cells.FindIndex(IsDefaults);
        string source = "// from the command line\n"
            + string.Join('\n', parameters.Select(parameter => $"var {parameter.Name} = {parameter.Value};"));
        int position = defaults >= 0 ? defaults + 1 : Math.Max(0, cells.FindIndex(cell => cell.IsCode));
        cells.Insert(position, new Cell("csharp", source) { Metadata = """{"tags":["injected-parameters"]}""" });
        return notebook with { Cells = cells };
    }

    private static bool IsDefaults(Cell cell) =>
        cell.Tags.Contains("parameters") || (cell.Language == "csharp" && cell.Source.Split('\n')[0].Trim() == "// parameters");
}
