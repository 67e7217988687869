using System.Globalization;
using System.Net;
using System.Text;

namespace NotebookRunner.Commands;

/// <summary>One page for a browser on this machine, which reloads itself whenever there is a new one.</summary>
internal sealed class LivePage : IDisposable
{
    /// <summary>Asks for the number of the next page; the answer comes when it is there.</summary>
    private const string Reload = """
        <script>(async () => {
          for (;;) {
            try { if ((await fetch("next?after=VERSION")).ok) return location.reload(); }
            catch { await new Promise(again => setTimeout(again, 1000)); }
          }
        })();</script>
        """;

    private readonly LocalServer server;
    private volatile Page current =
        new(0, "<!DOCTYPE html><meta charset=\"utf-8\"><title>Notebook</title><p>The notebook is running …</p>");

    /// <exception cref="IOException">The port cannot be used.</exception>
    public LivePage(int port) => server = new LocalServer(port, AnswerAsync);

    public string Address => server.Address;

    public void Show(string html)
    {
        var last = current;
        current = new(last.Version + 1, html);
        last.Replaced.SetResult();
    }

    public void Dispose() => server.Dispose();

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        var page = current;
        string version = page.Version.ToString(CultureInfo.InvariantCulture);
        if (request.Url?.AbsolutePath == "/next")
        {
            if (request.QueryString["after"] == version) await page.Replaced.Task.ConfigureAwait(false);
            return;
        }
        response.ContentType = "text/html; charset=utf-8";
        response.Headers["Cache-Control"] = "no-store";
        string html = page.Html + Reload.Replace("VERSION", version, StringComparison.Ordinal);
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(html)).ConfigureAwait(false);
    }

    private sealed record Page(int Version, string Html)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
