using System.Collections.Concurrent;
using Spectre.Console;

namespace NotebookRunner.Commands;

/// <summary>What the user sees of a run: a line as each notebook ends, the errors, and a summary at the end.</summary>
internal sealed class RunConsole
{
    /// <summary>Where there is no terminal to draw bars on, a line says now and then how far the notebooks are.</summary>
    private static readonly TimeSpan pulse = TimeSpan.FromSeconds(10);

    /// <summary>How much of one message is shown here; the page has more.</summary>
    private const int LineLimit = 40, ColumnLimit = 500;

    private readonly IAnsiConsole console;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, (int Cell, int Cells, ProgressTask? Bar)> running = [];
    private readonly bool quiet;
    private ProgressContext? progress;

    public RunConsole(TextWriter output, bool isTerminal, bool quiet = false)
    {
        this.quiet = quiet;
        console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        // A file has no width; nothing may be wrapped there.
        if (!isTerminal) console.Profile.Width = 1000;
    }

    /// <summary>The notebooks of the run: those of the same name are told by their paths.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Shows how far the running notebooks are while the work goes on: bars if this is a terminal, else lines.</summary>
    public async Task ShowProgressAsync(Func<Task> work)
    {
        if (quiet || !console.Profile.Capabilities.Ansi)
        {
            using var timer = new Timer(_ => TellProgress(), null, quiet ? Timeout.InfiniteTimeSpan : pulse, pulse);
            await work();
            return;
        }
        await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                progress = context;
                await work();
                progress = null;
            });
    }

    public void Started(string file, int cells) => running[file] =
        (1, cells, progress?.AddTask(Markup.Escape(Name(file)), maxValue: Math.Max(1, cells)));

    public void CellStarted(string file, int number)
    {
        var (_, cells, bar) = running[file];
        running[file] = (number, cells, bar);
        if (bar is null) return;
        bar.Value = number - 1;
        bar.Description = Markup.Escape(Position(file, number, cells));
    }

    private void TellProgress()
    {
        lock (gate)
        {
            foreach (var (file, (cell, cells, _)) in running.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                console.WriteLine("… " + Position(file, cell, cells));
        }
    }

    /// <summary>Tells how a notebook ended.</summary>
    /// <param name="note">What else the user should know; null for nothing.</param>
    public void Finished(NotebookResult result, string? note)
    {
        if (running.TryRemove(result.Path, out var last)) last.Bar?.StopTask();
        if (quiet && result.Outcome == Outcome.Passed && note is null) return;
        lock (gate)
        {
            var (mark, word, color) = Look(result.Outcome);
            console.MarkupLine($"[{color}]{mark}[/] {Markup.Escape(Name(result.Path))}  {word}, {Seconds(result.Elapsed)}");
            if (result.Reason is { } reason) WriteLines(2, reason);
            if (note is not null) WriteLines(2, note);
            if (result.FailedCell is not { } failed) return;
            var cell = result.Notebook.Cells[failed];
            int number = result.Notebook.NumberOf(failed);
            foreach (var error in cell.Outputs.OfType<ErrorOutput>())
            {
                string name = error.Name == "Error" ? "" : error.Name + ": ";
                WriteLines(2, Invariant($"cell {number}: {name}{error.Message}"));
                foreach (string frame in error.Traceback) WriteLines(4, frame);
                if (error.Traceback.Count == 0 && cell.Source.Split('\n').FirstOrDefault(line => line.Trim().Length > 0) is { } line)
                    WriteLines(4, line);
            }
        }
    }

    /// <summary>Writes what a notebook says, so that it stays text: nothing in it moves or colours the terminal.</summary>
    private void WriteLines(int indent, string text)
    {
        string[] lines = CellText.UnifyLineEnds(CellText.WithoutEscapes(text)).Split('\n');
        string blank = new(' ', indent);
        foreach (string line in lines.Take(LineLimit))
            console.WriteLine(blank + Printable(line.Length > ColumnLimit ? line[..ColumnLimit] + " …" : line));
        if (lines.Length > LineLimit)
            console.WriteLine(Invariant($"{blank}… and {lines.Length - LineLimit} more lines, which the page has"));
    }

    /// <summary>The table of all notebooks, and where to look.</summary>
    public void Summary(IReadOnlyList<NotebookResult> results, string indexPath)
    {
        if (quiet) return;
        var table = new Table { Border = console.Profile.Capabilities.Ansi ? TableBorder.Rounded : TableBorder.None };
        table.AddColumn("notebook").AddColumn(new TableColumn("cells").RightAligned()).AddColumn("outcome")
            .AddColumn(new TableColumn("time").RightAligned());
        foreach (var result in results)
        {
            var (mark, word, color) = Look(result.Outcome);
            var cells = result.Notebook.Cells.Where(cell => cell.IsCode).ToList();
            string ran = Invariant($"{cells.Count(cell => cell.Time is not null)}/{cells.Count}");
            table.AddRow(Markup.Escape(Name(result.Path)), ran, $"[{color}]{mark} {word}[/]", Seconds(result.Elapsed));
        }
        console.WriteLine();
        console.Write(table);
        console.WriteLine();
        console.WriteLine($"Reports: {Path.GetRelativePath(Directory.GetCurrentDirectory(), indexPath)}");
    }

    private static (string Mark, string Word, string Color) Look(Outcome outcome) => outcome switch
    {
        Outcome.Passed => ("✓", "passed", "green"),
        Outcome.Failed => ("✗", "failed", "red"),
        Outcome.NotRun => ("–", "not run", "yellow"),
        _ => ("–", "cancelled", "yellow"),
    };

    private string Position(string file, int cell, int cells) => Invariant($"{Name(file)}  cell {cell} of {cells}");

    private string Name(string file) =>
        Printable(Files.Count(other => Path.GetFileName(other) == Path.GetFileName(file)) > 1 ? file : Path.GetFileName(file));

    private static string Printable(string text) => string.Concat(text.Where(c => c == '\t' || !char.IsControl(c)));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
