using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NotebookRunner.Execution;

/// <summary>
/// Carries <see cref="RunEvent"/>s from the process of a notebook to the runner over standard output.
/// A line that is an event ends with a token and JSON; anything else was written past the console by native code.
/// </summary>
internal sealed class EventChannel(Stream stream, string token) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter writer = new(stream, new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };

    /// <summary>Sends one event; returns when it has left the process, so that a crash cannot take it back.</summary>
    public void Send(RunEvent message) => writer.WriteLine(token + JsonSerializer.Serialize(message, Json));

    public void Dispose() => writer.Dispose();

    /// <summary>Splits a line into what was written past the console and the event, either of which may be missing.</summary>
    public static (string Text, RunEvent? Event) Parse(string line, string token)
    {
        int at = line.IndexOf(token, StringComparison.Ordinal);
        return at < 0
            ? (line + "\n", null)
            : (line[..at], JsonSerializer.Deserialize<RunEvent>(line[(at + token.Length)..], Json));
    }
}
