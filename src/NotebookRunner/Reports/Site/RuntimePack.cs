using System.IO.Compression;

namespace NotebookRunner.Reports.Site;

/// <summary>The program that runs cells in a page, as one compressed file; <c>worker.js</c> unpacks it.</summary>
internal static class RuntimePack
{
    private static readonly string[] types = [".dll", ".wasm", ".js"];

    /// <param name="framework">The folder <c>_framework</c>.</param>
    public static byte[] Of(string framework)
    {
        FileInfo[] files = [.. new DirectoryInfo(framework).EnumerateFiles()
            .Where(file => types.Contains(file.Extension)).OrderBy(file => file.Name, StringComparer.Ordinal)];
        byte[] index = JsonSerializer.SerializeToUtf8Bytes(files.Select(file => new object[] { file.Name, file.Length }));
        using var pack = new MemoryStream();
        using (var gzip = new GZipStream(pack, CompressionLevel.SmallestSize))
        {
            gzip.Write(BitConverter.GetBytes(index.Length));
            gzip.Write(index);
            foreach (var file in files) gzip.Write(File.ReadAllBytes(file.FullName));
        }
        return pack.ToArray();
    }

    /// <summary>A text, compressed, in a form that may stand in an element.</summary>
    public static string Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.SmallestSize)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return Convert.ToBase64String(bytes.ToArray());
    }
}
