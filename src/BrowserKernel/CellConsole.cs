using System.Text;

namespace BrowserKernel;

/// <summary>A console whose text appears while the cell still runs, up to a limit.</summary>
/// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="queue">Takes the text.</param>
internal sealed class CellConsole(string stream, OutputQueue queue) : TextWriter
{
    private const int Limit = 1_000_000;

    private int left = Limit;
    private char? half;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Begins the output of another cell.</summary>
    public void Begin() => left = Limit;

    public override void Write(char value) => Write([value]);

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (left <= 0 || buffer.IsEmpty) return;
        // A page shows no half of a character, so the first half of a pair waits for the other.
        if (half is { } first)
        {
            half = null;
            Write([first, .. buffer]);
            return;
        }

        if (buffer.Length < left && char.IsHighSurrogate(buffer[^1]))
        {
            half = buffer[^1];
            buffer = buffer[..^1];
            if (buffer.IsEmpty) return;
        }

        var text = buffer[..Math.Min(left, buffer.Length)];
        left -= text.Length;
        queue.Write(stream, text);
        if (left == 0) queue.Write(stream, "\n… this cell prints more than a million characters; the rest is not shown\n");
    }
}
