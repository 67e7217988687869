namespace NotebookRunner.Commands;

internal static class NotebookFinder
{
    /// <summary>The folder <c>notebooks</c> of this folder or of one above it.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string FindFolder(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "notebooks") is var candidate && Directory.Exists(candidate)) return candidate;
        throw new DirectoryNotFoundException(
            $"no folder called notebooks in {start} or above it; name the notebooks or their folder: NotebookRunner lessons/01-first.dib");
    }

    /// <summary>
    /// A file is itself, a folder is its notebooks in ordinal order, without imported ones, the .ipynb of a .dib, and what editors and
    /// systems hide beside them.
    /// </summary>
    /// <exception cref="FileNotFoundException">An argument is neither a file nor a folder, or a folder has no notebook.</exception>
    public static IReadOnlyList<string> Find(IEnumerable<string> paths) =>
    [
        .. paths.SelectMany(path => File.Exists(path) ? [path]
            : Directory.Exists(path) ? InFolder(path)
            : throw new FileNotFoundException($"{path}: there is no such notebook or folder")).DistinctBy(Path.GetFullPath),
    ];

    private static List<string> InFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Where(file => Path.GetExtension(file) is ".dib"
                || (Path.GetExtension(file) is ".ipynb" && !File.Exists(Path.ChangeExtension(file, ".dib"))))
            .Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0) throw new FileNotFoundException($"{folder}: no notebooks (.dib or .ipynb) there");
        return WithoutImported(files);
    }

    /// <summary>The files that no other one brings in; of some that import each other, the first.</summary>
    private static List<string> WithoutImported(List<string> files)
    {
        var imports = files.ToDictionary(Path.GetFullPath, file => Imports(file).Except([Path.GetFullPath(file)]).ToList());
        var targets = imports.Values.SelectMany(paths => paths).ToHashSet();
        HashSet<string> imported = [], kept = [];
        foreach (string file in files.OrderBy(file => targets.Contains(Path.GetFullPath(file))))
        {
            if (imported.Contains(Path.GetFullPath(file))) continue;
            kept.Add(file);
            Take(Path.GetFullPath(file));
        }
        return [.. files.Where(kept.Contains)];

        void Take(string path)
        {
            if (imported.Add(path)) imports.GetValueOrDefault(path, []).ForEach(Take);
        }
    }

    private static IEnumerable<string> Imports(string file) =>
        ImportedFile.CodeLines(file).Select(line => ImportedFile.PathOf(line, Path.GetDirectoryName(Path.GetFullPath(file))))
            .OfType<string>();
}
