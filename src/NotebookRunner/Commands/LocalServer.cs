using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;

namespace NotebookRunner.Commands;

/// <summary>Answers browsers on this machine.</summary>
internal static class LocalServer
{
    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="answer">Says what the server does with a request.</param>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static async Task<WebApplication> StartAsync(int port, Action<WebApplication> answer)
    {
        // Without a server's usual settings from files and the environment, and without its log.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddResponseCompression().AddHostFiltering(filter => filter.AllowedHosts = ["localhost"]);
        var server = builder.Build();
        server.UseHostFiltering().UseResponseCompression();
        answer(server);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await server.DisposeAsync();
            throw new IOException($"port {port} of this machine cannot be used: {e.Message}; --port 0 takes one that is free", e);
        }
    }

    /// <summary>Serves the files of a folder.</summary>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public static Task<WebApplication> StartAsync(string folder, int port) => StartAsync(port, server =>
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

    public static string Address(this WebApplication server) => $"http://localhost:{new Uri(server.Urls.Single()).Port}/";
}
