using System.Text.RegularExpressions;

namespace BrowserKernel;

/// <summary>
/// The lines of a cell that speak to the kernel: <c>#r</c> of a library that is there already is taken out; for what
/// a page cannot do there is a sentence that says where it can be done.
/// </summary>
/// <param name="assemblies">The names of the assemblies that cells may use.</param>
internal sealed partial class CellDirectives(IReadOnlyList<string> assemblies)
{
    /// <summary>Where it can be done.</summary>
    internal const string Elsewhere = "Open the notebook in VS Code or Jupyter for that; Download gives you the file.";

    /// <summary>The C# of a cell, its lines and columns as they were.</summary>
    public (string CSharp, CellError? Refused) Read(string code)
    {
        CellError? refused = null;
        string csharp = Directive().Replace(code, line =>
        {
            if (Why(line.Groups["name"].Value, line.Groups["argument"].Value.Trim().Trim('"')) is { } reason)
                refused ??= Refuse(code, line, $"{reason} {Elsewhere}");
            return new string(' ', line.Length);
        });
        return (csharp, refused);
    }

    private string? Why(string name, string argument) => name switch
    {
        "#r" when argument.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase) =>
            $"NuGet packages ({argument["nuget:".Length..].Trim()}) cannot be loaded in a page.",
        "#r" when assemblies.Contains(Path.GetFileNameWithoutExtension(argument.Replace('\\', '/')), StringComparer.OrdinalIgnoreCase) =>
            null,
        "#r" => $"A page has no files, so there is no {argument}; the course's library (./lib/Backprop.dll) is loaded already.",
        "#i" => "A page has no package sources.",
        "#load" or "#!import" => $"A page has no files, so there is no {argument}.",
        _ => $"{name} is a command of .NET Interactive that a page does not have.",
    };

    private static CellError Refuse(string code, Match line, string message)
    {
        int number = code.AsSpan(0, line.Index).Count('\n');
        return new("Not in a page", message, [], [new(number, 0, number, line.Length, message)]);
    }

    [GeneratedRegex(@"^[ \t]*(?<name>#r|#i|#load|#![\w-]+)(?=[\s""]|$)(?<argument>[^\r\n]*)", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
