using System.Text;

namespace NotebookRunner.Execution;

/// <summary>
/// A console stream that hands its text to the cell's output line by line, or after a moment where no line ends,
/// so that what was written before a crash is kept without a message per character.
/// </summary>
internal sealed class ConsoleCapture : TextWriter
{
    private const int Pending = 4096;

    /// <summary>So many lines of a cell go out one by one; whoever writes more can wait a moment for them.</summary>
    private const int Lines = 500;

    private int lines;
    private readonly OutputSink sink;
    private readonly string stream;
    private readonly StringBuilder buffer = new();
    private readonly Timer timer;

    public ConsoleCapture(OutputSink sink, string stream)
    {
        this.sink = sink;
        this.stream = stream;
        timer = new Timer(_ => Flush());
        NewLine = "\n";
    }

    /// <summary>A new cell begins.</summary>
    public void Begin() => lines = 0;

    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value)
    {
        lock (buffer)
        {
            buffer.Append(value);
            FlushOrWait(value == '\n');
        }
    }

    public override void Write(string? value)
    {
        if (value is null) return;
        lock (buffer)
        {
            buffer.Append(value);
            FlushOrWait(value.Contains('\n'));
        }
    }

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(new string(buffer));

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Flush()
    {
        lock (buffer)
        {
            if (buffer.Length == 0) return;
            sink.Write(stream, buffer.ToString());
            buffer.Clear();
        }
    }

    private void FlushOrWait(bool lineEnded)
    {
        if ((lineEnded && ++lines <= Lines) || buffer.Length >= Pending) Flush();
        else timer.Change(50, Timeout.Infinite);
    }

    protected override void Dispose(bool disposing)
    {
        Flush();
        timer.Dispose();
        base.Dispose(disposing);
    }
}
