using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>
/// Restores the packages that a notebook asks for while its process loads the compiler: each takes a second or two and they need not wait
/// for each other. The cell that asks finds the result, or waits for it: <see cref="PackageRestore"/>.
/// </summary>
internal static class PackagesAhead
{
    /// <summary>Begins, on a thread of its own. Whatever is wrong with a line or a file is said by the cell that comes to it.</summary>
    public static Task BeginAsync(Notebook notebook, string folder, string packageFolder) => Task.Run(() =>
    {
        try
        {
            Restore(notebook.Cells, new PackageRestore(folder, packageFolder), folder, []);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
        }
    });

    private static void Restore(IEnumerable<Cell> cells, PackageRestore packages, string folder, HashSet<string> imported)
    {
        foreach (var directive in cells.Where(cell => !cell.IsMarkdown).SelectMany(Directives))
        {
            if (directive.Name == "#i nuget") packages.AddSource(directive.Arguments);
            if (directive.Name == "#r nuget") packages.Add(directive.Arguments);
            if (directive.Name != "#!import") continue;
            string path = Path.GetFullPath(directive.Arguments.Trim('"'), folder);
            if (imported.Add(path)) Restore(ImportedFile.Read(path), packages, folder, imported);
        }
    }

    private static IEnumerable<DirectivePart> Directives(Cell cell) =>
        CellParser.Parse(cell.Source, CellParser.Language(cell.Language) ?? cell.Language).OfType<DirectivePart>();
}
