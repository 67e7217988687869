using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>A part of a cell: code of one language, or a line that speaks to the notebook.</summary>
/// <param name="Line">The line of the cell it starts at, from 1.</param>
internal abstract record CellPart(int Line);

/// <summary>Code, with as many empty lines before it as the cell has, so that line numbers are those of the cell.</summary>
internal sealed record CodePart(int Line, string Language, string Code) : CellPart(Line);

/// <summary>A line such as <c>#!import ./setup.dib</c>, <c>#r "nuget: X, 1.0.0"</c> or <c>#i "nuget: https://…"</c>.</summary>
/// <param name="Line">The line of the cell.</param>
/// <param name="Name"><c>#!import</c>, <c>#r nuget</c>, <c>#i nuget</c>, …</param>
/// <param name="Arguments">What follows the name.</param>
/// <param name="Language">The language of the code around it.</param>
internal sealed record DirectivePart(int Line, string Name, string Arguments, string Language) : CellPart(Line);

/// <summary>Splits the source of a cell at the lines that are not code.</summary>
internal static partial class CellParser
{
    private static readonly KernelLanguages Known = new();

    private static readonly string[] RunHere = ["csharp", "markdown", "html", "javascript", "mermaid"];

    /// <summary>The language under its own name, or null if cells in it are not run here.</summary>
    public static string? Language(string name) => Known.Canonical(name) is var language && RunHere.Contains(language) ? language : null;

    public static IReadOnlyList<CellPart> Parse(string source, string language)
    {
        List<CellPart> parts = [];
        string[] lines = source.Split('\n');
        var code = new List<string>();
        int start = 0;
        string current = language;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!IsDirective(lines, i, start, current, out string? name, out string? arguments))
            {
                code.Add(lines[i].TrimEnd('\r'));
                continue;
            }
            if (name is "#r nuget" or "#i nuget")
            {
                // Packages are restored before the code around the line runs.
                parts.Add(new DirectivePart(i + 1, name, arguments, current));
                code.Add("");
                continue;
            }
            AddCode();
            if (name.StartsWith("#!", StringComparison.Ordinal) && Language(name[2..]) is { } next && arguments.Length == 0) current = next;
            else parts.Add(new DirectivePart(i + 1, name, arguments, current));
            start = i + 1;
        }
        AddCode();
        return parts;

        void AddCode()
        {
            if (code.Any(line => !string.IsNullOrWhiteSpace(line)))
            {
                string before = current == "csharp" ? new string('\n', start) : "";
                parts.Add(new CodePart(start + 1, current, before + string.Join('\n', code)));
            }
            code.Clear();
        }
    }

    private static bool IsDirective(string[] lines, int index, int start, string language, out string name, out string arguments)
    {
        name = arguments = "";
        string line = lines[index].TrimEnd();
        if (language == "markdown") return false;
        if (Magic().Match(line) is { Success: true } magic)
        {
            (name, arguments) = (magic.Groups["name"].Value, magic.Groups["arguments"].Value);
        }
        else if (language == "csharp" && Package().Match(line) is { Success: true } package)
        {
            (name, arguments) = ($"#{package.Groups["kind"].Value} nuget", package.Groups["arguments"].Value.Trim());
        }
        return name.Length > 0 && (language != "csharp" || !IsWithinTextOrComment(lines, index, start));
    }

    /// <summary>Whether the line lies inside a string or a comment.</summary>
    private static bool IsWithinTextOrComment(string[] lines, int index, int start)
    {
        string source = string.Join('\n', lines[start..]);
        int position = lines[start..index].Sum(line => line.Length + 1);
        var root = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)).GetRoot();
        return root.FindToken(position).Span.Contains(position)
            || root.FindTrivia(position).Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;
    }

    [GeneratedRegex(@"^(?<name>#![A-Za-z#][\w#-]*)(\s+(?<arguments>.*))?$")]
    private static partial Regex Magic();

    [GeneratedRegex("^\\s*#(?<kind>[ri])\\s+\"nuget:(?<arguments>[^\"]*)\"\\s*$")]
    private static partial Regex Package();
}
