using System.Diagnostics.CodeAnalysis;

namespace NotebookRunner.Documents;

/// <summary>
/// The languages a notebook may name, with the aliases under which .NET Interactive knows them. Only a line that is
/// exactly <c>#!</c> and one of these names opens a cell; every other <c>#!</c> line is a magic and belongs to its cell.
/// </summary>
internal sealed class KernelLanguages
{
    private const string MagicPrefix = "#!";

    private static readonly (string Name, string[] Aliases)[] wellKnown =
    [
        ("csharp", ["cs", "C#", "c#"]),
        ("fsharp", ["fs", "F#", "f#"]),
        ("pwsh", ["powershell"]),
        ("javascript", ["js"]),
        ("markdown", ["md"]),
        ("html", []),
        ("http", []),
        ("kql", []),
        ("mermaid", []),
        ("sql", []),
        ("value", []),
    ];

    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);

    /// <summary>The languages every notebook knows.</summary>
    public KernelLanguages()
    {
        foreach (var (name, aliases) in wellKnown)
        {
            Add(name, aliases);
        }
    }

    /// <summary>Adds a language that a notebook's metadata declares; a name that is known already keeps its meaning.</summary>
    public void Add(string name, IEnumerable<string> aliases)
    {
        names.TryAdd(name, name);
        foreach (string alias in aliases)
        {
            names.TryAdd(alias, names[name]);
        }
    }

    /// <summary>The language's own name for an alias; an unknown name stays as it is.</summary>
    public string Canonical(string nameOrAlias) => names.GetValueOrDefault(nameOrAlias, nameOrAlias);

    /// <summary>Whether the line opens a cell, and of which language.</summary>
    public bool IsOpener(ReadOnlySpan<char> line, [NotNullWhen(true)] out string? language)
    {
        language = null;
        return line.StartsWith(MagicPrefix, StringComparison.Ordinal)
            && names.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(line[MagicPrefix.Length..].TrimEnd(), out language);
    }
}
