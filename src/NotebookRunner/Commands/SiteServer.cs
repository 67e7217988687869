using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.FileProviders;

namespace NotebookRunner.Commands;

/// <summary>Serves the files of a folder to browsers on this machine.</summary>
internal static class SiteServer
{
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static Task<WebApplication> StartAsync(string folder, int port) => LocalServer.StartAsync(port, server =>
        server.UseFileServer(new FileServerOptions
        {
            FileProvider = new PhysicalFileProvider(Path.GetFullPath(folder)),
            StaticFileOptions =
            {
                ServeUnknownFileTypes = true,
                // The address of a shared file changes with its content.
                OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                    file.Context.Request.Query.ContainsKey("v") ? "public, max-age=31536000, immutable" : "no-cache",
            },
        }));

    /// <summary>Serves until it is cancelled.</summary>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static async Task RunAsync(string folder, int port, CancellationToken cancellation)
    {
        await using var server = await StartAsync(folder, port);
        Console.WriteLine($"The course is at {server.Address()}; Ctrl+C ends this.");
        await Task.Delay(Timeout.Infinite, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
    }
}
