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
    public static Notebook Read(string path) =>
        Told(path, isDib => isDib ? DibFormat.Parse(ReadText(path)) : IpynbFormat.Parse(ReadText(path)), "cannot be read");

    /// <summary>
    /// Writes a notebook, all of it or nothing: a file that stood there stays whole until the new one is complete. The
    /// folder is created if need be; a file that already says the same is not touched.
    /// </summary>
    /// <exception cref="NotebookFormatException">
    /// The extension names no format, the format cannot hold the notebook, or the file cannot be written.
    /// </exception>
    public static void Write(Notebook notebook, string path) =>
        Told(path, isDib => AtomicFile.WriteIfChanged(path, isDib ? DibFormat.Format(notebook) : IpynbFormat.Format(notebook)),
            "cannot be written");

    /// <summary>Does something with a file; tells whatever goes wrong with its name.</summary>
    private static T Told<T>(string path, Func<bool, T> action, string problem)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
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
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookFormatException("there is no such file", file: path, inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            string reason = Directory.Exists(path) ? "it is a folder" : e.Message;
            throw new NotebookFormatException($"{problem}: {reason}", file: path, inner: e);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new NotebookFormatException("not a notebook: it is not UTF-8 text", inner: e);
        }
    }
}
