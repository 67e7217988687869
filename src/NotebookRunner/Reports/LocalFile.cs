using Microsoft.AspNetCore.StaticFiles;

namespace NotebookRunner.Reports;

/// <summary>The files that a page may take into itself: in the notebook's folder and below, of a size that it can bear.</summary>
internal static class LocalFile
{
    private const int Limit = 20_000_000;
    private const int LinkLimit = 40;

    private static readonly FileExtensionContentTypeProvider types = new();

    /// <param name="path">The path of the file from the notebook's folder.</param>
    /// <param name="problem">Why it is not in the page, if it is not.</param>
    /// <returns>The file as an address that holds it; null if there is a problem.</returns>
    public static string? DataUri(string folder, string path, out string problem)
    {
        problem = "not found";
        try
        {
            string full = Path.GetFullPath(path, folder);
            if (!IsBelow(full, folder)) problem = "not shown, since it is outside of the notebook's folder";
            else if (File.Exists(full)) return Asset.DataUri(Type(full), GivenFile.Read(full, Limit));
        }
        catch (Exception e) when (e is FileNotFoundException or ArgumentException or NotSupportedException)
        {
            // No name of a file at all, or none that leads to one.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"not shown: {e.Message}";
        }
        return null;
    }

    private static string Type(string path) => types.TryGetContentType(path, out string? type) ? type : "application/octet-stream";

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
