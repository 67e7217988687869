namespace NotebookRunner.Twins;

/// <summary><c>NN-name.ipynb</c> beside <c>NN-name.dib</c>: the same cells with their outputs, for viewers that run nothing.</summary>
public static class Twin
{
    public static string PathOf(string dibPath) => Path.ChangeExtension(dibPath, ".ipynb");

    /// <summary>Writes the twin of an executed notebook, with still images; one that says the same already is not touched.</summary>
    /// <param name="executed">The notebook that was read from <paramref name="dibPath"/>, with its outputs.</param>
    /// <param name="cancellation">Stops the drawing; nothing is written then.</param>
    /// <exception cref="NotebookFormatException">The file cannot be written.</exception>
    public static async Task WriteAsync(Notebook executed, string dibPath, CancellationToken cancellation)
    {
        string path = PathOf(dibPath);
        var drawn = await StaticImages.AddAsync(executed, Previous(path), Chromium.Find(), cancellation);
        NotebookFile.Write(drawn, path);
    }

    /// <summary>How the cells of a twin, without outputs, differ from those of its source, one sentence a difference.</summary>
    /// <exception cref="NotebookFormatException">The source or the twin cannot be read.</exception>
    public static IReadOnlyList<string> Differences(string dibPath)
    {
        string path = PathOf(dibPath);
        return !File.Exists(path) ? [$"{path} is missing"]
            : [.. Differences(NotebookFile.Read(dibPath), NotebookFile.Read(path)).Select(difference => $"{path}: {difference}")];
    }

    /// <summary>As <see cref="Differences(string)"/>, for two notebooks in memory.</summary>
    public static IEnumerable<string> Differences(Notebook source, Notebook twin)
    {
        if (source.DefaultLanguage != twin.DefaultLanguage)
            yield return $"the default language is {twin.DefaultLanguage}, in the source {source.DefaultLanguage}";
        if (source.Cells.Count != twin.Cells.Count) yield return $"it has {twin.Cells.Count} cells, the source {source.Cells.Count}";
        foreach (var (i, (expected, actual)) in source.Cells.Zip(twin.Cells).Index())
        {
            if (expected.Language != actual.Language)
                yield return $"cell {i + 1} is {actual.Language}, in the source {expected.Language}";
            else if (expected.Source != actual.Source) yield return $"cell {i + 1} has another text than in the source";
        }
    }

    private static Notebook? Previous(string path)
    {
        try
        {
            return File.Exists(path) ? NotebookFile.Read(path) : null;
        }
        catch (NotebookFormatException)
        {
            // A twin that cannot be read is written anew.
            return null;
        }
    }
}
