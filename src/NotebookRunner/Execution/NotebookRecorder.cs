namespace NotebookRunner.Execution;

/// <summary>Builds the executed notebook from the events of its process.</summary>
internal sealed class NotebookRecorder
{
    private readonly Notebook notebook;
    private readonly Cell[] cells;
    private readonly List<CellOutput>[] outputs;
    private readonly Dictionary<string, (int Cell, int Output)> displays;
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
        cells = [.. notebook.Cells.Select((cell, i) => i < first
            ? cell with { ExecutionCount = before!.cells[i].ExecutionCount, Time = before.cells[i].Time }
            : cell with { ExecutionCount = null })];
        outputs = [.. cells.Select((_, i) => i < first ? new List<CellOutput>(before!.outputs[i]) : [])];
        displays = before?.displays.Where(display => display.Value.Cell < first).ToDictionary() ?? [];
        executed = cells.Take(first).Count(cell => cell.IsCode);
    }

    /// <summary>The cell that runs now, by index; null between cells.</summary>
    public int? Running { get; private set; }

    public int? FailedCell { get; private set; }

    public string? StopReason { get; private set; }

    public bool IsFinished { get; private set; }

    /// <summary>Whether a call of its own ends the process.</summary>
    public bool Exits { get; private set; }

    public Notebook Notebook
    {
        get
        {
            EndText();
            return notebook with { Cells = [.. cells.Zip(outputs, (cell, shown) => cell with { Outputs = [.. shown] })] };
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
                break;
            case CellShowed(StreamOutput(var name, var written), _) when last is not null:
                if (stream != name) EndText();
                stream = name;
                text.Append(written);
                break;
            case CellShowed(var output, var id) when last is { } cell:
                EndText();
                if (id is not null) displays[id] = (cell, outputs[cell].Count);
                outputs[cell].Add(output);
                break;
            case CellUpdated(var id, var data) when displays.TryGetValue(id, out var place):
                outputs[place.Cell][place.Output] = ((DisplayOutput)outputs[place.Cell][place.Output]) with { Data = data };
                break;
            case CellFinished(var cell, var seconds, var succeeded):
                End(cell, TimeSpan.FromSeconds(seconds), succeeded);
                break;
            case NotebookStopped(var reason):
                StopReason = reason;
                break;
            case NotebookFinished:
                IsFinished = true;
                break;
            case ProcessExits:
                Exits = true;
                break;
        }
    }

    /// <summary>The running cell ended with its process.</summary>
    public void Fail(ErrorOutput error, TimeSpan elapsed)
    {
        if (Running is not { } cell) return;
        EndText();
        outputs[cell].Add(error);
        End(cell, elapsed, succeeded: false);
    }

    private void End(int cell, TimeSpan time, bool succeeded)
    {
        EndText();
        cells[cell] = cells[cell] with { Time = time };
        Running = null;
        if (!succeeded) FailedCell = cell;
    }

    /// <summary>Text comes in many pieces and is one output as long as nothing else comes.</summary>
    private void EndText()
    {
        if (stream is not null) outputs[last!.Value].Add(new StreamOutput(stream, text.ToString()));
        stream = null;
        text.Clear();
    }
}
