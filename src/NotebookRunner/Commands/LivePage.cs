using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace NotebookRunner.Commands;

/// <summary>One page for a browser on this machine, which reloads itself whenever there is a new one.</summary>
internal sealed class LivePage
{
    private static readonly string reload = $"<script>{Asset.Text("watch.js")}</script>";

    private volatile Page current =
        new(0, "<!DOCTYPE html><meta charset=\"utf-8\"><title>Notebook</title><p>The notebook is running …</p>");

    public void Show(string html)
    {
        var last = current;
        current = new(last.Version + 1, html);
        last.Replaced.SetResult();
    }

    /// <exception cref="IOException">The port cannot be used.</exception>
    public Task<WebApplication> ServeAsync(int port) => LocalServer.StartAsync(port, server => server.Run(AnswerAsync));

    private async Task AnswerAsync(HttpContext context)
    {
        var page = current;
        string version = page.Version.ToString(CultureInfo.InvariantCulture);
        if (context.Request.Path == "/next")
        {
            if (context.Request.Query["after"] == version) await page.Replaced.Task.WaitAsync(context.RequestAborted);
            return;
        }
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(page.Html + reload.Replace("VERSION", version));
    }

    private sealed record Page(int Version, string Html)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
