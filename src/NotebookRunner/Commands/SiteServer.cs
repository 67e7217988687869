using System.IO.Compression;
using System.Net;

namespace NotebookRunner.Commands;

/// <summary>Serves the files of a folder to browsers on this machine.</summary>
internal static class SiteServer
{
    private static readonly string[] texts = [".html", ".css", ".js"];

    /// <summary>Serves until it is disposed of.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static LocalServer Start(string folder, int port) =>
        new(port, (request, response) => AnswerAsync(request, response, folder));

    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static async Task RunAsync(string folder, int port, CancellationToken cancellation)
    {
        using var server = Start(folder, port);
        Console.WriteLine($"The course is at {server.Address}; Ctrl+C ends this.");
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default).ConfigureAwait(false);
    }

    private static async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response, string folder)
    {
        string asked = Uri.UnescapeDataString(request.Url!.AbsolutePath.TrimStart('/'));
        string path = Path.GetFullPath(Path.Combine(folder, asked.Length == 0 ? "index.html" : asked));
        if (!path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(path))
        {
            response.StatusCode = (int)HttpStatusCode.NotFound;
            return;
        }
        response.ContentType = Path.GetExtension(path) switch
        {
            ".html" => "text/html; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        };
        // The address of a shared file changes with its content.
        response.Headers["Cache-Control"] = request.QueryString["v"] is null ? "no-cache" : "public, max-age=31536000, immutable";
        byte[] content = await File.ReadAllBytesAsync(path).ConfigureAwait(false);
        // As GitHub Pages serves them: texts compressed, what is compressed already as it is.
        if (texts.Contains(Path.GetExtension(path))
            && request.Headers["Accept-Encoding"]?.Contains("gzip", StringComparison.Ordinal) == true)
        {
            response.Headers["Content-Encoding"] = "gzip";
            content = Compressed(content);
        }
        response.ContentLength64 = content.Length;
        await response.OutputStream.WriteAsync(content).ConfigureAwait(false);
    }

    private static byte[] Compressed(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest)) gzip.Write(content);
        return compressed.ToArray();
    }
}
