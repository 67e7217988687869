using System.Text;

namespace NotebookRunner.Documents;

/// <summary>Notebooks on disk; the extension says the format: <c>.dib</c> or <c>.ipynb</c>.</summary>
public static class NotebookFile
{
    private static readonly UTF8Encoding utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="NotebookFormatException">
    /// The file does not exist, cannot be read, is not text, or is not a notebook of the format its extension names.
    /// </exception>
    public static Notebook Read(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Func<string, Notebook> parse = FormatOf(path) == ".dib" ? DibFormat.Parse : IpynbFormat.Parse;
        try
        {
            return parse(ReadText(path));
        }
        catch (NotebookFormatException e) when (e.File is null)
        {
            throw e.In(path);
        }
    }

    /// <summary>
    /// Writes a notebook, all of it or nothing: a file that stood there stays whole until the new one is complete. The
    /// folder is created if need be; a file that already says the same is not touched.
    /// </summary>
    /// <exception cref="NotebookFormatException">
    /// The extension names no format, the format cannot hold the notebook, or the file cannot be written.
    /// </exception>
    public static void Write(Notebook notebook, string path)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Func<Notebook, string> format = FormatOf(path) == ".dib" ? DibFormat.Format : IpynbFormat.Format;
        try
        {
            AtomicFile.WriteIfChanged(path, format(notebook));
        }
        catch (NotebookFormatException e)
        {
            throw e.In(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"cannot be written: {e.Message}", file: path, inner: e);
        }
    }

    private static string FormatOf(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".dib" => ".dib",
        ".ipynb" => ".ipynb",
        "" => throw new NotebookFormatException("a notebook's name ends in .dib or .ipynb; this one has no extension", file: path),
        var extension => throw new NotebookFormatException($"a notebook's name ends in .dib or .ipynb, not {extension}", file: path),
    };

    private static string ReadText(string path)
    {
        try
        {
            using var reader = new StreamReader(path, utf8);
            string text = reader.ReadToEnd();
            return text.Contains('\0', StringComparison.Ordinal)
                ? throw new NotebookFormatException("not a notebook: it holds zero bytes, so it is not text")
                : text;
        }
        catch (DecoderFallbackException e)
        {
            throw new NotebookFormatException("not a notebook: it is not UTF-8 text", inner: e);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookFormatException("there is no such file", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"cannot be read: {e.Message}", inner: e);
        }
    }
}
