namespace NotebookRunner.Reports;

/// <summary>The images that a page may take into itself: in the notebook's folder and below, of a size that it can bear.</summary>
internal static class ImageFile
{
    private const int Limit = 20_000_000;
    private const int LinkLimit = 40;

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
            else if (File.Exists(full)) (content, problem) = (GivenFile.Read(full, Limit), "");
        }
        catch (Exception e) when (e is FileNotFoundException or ArgumentException or NotSupportedException)
        {
            // No name of a file at all, or none that leads to one.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"not shown: {e.Message}";
        }
        return problem.Length == 0;
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

    /// <summary>Whether a file is in a folder, after the links on the way to both are followed.</summary>
    private static bool IsBelow(string path, string folder) => WithoutLinks(path).StartsWith(
        Path.TrimEndingDirectorySeparator(WithoutLinks(Path.GetFullPath(folder))) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string WithoutLinks(string path, int followed = 0)
    {
        if (followed > LinkLimit) throw new FileNotFoundException("links that lead to each other");
        if (Path.GetDirectoryName(path) is not { } folder) return path;
        string parent = WithoutLinks(folder, followed);
        var here = new FileInfo(Path.Combine(parent, Path.GetFileName(path)));
        return here.LinkTarget is { } target ? WithoutLinks(Path.GetFullPath(target, parent), followed + 1) : here.FullName;
    }
}
