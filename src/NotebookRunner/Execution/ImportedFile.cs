using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>What <c>#!import</c> brings in: the cells of a notebook, or a file of C# as one cell.</summary>
internal static class ImportedFile
{
    /// <exception cref="NotebookFormatException">The file is no notebook and no C#, does not exist, or cannot be read.</exception>
    public static IReadOnlyList<Cell> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".cs" or ".csx" when File.Exists(path) => [new Cell("csharp", File.ReadAllText(path).ReplaceLineEndings("\n"))],
        ".cs" or ".csx" => throw new NotebookFormatException("there is no such file"),
        ".dib" or ".ipynb" => NotebookFile.Read(path).Cells,
        _ => throw new NotebookFormatException("files of this kind are not imported; .dib, .ipynb, .cs and .csx are"),
    };
}
