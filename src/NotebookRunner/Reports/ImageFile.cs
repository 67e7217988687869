namespace NotebookRunner.Reports;

/// <summary>
/// The images that a page may take into itself: files in the notebook's folder and below, of a size that a page can bear.
/// </summary>
internal static class ImageFile
{
    private const int Limit = 20_000_000;

    /// <summary>Reads an image.</summary>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="path">The path of the image from there.</param>
    /// <param name="content">Its content.</param>
    /// <param name="problem">Why it is not shown, if it is not.</param>
    public static bool TryRead(string folder, string path, out byte[] content, out string problem)
    {
        (content, problem) = ([], "image not found");
        try
        {
            string full = Path.GetFullPath(path, folder);
            if (!IsBelow(full, folder)) problem = "not shown, since it is outside of the notebook's folder";
            else if (File.Exists(full)) problem = Read(full, out content);
            return problem.Length == 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }

    public static string Type(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".svg" => "image/svg+xml",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".avif" => "image/avif",
        _ => "image/png",
    };

    /// <summary>Whether a file is in a folder, also after links are followed.</summary>
    private static bool IsBelow(string path, string folder)
    {
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)) + Path.DirectorySeparatorChar;
        string target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        return path.StartsWith(root, StringComparison.Ordinal) && target.StartsWith(root, StringComparison.Ordinal);
    }

    /// <summary>Reads a file that may have no end, such as a device; gives what is wrong, or nothing.</summary>
    private static string Read(string path, out byte[] content)
    {
        byte[] buffer = new byte[Limit + 1];
        using var file = File.OpenRead(path);
        int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        content = length > Limit ? [] : buffer[..length];
        return length > Limit ? "not shown, since it is larger than 20 MB" : "";
    }
}
