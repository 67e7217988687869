using System.Net;

namespace NotebookRunner.Commands;

/// <summary>Answers browsers on this machine, until it is disposed of.</summary>
internal sealed class LocalServer : IDisposable
{
    private const int Attempts = 100;

    private readonly HttpListener listener;

    /// <param name="port">The port; 0 for one that is free.</param>
    /// <param name="answer">Answers a request.</param>
    /// <exception cref="IOException">The port cannot be used.</exception>
    public LocalServer(int port, Func<HttpListenerRequest, HttpListenerResponse, Task> answer)
    {
        listener = Start(port);
        _ = ServeAsync(answer);
    }

    public string Address => listener.Prefixes.Single();

    public void Dispose() => listener.Close();

    private static HttpListener Start(int port)
    {
        for (int attempt = 1; ; attempt++)
        {
            var listener = new HttpListener();
            // There is no asking for a free port: only who listens knows that it has one.
            listener.Prefixes.Add(Invariant($"http://localhost:{(port > 0 ? port : Random.Shared.Next(49152, 65536))}/"));
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (port == 0 && attempt < Attempts)
            {
                // Taken: another one.
            }
            catch (HttpListenerException e)
            {
                throw new IOException($"port {port} of this machine cannot be used: {e.Message}; --port 0 takes one that is free", e);
            }
        }
    }

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
