namespace NotebookRunner.Reports;

/// <summary>The files under <c>Assets</c>, which the program carries in itself.</summary>
internal static partial class Asset
{
    /// <summary>A text file, by its path under <c>Assets</c>.</summary>
    public static string Text(string path) => Encoding.UTF8.GetString(Bytes(path));

    /// <summary>A style sheet whose fonts are in it as data URIs, so that it needs no other file.</summary>
    public static string StyleSheet(string path)
    {
        string folder = path[..(path.LastIndexOf('/') + 1)];
        string css = OtherFontFormats().Replace(Text(path), "");
        return FontUrl().Replace(css, match => $"url({DataUri("font/woff2", Bytes(folder + match.Groups[1].Value))})");
    }

    /// <summary>Content as a URI that holds it.</summary>
    public static string DataUri(string mimeType, byte[] content) => $"data:{mimeType};base64,{Convert.ToBase64String(content)}";

    /// <summary>A file, by its path under <c>Assets</c>.</summary>
    public static byte[] Bytes(string path)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(path)
            ?? throw new ArgumentException($"there is no asset {path}", nameof(path));
        return new BinaryReader(stream).ReadBytes((int)stream.Length);
    }

    [GeneratedRegex(@",url\([^)]+\) format\(""(woff|truetype)""\)")]
    private static partial Regex OtherFontFormats();

    [GeneratedRegex(@"url\(([^):]+\.woff2)\)")]
    internal static partial Regex FontUrl();
}
