using System.Diagnostics;
using System.Text;

namespace BrowserKernel;

/// <summary>
/// What cells show, on its way to the page: at once as long as it is little, else what gathers within <see cref="interval"/> together,
/// so that a loop that shows without end leaves the page time to answer.
/// </summary>
/// <param name="show">Takes an output; see <see cref="Worker.Output"/>.</param>
internal sealed class OutputQueue(Action<string, string, string> show)
{
    /// <summary>So many go at once before they have to wait for each other.</summary>
    private const int Burst = 40;

    private const int LongestText = 32_768;
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(50);

    private readonly List<Waiting> waiting = [];
    private readonly Stopwatch clock = Stopwatch.StartNew();
    private double free = Burst;
    private TimeSpan counted;
    private bool isTimed;

    /// <summary>Adds to a stream.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text.</param>
    public void Write(string stream, ReadOnlySpan<char> text)
    {
        if (waiting is not [.., { Text: not null } last] || last.MimeType != stream)
            waiting.Add(last = new Waiting("", stream) { Text = new StringBuilder() });
        last.Text.Append(text);
        if (last.Text.Length >= LongestText) Flush();
        else FlushInTurn();
    }

    /// <summary>Shows a value; what still waits of the same display is not shown any more.</summary>
    /// <param name="id">The name of the display; empty for anything that is shown once.</param>
    /// <param name="mimeType">The MIME type.</param>
    /// <param name="content">The content.</param>
    public void Show(string id, string mimeType, string content)
    {
        var next = new Waiting(id, mimeType) { Content = content };
        int same = id.Length == 0 ? -1 : waiting.FindIndex(other => other.Id == id);
        if (same < 0) waiting.Add(next);
        else waiting[same] = next;
        FlushInTurn();
    }

    /// <summary>Hands over all that waits.</summary>
    public void Flush()
    {
        foreach (var one in waiting) show(one.Id, one.MimeType, one.Content ?? one.Text!.ToString());
        waiting.Clear();
    }

    private void FlushInTurn()
    {
        var now = clock.Elapsed;
        free = Math.Min(Burst, free + ((now - counted) / interval));
        counted = now;
        if (free >= 1)
        {
            free--;
            Flush();
        }
        else if (!isTimed)
        {
            _ = FlushLaterAsync();
        }
    }

    /// <summary>For a cell that shows nothing more for a while, and waits.</summary>
    private async Task FlushLaterAsync()
    {
        isTimed = true;
        await Task.Delay(interval).ConfigureAwait(false);
        isTimed = false;
        Flush();
    }

    private sealed record Waiting(string Id, string MimeType)
    {
        public StringBuilder? Text { get; init; }

        public string? Content { get; init; }
    }
}
