using System.ComponentModel;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NotebookRunner.Commands;

/// <summary>Values given on the command line: a cell that declares them, after the one that declares what they are by default.</summary>
/// <remarks>
/// As papermill does it: the cell of the defaults has the tag <c>parameters</c>, or in a .dib the first line <c>// parameters</c>. A
/// parameter keeps the type that it has there: with <c>double rate = 0.5</c>, <c>rate=1</c> is no integer.
/// </remarks>
internal static class NotebookParameters
{
    private const string Tag = "injected-parameters";
    private const string Text = "string";

    /// <summary>Reads <c>name=value</c>; null if it is no such thing.</summary>
    public static (string Name, string Value)? Parse(string text) =>
        text.IndexOf('=') is > 0 and var at && IsName(text[..at])
            ? (text[..at], text[(at + 1)..])
            : null;

    /// <summary>The notebook with these values, the last for a name, and what the user should know of them.</summary>
    public static (Notebook Notebook, string? Note) Set(Notebook notebook, IReadOnlyList<(string Name, string Value)> parameters)
    {
        if (parameters.Count == 0) return (notebook, null);
        var cells = notebook.Cells.Where(cell => !cell.Tags.Contains(Tag)).ToList();
        int defaults = cells.FindIndex(IsDefaults);
        var types = defaults < 0 ? [] : Types(cells[defaults].Source);
        var values = parameters.Reverse().DistinctBy(parameter => parameter.Name).Reverse().ToList();
        string source =
            string.Join('\n', values.Select(value => Declaration(value.Name, value.Value, types.GetValueOrDefault(value.Name, "var")))
                .Prepend("// from the command line"));
        int position = defaults >= 0 ? defaults + 1 : Math.Max(0, cells.FindIndex(cell => cell.IsCode));
        cells.Insert(position, new Cell("csharp", source) { Metadata = $$"""{"tags":["{{Tag}}"]}""" });
        string unknown = string.Join(", ", values.Select(value => value.Name).Where(name => !types.ContainsKey(name)));
        string? note = unknown.Length == 0 ? null
            : defaults < 0 ? $"it has no cell of parameters, so {unknown} is set before its first cell, and may be set again there"
            : $"its parameters do not name {unknown}";
        return (notebook with { Cells = cells }, note);
    }

    private static bool IsDefaults(Cell cell) =>
        cell.Tags.Contains("parameters") || (cell.Language == "csharp" && cell.Source.Split('\n')[0].Trim() == "// parameters");

    /// <summary>The variables that C# declares and their types; <c>var</c> where any will do.</summary>
    private static Dictionary<string, string> Types(string source) =>
        CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot()
            .DescendantNodes().OfType<VariableDeclarationSyntax>()
            .SelectMany(declaration => declaration.Variables.Select(variable => (variable.Identifier.ValueText, Type:
                declaration.Type.IsVar ? TypeOf(variable.Initializer?.Value) : declaration.Type.ToString())))
            .DistinctBy(variable => variable.ValueText).ToDictionary(variable => variable.ValueText, variable => variable.Type);

    /// <summary>The type of a literal, but <c>var</c> for an integer, in whose place a fraction may be wanted.</summary>
    private static string TypeOf(ExpressionSyntax? value) => Literal(value)?.Token.Value switch
    {
        string => Text,
        double => "double",
        float => "float",
        decimal => "decimal",
        _ => "var",
    };

    private static string Declaration(string name, string value, string type)
    {
        if (Value(type.TrimEnd('?'), value) is { } made) return $"{type} {name} = {made};";
        var expression = SyntaxFactory.ParseExpression(value);
        var literal = expression.ContainsDiagnostics ? null : Literal(expression);
        bool isText = type.TrimEnd('?') == Text ? literal?.Token.Value is not string
            : type == "var" ? literal is null : expression.ContainsDiagnostics;
        string written = isText ? SymbolDisplay.FormatLiteral(value, quote: true)
            : type is "float" or "decimal" && literal?.Token.Value is double ? $"({type})({value})" : value;
        return $"{type} {name} = {written};";
    }

    /// <summary>A value of a type without literals, or with others than one types on a command line; null for all other types.</summary>
    private static string? Value(string type, string value)
    {
        if (type == "char" && value.Length == 1) return SymbolDisplay.FormatLiteral(value[0], quote: true);
        // As other languages and shells write them.
        if (type == "bool" && bool.TryParse(value, out bool isTrue)) return isTrue ? "true" : "false";
        if (type is "double" or "float" && double.TryParse(value, CultureInfo.InvariantCulture, out double n) && !double.IsFinite(n))
            return type + (double.IsNaN(n) ? ".NaN" : n > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        if (type == "var" || !IsName(type)) return null;
        if (IsParsed(Type.GetType("System." + type), value))
            return $"{type}.Parse({SymbolDisplay.FormatLiteral(value, quote: true)}, System.Globalization.CultureInfo.InvariantCulture)";
        // A member of an enum, without the enum's name.
        return IsName(value) ? $"{type}.{value}" : null;
    }

    /// <summary>Whether a type of .NET's has its values written as such a text, as <c>TimeSpan</c> and <c>Guid</c> do.</summary>
    private static bool IsParsed(Type? type, string value) =>
        type?.GetMethod("Parse", [typeof(string), typeof(IFormatProvider)]) is not null
        && TypeDescriptor.GetConverter(type).IsValid(value);

    private static bool IsName(string text) =>
        SyntaxFacts.IsValidIdentifier(text) && SyntaxFacts.GetKeywordKind(text) == SyntaxKind.None;

    private static LiteralExpressionSyntax? Literal(ExpressionSyntax? value) =>
        (value is PrefixUnaryExpressionSyntax sign ? sign.Operand : value) as LiteralExpressionSyntax;
}
