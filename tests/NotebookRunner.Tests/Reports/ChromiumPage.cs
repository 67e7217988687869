using System.Collections.Concurrent;
using System.Text.Json;
using PuppeteerSharp;

namespace NotebookRunner.Tests.Reports;

/// <summary>One page of a browser, driven by the methods of the Chrome DevTools Protocol.</summary>
/// <remarks>Source: the protocol's own reference, chromedevtools.github.io/devtools-protocol.</remarks>
internal sealed class ChromiumPage : IAsyncDisposable
{
    private readonly IPage page;
    private readonly ConcurrentQueue<(string Method, JsonElement Parameters)> events = new();

    public ChromiumPage(IPage page)
    {
        this.page = page;
        page.Client.MessageReceived += (_, message) => events.Enqueue((message.MessageID, message.MessageData));
    }

    /// <summary>What the page reported so far: console messages, requests, and so on.</summary>
    public IReadOnlyCollection<(string Method, JsonElement Parameters)> Events => events;

    /// <summary>Opens an address; returns when the page is loaded.</summary>
    /// <exception cref="InvalidOperationException">It cannot be opened.</exception>
    public async Task OpenAsync(string address, CancellationToken cancellation)
    {
        try
        {
            await page.GoToAsync(address, WaitUntilNavigation.Load).WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch (PuppeteerException e)
        {
            throw new InvalidOperationException($"{address} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Calls a method of the protocol and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">The browser refused the call, or is gone.</exception>
    public async Task<JsonElement> CallAsync(string method, object? parameters = null, CancellationToken cancellation = default)
    {
        try
        {
            return await page.Client.SendAsync(method, parameters).WaitAsync(cancellation).ConfigureAwait(false) ?? default;
        }
        catch (PuppeteerException e)
        {
            throw new InvalidOperationException($"the browser refused: {e.Message}", e);
        }
    }

    /// <summary>Evaluates a JavaScript expression in the page and waits for its value, also where that is a promise.</summary>
    /// <exception cref="InvalidOperationException">The expression threw.</exception>
    public async Task<JsonElement> EvaluateAsync(string expression, CancellationToken cancellation = default)
    {
        var answer = await CallAsync(
            "Runtime.evaluate", new { expression, awaitPromise = true, returnByValue = true }, cancellation).ConfigureAwait(false);
        if (answer.TryGetProperty("exceptionDetails", out var details))
        {
            var exception = details.TryGetProperty("exception", out var thrown) && thrown.TryGetProperty("description", out var text)
                ? text
                : details.GetProperty("text");
            throw new InvalidOperationException($"a script in the browser failed: {exception}");
        }

        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    public ValueTask DisposeAsync() => page.DisposeAsync();
}
