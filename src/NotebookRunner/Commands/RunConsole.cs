using System.Collections.Concurrent;
using System.Globalization;
using NotebookRunner.Documents;
using NotebookRunner.Execution;
using Spectre.Console;

namespace NotebookRunner.Commands;

/// <summary>What the user sees of a run: a line as each notebook ends, the errors, and a summary at the end.</summary>
internal sealed class RunConsole
{
    private readonly IAnsiConsole console;
    private readonly Lock gate = new();
    private readonly ConcurrentDictionary<string, ProgressTask> bars = [];
    private readonly ConcurrentDictionary<string, (int Cell, int Cells)> running = [];
    private readonly bool quiet;
    private ProgressContext? progress;

    /// <summary>Where there is no terminal to draw bars on, a line says now and then how far the notebooks are.</summary>
    private static readonly TimeSpan pulse = TimeSpan.FromSeconds(10);

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

    /// <summary>Shows how far the running notebooks are while the work goes on: bars if this is a terminal, else lines.</summary>
    public async Task ShowProgressAsync(Func<Task> work)
    {
        if (quiet || !console.Profile.Capabilities.Ansi)
        {
            using var timer = new Timer(_ => TellProgress(), null, quiet ? Timeout.InfiniteTimeSpan : pulse, pulse);
            await work().ConfigureAwait(false);
            return;
        }
        await console.Progress().AutoClear(true).HideCompleted(true)
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(),
                new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                progress = context;
                await work().ConfigureAwait(false);
                progress = null;
            }).ConfigureAwait(false);
    }

    private void TellProgress()
    {
        lock (gate)
        {
            foreach (var (file, (cell, cells)) in running.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… {Path.GetFileName(file)}  cell {cell} of {cells}"));
            }
        }
    }

    public void Started(string file, int cells)
    {
        running[file] = (1, cells);
        if (progress is null) return;
        bars[file] = progress.AddTask(Markup.Escape(Path.GetFileName(file)), maxValue: Math.Max(1, cells));
    }

    public void CellStarted(string file, int number)
    {
        if (running.TryGetValue(file, out var before)) running[file] = (number, before.Cells);
        if (!bars.TryGetValue(file, out var bar)) return;
        bar.Value = number - 1;
        bar.Description =
            string.Create(CultureInfo.InvariantCulture, $"{Markup.Escape(Path.GetFileName(file))}  cell {number} of {bar.MaxValue}");
    }

    /// <summary>Tells how a notebook ended.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="note">What else the user should know; null for nothing.</param>
    public void Finished(NotebookResult result, string? note)
    {
        running.TryRemove(result.Path, out _);
        if (bars.TryRemove(result.Path, out var bar)) bar.StopTask();
        if (quiet && result.Outcome == Outcome.Passed) return;
        lock (gate)
        {
            console.MarkupLine(
                $"[{Color(result.Outcome)}]{Mark(result.Outcome)}[/] {Markup.Escape(Path.GetFileName(result.Path))}  {Word(result.Outcome)}, {Seconds(result.Elapsed)}");
            if (result.Reason is { } reason) console.WriteLine("  " + reason);
            if (note is not null) console.WriteLine("  " + note);
            if (result.FailedCell is not { } failed) return;
            var cell = result.Notebook.Cells[failed];
            foreach (var error in cell.Outputs.OfType<ErrorOutput>())
            {
                string name = error.Name == "Error" ? "" : error.Name + ": ";
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  cell {cell.ExecutionCount}: {name}{error.Message}"));
                foreach (string line in error.Traceback) console.WriteLine("    " + line);
                if (error.Traceback.Count == 0 && cell.Source.Length > 0)
                    console.WriteLine("    " + cell.Source.Split('\n').First(line => line.Trim().Length > 0));
            }
        }
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
            int cells = result.Notebook.Cells.Count(cell => cell.IsCode);
            table.AddRow(
                new Text(Path.GetFileName(result.Path)),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{result.CellTimes.Count}/{cells}")),
                new Markup($"[{Color(result.Outcome)}]{Mark(result.Outcome)} {Word(result.Outcome)}[/]"),
                new Text(Seconds(result.Elapsed)));
        }
        console.WriteLine();
        console.Write(table);
        console.WriteLine();
        console.WriteLine($"Reports: {Path.GetRelativePath(Directory.GetCurrentDirectory(), indexPath)}");
    }

    private static string Color(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "green",
        Outcome.Failed => "red",
        _ => "yellow",
    };

    private static string Mark(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "✓",
        Outcome.Failed => "✗",
        _ => "–",
    };

    private static string Word(Outcome outcome) => outcome switch
    {
        Outcome.Passed => "passed",
        Outcome.Failed => "failed",
        Outcome.NotRun => "not run",
        _ => "cancelled",
    };

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture);
}
