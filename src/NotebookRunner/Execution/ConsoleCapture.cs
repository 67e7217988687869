namespace NotebookRunner.Execution;

/// <summary>Hands console text on line by line, or after a moment, so that a crash loses none and no character costs a message.</summary>
internal sealed class ConsoleCapture : TextWriter
{
    private const int Pending = 4096;

    /// <summary>So many lines of a cell go out one by one; whoever writes more can wait a moment for them.</summary>
    private const int Lines = 500;

    private readonly OutputSink sink;
    private readonly string stream;
    private readonly StringBuilder text = new();
    private readonly Timer timer;
    private int lines;

    public ConsoleCapture(OutputSink sink, string stream)
    {
        this.sink = sink;
        this.stream = stream;
        timer = new Timer(_ => Flush());
        NewLine = "\n";
    }

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>A new cell begins.</summary>
    public void Begin() => lines = 0;

    public override void Write(char value) => Write([value]);

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Write(ReadOnlySpan<char> buffer)
    {
        lock (text)
        {
            text.Append(buffer);
            if ((buffer.Contains('\n') && ++lines <= Lines) || text.Length >= Pending) Flush();
            else timer.Change(50, Timeout.Infinite);
        }
    }

    public override void Flush()
    {
        lock (text)
        {
            if (text.Length == 0) return;
            sink.Write(stream, text.ToString());
            text.Clear();
        }
    }
}
