namespace NotebookRunner.Documents;

/// <summary>Notebooks on disk; the extension says the format: <c>.dib</c> or <c>.ipynb</c>.</summary>
public static class NotebookFile
{
    private const int Limit = 500_000_000;

    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="NotebookFormatException">
    /// The file does not exist, cannot be read, is not text, or is not a notebook of the format its extension names.
    /// </exception>
    public static Notebook Read(string path) => WithName(path, "read", isDib =>
    {
        using var reader = new StreamReader(new MemoryStream(GivenFile.Read(path, Limit)), utf8);
        string text = reader.ReadToEnd();
        return isDib ? DibFormat.Parse(text) : IpynbFormat.Parse(text);
    });

    /// <summary>
    /// Writes a notebook, all of it or nothing: a file that stood there stays whole until the new one is complete. The
    /// folder is created if need be; a file that already says the same is not touched.
    /// </summary>
    /// <exception cref="NotebookFormatException">
    /// The extension names no format, the format cannot hold the notebook, or the file cannot be written.
    /// </exception>
    public static void Write(Notebook notebook, string path) => WithName(path, "written", isDib =>
    {
        string text = isDib ? DibFormat.Format(notebook) : IpynbFormat.Format(notebook);
        if (!File.Exists(path) || File.ReadAllText(path) != text) AtomicFile.Write(path, text);
        return notebook;
    });

    /// <summary>Does something with a file; whatever goes wrong is told with its name.</summary>
    private static Notebook WithName(string path, string done, Func<bool, Notebook> action)
    {
        try
        {
            return action(Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".dib" => true,
                ".ipynb" => false,
                var other => throw new NotebookFormatException(
                    $"a notebook's name ends in .dib or .ipynb; this one {(other.Length == 0 ? "has no extension" : "ends in " + other)}"),
            });
        }
        catch (NotebookFormatException e)
        {
            throw e.In(path);
        }
        catch (Exception e) when (e is DecoderFallbackException or IOException or UnauthorizedAccessException)
        {
            string problem = e is DecoderFallbackException ? "not a notebook: it is not UTF-8 text"
                : done == "read" && e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file"
                : $"cannot be {done}: {(Directory.Exists(path) ? "it is a folder" : e.Message)}";
            throw new NotebookFormatException(problem, file: path, inner: e);
        }
    }
}
