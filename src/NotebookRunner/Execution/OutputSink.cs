namespace NotebookRunner.Execution;

/// <summary>Where everything a cell shows goes, in order and within bounds; what is cut is said in its place.</summary>
internal sealed class OutputSink(Action<RunEvent> send)
{
    /// <summary>Console text kept of one cell, in characters.</summary>
    public const int TextLimit = 1_000_000;

    /// <summary>Size of one display that is kept, in characters over all its representations; plotly.js inline has 4.5 million.</summary>
    public const int DisplayLimit = 20_000_000;

    /// <summary>Size of all displays that are kept of one cell, in characters.</summary>
    public const int CellLimit = 50_000_000;

    /// <summary>Size of an error's message and of a line that leads to it.</summary>
    private const int MessageLimit = 100_000, LineLimit = 1000;

    /// <summary>What an output costs beside its text, so that a million empty ones come to an end too.</summary>
    private const int Overhead = 500;

    private readonly Lock gate = new();
    private long text;
    private long displayed;

    /// <summary>Starts the account of a new cell.</summary>
    public void Begin()
    {
        lock (gate) text = displayed = 0;
    }

    /// <summary>Ends the account of a cell: says how much console text was not kept.</summary>
    public void End()
    {
        lock (gate)
        {
            long cut = text - TextLimit;
            string notice = Invariant($"\n[{cut} more characters were written and are not kept: a cell may write {TextLimit}]\n");
            if (cut > 0) send(new CellShowed(new StreamOutput("stderr", notice)));
            text = 0;
        }
    }

    public void Write(string stream, string written)
    {
        lock (gate)
        {
            int room = (int)Math.Clamp(TextLimit - text, 0, written.Length);
            text += written.Length;
            if (room > 0) send(new CellShowed(new StreamOutput(stream, written[..room])));
        }
    }

    /// <summary>Shows a value; by its id the display can be replaced.</summary>
    public void Show(IReadOnlyDictionary<string, string> data, string? id = null, bool isResult = false) =>
        Send(data, kept => new CellShowed(new DisplayOutput(kept, isResult), id));

    public void Update(string id, IReadOnlyDictionary<string, string> data) => Send(data, kept => new CellUpdated(id, kept));

    public void Fail(ErrorOutput error)
    {
        string[] traceback = [.. error.Traceback.Select(line => Cut(line, LineLimit))];
        lock (gate) send(new CellShowed(error with { Message = Cut(error.Message, MessageLimit), Traceback = traceback }));
    }

    /// <summary>Sends data, a notice instead of what is too large, or nothing after the notice that the cell has shown too much.</summary>
    private void Send(IReadOnlyDictionary<string, string> data, Func<IReadOnlyDictionary<string, string>, RunEvent> shown)
    {
        lock (gate)
        {
            if (displayed > CellLimit) return;
            long size = data.Sum(pair => (long)pair.Value.Length);
            string? problem = size > DisplayLimit
                ? Invariant($"an output of {size} characters is not kept: one output may have {DisplayLimit}")
                : (displayed += size + Overhead) <= CellLimit ? null
                : Invariant($"from here on, outputs of this cell are not kept: together they may have {CellLimit} characters");
            send(shown(problem is null ? data : Notice($"[{problem}]")));
        }
    }

    private static string Cut(string text, int limit) =>
        text.Length <= limit ? text : Invariant($"{text[..limit]}… [{text.Length - limit} more characters]");

    /// <summary>A display that tells the reader something instead of showing a value.</summary>
    public static Dictionary<string, string> Notice(string message) => new()
    {
        ["text/html"] = $"<p class=\"notice\">{System.Net.WebUtility.HtmlEncode(message)}</p>",
        ["text/plain"] = message,
    };
}
