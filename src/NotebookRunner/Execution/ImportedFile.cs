namespace NotebookRunner.Execution;

/// <summary>What <c>#!import</c> brings in: the cells of a notebook, or a file of C# as one cell.</summary>
internal static partial class ImportedFile
{
    /// <summary>The file that a line imports; null if it is no such line.</summary>
    /// <param name="folder">Where the path starts; as in the kernel, the current folder by default.</param>
    public static string? PathOf(string line, string? folder = null) =>
        Import().Match(line) is { Success: true } import
            ? Path.GetFullPath(import.Groups["file"].Value.Trim().Trim('"'), folder ?? Directory.GetCurrentDirectory())
            : null;

    /// <exception cref="NotebookFormatException">The file is no notebook and no C#, does not exist, or cannot be read.</exception>
    public static IReadOnlyList<Cell> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".cs" or ".csx" when File.Exists(path) => [new Cell("csharp", File.ReadAllText(path).ReplaceLineEndings("\n"))],
        ".cs" or ".csx" => throw new NotebookFormatException("there is no such file"),
        ".dib" or ".ipynb" => NotebookFile.Read(path).Cells,
        _ => throw new NotebookFormatException("files of this kind are not imported; .dib, .ipynb, .cs and .csx are"),
    };

    /// <summary>The lines of the code of a file; none if it cannot be read, which is said when it is to run.</summary>
    public static IReadOnlyList<string> CodeLines(string path)
    {
        try
        {
            return [.. Read(path).Where(cell => cell.IsCode).SelectMany(cell => cell.Source.Split('\n'))];
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The lines by which a file, and what it imports, asks for packages.</summary>
    public static IReadOnlyList<string> Packages(string path)
    {
        HashSet<string> seen = [];
        return [.. Collect(path)];

        IEnumerable<string> Collect(string file) => !seen.Add(file) ? [] : CodeLines(file).SelectMany(line =>
            Package().IsMatch(line) ? [line] : PathOf(line) is { } imported ? Collect(imported) : []);
    }

    [GeneratedRegex(@"^#!import\s+(?<file>.+)$")]
    private static partial Regex Import();

    [GeneratedRegex("""^\s*#[ri]\s+"?nuget:""")]
    private static partial Regex Package();
}
