using System.Globalization;
using System.IO.Compression;
using System.Net;

namespace NotebookRunner.Commands;

/// <summary>Serves the files of a folder to browsers on this machine.</summary>
internal static class SiteServer
{
    private static readonly string[] texts = [".html", ".css", ".js"];

    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public static async Task RunAsync(string folder, int port, CancellationToken cancellation)
    {
        using var listener = new HttpListener();
        string address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/");
        listener.Prefixes.Add(address);
        listener.Start();
        using var end = cancellation.Register(listener.Stop);
        Console.WriteLine($"The course is at {address}; Ctrl+C ends this.");
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                var context = await listener.GetContextAsync().ConfigureAwait(false);
                _ = AnswerAsync(context, folder);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task AnswerAsync(HttpListenerContext context, string folder)
    {
        try
        {
            using var response = context.Response;
            string asked = context.Request.Url!.AbsolutePath.TrimStart('/');
            string path = Path.GetFullPath(Path.Combine(folder, asked.Length == 0 ? "index.html" : Uri.UnescapeDataString(asked)));
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
            response.Headers["Cache-Control"] = context.Request.QueryString["v"] is null
                ? "no-cache" : "public, max-age=31536000, immutable";
            await using var file = File.OpenRead(path);
            // As GitHub Pages serves them: texts compressed, what is compressed already as it is.
            if (texts.Contains(Path.GetExtension(path))
                && context.Request.Headers["Accept-Encoding"]?.Contains("gzip", StringComparison.Ordinal) == true)
            {
                response.Headers["Content-Encoding"] = "gzip";
                await using var gzip = new GZipStream(response.OutputStream, CompressionLevel.Fastest);
                await file.CopyToAsync(gzip).ConfigureAwait(false);
                return;
            }
            response.ContentLength64 = file.Length;
            await file.CopyToAsync(response.OutputStream).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The browser has gone.
        }
    }
}
