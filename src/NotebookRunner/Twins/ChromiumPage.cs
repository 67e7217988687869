using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace NotebookRunner.Twins;

/// <summary>One page of a browser, driven through the Chrome DevTools Protocol.</summary>
/// <remarks>Source: the protocol's own reference, chromedevtools.github.io/devtools-protocol.</remarks>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private readonly ClientWebSocket socket;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> waiting = new();
    private readonly ConcurrentQueue<(string Method, JsonElement Parameters)> events = new();
    private readonly Task receiving;
    private int lastId;

    private ChromiumPage(ClientWebSocket socket)
    {
        this.socket = socket;
        receiving = ReceiveAsync();
    }

    /// <summary>What the page reported so far, of the domains that were enabled: console messages, requests, and so on.</summary>
    public IReadOnlyCollection<(string Method, JsonElement Parameters)> Events => events;

    /// <summary>Connects to the first page of the browser that listens on a port; null if it has none yet.</summary>
    public static async Task<ChromiumPage?> TryConnectAsync(int port, CancellationToken cancellation)
    {
        using var http = new HttpClient();
        try
        {
            var targets = await http.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/json/list", cancellation).ConfigureAwait(false);
            var page = targets.EnumerateArray().FirstOrDefault(target => target.GetProperty("type").GetString() == "page");
            if (page.ValueKind == JsonValueKind.Undefined)
            {
                return null;
            }

            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), cancellation).ConfigureAwait(false);
            return new ChromiumPage(socket);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Calls a method of the protocol and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">The browser refused the call, or is gone.</exception>
    public async Task<JsonElement> CallAsync(string method, object? parameters = null, CancellationToken cancellation = default)
    {
        int id = Interlocked.Increment(ref lastId);
        var result = waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (receiving.IsCompleted)
        {
            throw new InvalidOperationException("the browser is gone");
        }

        byte[] message = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters ?? new { } });
        await socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, cancellation).ConfigureAwait(false);
        return await result.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Evaluates a JavaScript expression in the page and waits for its value, also where that is a promise.</summary>
    /// <exception cref="InvalidOperationException">The expression threw.</exception>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellation = default)
    {
        var answer = await CallAsync(
            "Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, cancellation).ConfigureAwait(false);
        if (answer.TryGetProperty("exceptionDetails", out var details))
        {
            var exception = details.TryGetProperty("exception", out var thrown) && thrown.TryGetProperty("description", out var text) ? text : details.GetProperty("text");
            throw new InvalidOperationException($"a script in the browser failed: {exception}");
        }

        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        await receiving.ConfigureAwait(false);
        socket.Dispose();
    }

    private async Task ReceiveAsync()
    {
        try
        {
            byte[] buffer = new byte[1 << 16];
            using var message = new MemoryStream();
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                message.Write(buffer, 0, part.Count);
                if (part.EndOfMessage)
                {
                    Dispatch(JsonSerializer.Deserialize<JsonElement>(message.GetBuffer().AsSpan(0, (int)message.Length)));
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser ended, or the page was disposed of; either way nobody is answered any more.
        }

        foreach (var result in waiting.Values)
        {
            result.TrySetException(new InvalidOperationException("the browser is gone"));
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (!message.TryGetProperty("id", out var id))
        {
            events.Enqueue((message.GetProperty("method").GetString()!, message.GetProperty("params")));
        }
        else if (waiting.TryRemove(id.GetInt32(), out var result))
        {
            if (message.TryGetProperty("error", out var error))
            {
                result.TrySetException(new InvalidOperationException($"the browser refused: {error}"));
            }
            else
            {
                result.TrySetResult(message.GetProperty("result"));
            }
        }
    }
}
