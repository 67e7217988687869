namespace NotebookRunner.Execution;

/// <summary>Carries <see cref="RunEvent"/>s to the runner, one JSON line each, on a pipe on which nothing else is written.</summary>
internal sealed class EventChannel(Stream stream) : IDisposable
{
    // Cells begin and end on one thread, and what they left running writes on others.
    private readonly TextWriter writer =
        TextWriter.Synchronized(new StreamWriter(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" });

    /// <summary>Sends one event; returns when it has left the process, so that a crash cannot take it back.</summary>
    public void Send(RunEvent message) => writer.WriteLine(JsonSerializer.Serialize(message, WorkerJson.Default.RunEvent));

    /// <summary>Reads the events until the other end is closed.</summary>
    public static IEnumerable<RunEvent> Read(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            RunEvent? message;
            try
            {
                message = JsonSerializer.Deserialize(line, WorkerJson.Default.RunEvent);
            }
            catch (JsonException)
            {
                // The process was ended in the middle of a line.
                yield break;
            }
            if (message is not null) yield return message;
        }
    }

    public void Dispose() => writer.Dispose();
}
