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

    private readonly HttpListener listener = new();
    private readonly Lock gate = new();
    private string html = "<!DOCTYPE html><meta charset=\"utf-8\"><title>Notebook</title><p>The notebook is running …</p>";
    private int version;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public LivePage(int port)
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync();
    }

    public string Address { get; }

    public void Show(string page)
    {
        TaskCompletionSource last;
        lock (gate)
        {
            (html, last) = (page, changed);
            version++;
            changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        last.SetResult();
    }

    public void Dispose() => listener.Close();

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync().ConfigureAwait(false);
                _ = AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            using var response = context.Response;
            if (context.Request.Url?.AbsolutePath == "/next")
            {
                await NextAsync(context.Request.QueryString["after"]).ConfigureAwait(false);
                return;
            }
            response.ContentType = "text/html; charset=utf-8";
            response.Headers["Cache-Control"] = "no-store";
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Current())).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The browser has gone.
        }
    }

    private Task NextAsync(string? after)
    {
        lock (gate) return after == version.ToString(CultureInfo.InvariantCulture) ? changed.Task : Task.CompletedTask;
    }

    private string Current()
    {
        lock (gate) return html + Reload.Replace("VERSION", version.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
