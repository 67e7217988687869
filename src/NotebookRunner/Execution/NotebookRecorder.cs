namespace NotebookRunner.Execution;

/// <summary>Builds the executed notebook from the events of its process.</summary>
internal sealed class NotebookRecorder
{
    private readonly Notebook notebook;
    private readonly Cell[] cells;
    private readonly Dictionary<int, List<CellOutput>> outputs = [];
    private readonly Dictionary<string, (int Cell, int Output)> displays = [];
    private readonly Dictionary<int, TimeSpan> times = [];
    private readonly StringBuilder text = new();
    private string? stream;
    private int executed;

    /// <summary>The cell that started last: what a task writes between two cells belongs to the one before.</summary>
    private int? last;

    /// <param name="first">The index of the first cell that will run.</param>
    /// <param name="before">The record of an earlier run, which has what the cells before that one showed.</param>
    public NotebookRecorder(Notebook notebook, int first = 0, NotebookRecorder? before = null)
    {
        this.notebook = notebook;
        cells = [.. notebook.Cells.Select((cell, i) =>
            cell with { Outputs = [], ExecutionCount = i < first ? before!.cells[i].ExecutionCount : null })];
        for (int i = 0; i < first; i++)
        {
            if (before!.times.TryGetValue(i, out var time)) times[i] = time;
            if (before.outputs.TryGetValue(i, out var shown)) outputs[i] = [.. shown];
            if (cells[i].IsCode) executed++;
        }
        foreach (var (id, place) in before?.displays ?? []) if (place.Cell < first) displays[id] = place;
    }

    /// <summary>The cell that runs now, by index; null between cells.</summary>
    public int? Running { get; private set; }

    public int? FailedCell { get; private set; }

    public string? StopReason { get; private set; }

    public bool IsFinished { get; private set; }

    public IReadOnlyDictionary<int, TimeSpan> Times => times;

    public Notebook Notebook
    {
        get
        {
            EndText();
            return notebook with
            {
                Cells = [.. cells.Select((cell, i) => outputs.TryGetValue(i, out var shown)
                    ? cell with { Outputs = [.. shown] }
                    : cell)]
            };
        }
    }

    public void Add(RunEvent message)
    {
        switch (message)
        {
            case CellStarted(var cell):
                EndText();
                Running = last = cell;
                cells[cell] = cells[cell] with { ExecutionCount = ++executed };
                outputs[cell] = [];
                break;
            case CellShowed(var output, var id):
                Show(output, id);
                break;
            case CellUpdated(var id, var data) when displays.TryGetValue(id, out var place):
                outputs[place.Cell][place.Output] = ((DisplayOutput)outputs[place.Cell][place.Output]) with { Data = data };
                break;
            case CellFinished(var cell, var seconds, var succeeded):
                EndText();
                times[cell] = TimeSpan.FromSeconds(seconds);
                Running = null;
                if (!succeeded) FailedCell = cell;
                break;
            case NotebookStopped(var reason):
                StopReason = reason;
                break;
            case NotebookFinished:
                IsFinished = true;
                break;
        }
    }

    /// <summary>The running cell ended with its process.</summary>
    public void Fail(ErrorOutput error, TimeSpan elapsed)
    {
        if (Running is not { } cell) return;
        EndText();
        outputs[cell].Add(error);
        times[cell] = elapsed;
        FailedCell = cell;
        Running = null;
    }

    private void Show(CellOutput output, string? id)
    {
        if (last is not { } cell) return;
        if (output is StreamOutput(var name, var written))
        {
            if (stream != name) EndText();
            stream = name;
            text.Append(written);
            return;
        }
        EndText();
        if (id is not null) displays[id] = (cell, outputs[cell].Count);
        outputs[cell].Add(output);
    }

    /// <summary>Text comes in many pieces and is one output as long as nothing else comes.</summary>
    private void EndText()
    {
        if (stream is not null && last is { } cell) outputs[cell].Add(new StreamOutput(stream, text.ToString()));
        stream = null;
        text.Clear();
    }
}
