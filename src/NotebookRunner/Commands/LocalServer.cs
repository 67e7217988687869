using System.Net;

namespace NotebookRunner.Commands;

/// <summary>Answers browsers on this machine, until it is disposed of.</summary>
internal sealed class LocalServer : IDisposable
{
    private readonly HttpListener listener = new();

    /// <exception cref="HttpListenerException">The port is taken.</exception>
    public LocalServer(int port, Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        Address = Invariant($"http://localhost:{port}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        _ = ServeAsync(answer);
    }

    public string Address { get; }

    public void Dispose() => listener.Close();

    private async Task ServeAsync(Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.GetContextAsync().ConfigureAwait(false), answer);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            // Closed.
        }
    }

    private static async Task AnswerAsync(HttpListenerContext context, Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        try
        {
            using var response = context.Response;
            await answer(context.Request, response).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The browser has gone.
        }
    }
}
