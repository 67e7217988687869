using Microsoft.DotNet.Interactive.Documents;

namespace NotebookRunner.Documents;

/// <summary>
/// The languages a notebook may name, with the aliases under which .NET Interactive knows them. Only a line that is
/// exactly <c>#!</c> and one of these names opens a cell; every other <c>#!</c> line is a magic and belongs to its cell.
/// </summary>
internal static class KernelLanguages
{
    /// <summary>The languages every notebook knows.</summary>
    public static KernelInfoCollection WellKnown() =>
    [
        new("csharp", "C#", ["cs", "C#", "c#"]), new("fsharp", "F#", ["fs", "F#", "f#"]), new("pwsh", "PowerShell", ["powershell"]),
        new("javascript", "JavaScript", ["js"]), new("markdown", "Markdown", ["md"]), new("html"), new("http", "HTTP"), new("kql", "KQL"),
        new("mermaid"), new("sql", "SQL"), new("value"),
    ];

    /// <summary>Adds a language; a name that is known already keeps its meaning.</summary>
    public static void Declare(this KernelInfoCollection kernels, KernelInfo kernel)
    {
        if (!kernels.Contains(kernel.Name))
            kernels.Add(new KernelInfo(kernel.Name, kernel.LanguageName, [.. kernel.Aliases.Where(alias => !kernels.Contains(alias))]));
    }

    /// <summary>The language's own name for an alias; an unknown name stays as it is.</summary>
    public static string Canonical(this KernelInfoCollection kernels, string nameOrAlias) =>
        kernels.FirstOrDefault(kernel => kernel.Name == nameOrAlias || kernel.Aliases.Contains(nameOrAlias))?.Name ?? nameOrAlias;

    /// <summary>The language of the cell that a line opens; null if it opens none.</summary>
    public static string? Opened(this KernelInfoCollection kernels, string line) =>
        line.StartsWith("#!", StringComparison.Ordinal) && kernels.Contains(line[2..].TrimEnd())
            ? kernels.Canonical(line[2..].TrimEnd())
            : null;
}
