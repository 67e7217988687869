using System.Diagnostics;
using System.Text;

namespace BrowserKernel;

/// <summary>A console whose text appears while the cell still runs, up to a limit.</summary>
/// <param name="show">Takes the text.</param>
internal sealed class CellConsole(Action<string> show) : TextWriter
{
    private const int Limit = 1_000_000;
    private const int Chunk = 32_768;
    private static readonly TimeSpan interval = TimeSpan.FromMilliseconds(50);

    private readonly StringBuilder waiting = new();
    private readonly Stopwatch sinceShown = Stopwatch.StartNew();
    private int left = Limit;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Begins the output of another cell.</summary>
    public void Begin() => left = Limit;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (left <= 0) return;
        waiting.Append(buffer[..Math.Min(left, buffer.Length)]);
        left -= Math.Min(left, buffer.Length);
        if (left == 0) waiting.Append("\n… this cell prints more than a million characters; the rest is not shown\n");
        if (left == 0 || waiting.Length >= Chunk || sinceShown.Elapsed >= interval) Flush();
    }

    public override void Flush()
    {
        if (waiting.Length == 0) return;
        show(waiting.ToString());
        waiting.Clear();
        sinceShown.Restart();
    }
}
