namespace NotebookRunner.Reports.Site;

/// <summary>The folder of a static site: its pages, and in <c>assets</c> what they share, each file once.</summary>
internal sealed class SiteFolder(string folder)
{
    private readonly Dictionary<string, string> links = [];

    public void Write(string name, string html) => AtomicFile.Write(Path.Combine(folder, name), html);

    /// <summary>Writes one of the program's own assets; a style sheet with its fonts.</summary>
    /// <returns>Its address in a page, another one whenever the content is, so that a browser may keep it.</returns>
    public string Link(string asset)
    {
        if (links.TryGetValue(asset, out string? link)) return link;
        string text = Asset.Text(asset);
        foreach (Match font in Asset.FontUrl().Matches(text))
        {
            string path = Path.Combine(Path.GetDirectoryName(asset)!, font.Groups[1].Value).Replace('\\', '/');
            Link(path, Asset.Bytes(path));
        }
        return links[asset] = Link(asset, Encoding.UTF8.GetBytes(text));
    }

    public string Link(string path, byte[] content)
    {
        string file = Path.Combine(folder, "assets", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, content);
        return $"assets/{path}?v={Convert.ToHexStringLower(SHA256.HashData(content), 0, 4)}";
    }
}
