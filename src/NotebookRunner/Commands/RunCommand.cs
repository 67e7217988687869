using System.CommandLine;

namespace NotebookRunner.Commands;

/// <summary><c>run</c>, which is also what the program does without a command, and <c>refresh</c>.</summary>
internal static class RunCommand
{
    public const int Cancelled = 130;

    private static readonly Argument<string[]> paths = new("notebooks")
    {
        Description = "Notebooks (.dib, .ipynb) or folders of them; by default the folder notebooks, here or above. "
            + "Of a folder all notebooks run, in the order of their names, but not those that another one brings in with #!import, nor "
            + "the .ipynb beside a .dib.",
        Arity = ArgumentArity.ZeroOrMore,
        Validators =
        {
            result => result.Tokens.Where(token => token.Value.StartsWith('-')).ToList()
                .ForEach(token => result.AddError($"{token.Value} is no option; --help lists them")),
        },
    };

    private static readonly Option<string?> output =
        OutputOption("The folder for the reports. Default: artifacts/reports beside the folder notebooks.");

    private static readonly Option<double> timeout = TimeoutOption();
    private static readonly Option<double> restoreTimeout =
        Seconds("--restore-timeout", "Seconds that the packages of a cell may take.", 300);

    private static readonly Option<int> jobs = Valued(
        ["--jobs", "-j"], "n", "How many notebooks run at a time.", () => Math.Clamp(Environment.ProcessorCount, 1, 4),
        text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int n) && n is >= 1 and <= 64,
        "--jobs is a number from 1 to 64");

    private static readonly Option<string[]> parameters = Valued<string[]>(
        ["--parameter", "-p"], "name=value",
        "Gives a variable of the notebooks another value, after the cell tagged parameters (in a .dib: the first line is // parameters).",
        null, text => NotebookParameters.Parse(text) is not null, "--parameter is written name=value");

    private static readonly Option<string?> cells = Valued<string?>(
        ["--cells"], "range", "Run only these cells, by their numbers in the file: 3, 3-7, 3- or -7.",
        null, text => CellRange.Parse(text) is not null, "--cells is a range of numbers: 3, 3-7, 3- or -7");

    private static readonly Option<string?> results = Valued<string?>(
        ["--results"], "file", "Write the results for other programs: a file ending in .xml (JUnit, as CI systems read it) or .json.",
        null, RunResults.IsKnown, "--results is a file ending in .xml or .json");

    private static readonly Option<bool> allowErrors =
        new("--allow-errors") { Description = "Go on after a cell that fails; the page shows the error, and the exit code is 0." };

    private static readonly Option<bool> saveNotebooks =
        new("--save-notebooks") { Description = "Write each executed notebook as .ipynb beside its page, also that of an .ipynb." };

    private static readonly Option<bool> pdf =
        new("--pdf") { Description = "Print each page as PDF beside it; needs Chromium, Chrome or Edge." };

    private static readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Tell only what went wrong." };

    private static readonly Option<bool> updateTwins =
        new("--update-twins") { Description = "Write NN-name.ipynb with its outputs beside each NN-name.dib that passed." };

    public static Option<string?> OutputOption(string description) => Valued<string?>(
        ["--output", "-o"], "folder", description, null, path => !string.IsNullOrWhiteSpace(path) && !File.Exists(path),
        "--output names a folder, no file");

    public static Option<int> PortOption(string description, int normally) => Valued(
        ["--port"], "n", description, () => normally,
        text => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _), "--port is a number from 0 to 65535");

    public static Option<double> TimeoutOption() => Seconds("--timeout", "Seconds that one cell may run.", 120);

    /// <summary>Gives a command the arguments and the action of a run.</summary>
    public static Command AsRun(this Command command, bool alwaysUpdateTwins = false)
    {
        command.Arguments.Add(paths);
        Option[] options = [output, timeout, restoreTimeout, jobs, parameters, cells, allowErrors, results, saveNotebooks, pdf, quiet];
        foreach (var option in alwaysUpdateTwins ? options : [.. options, updateTwins]) command.Options.Add(option);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, alwaysUpdateTwins || parsed.GetValue(updateTwins), cancellation));
        return command;
    }

    private static Option<double> Seconds(string name, string description, double normally) => Valued(
        [name], "seconds", description, () => normally,
        text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double s) && s is > 0 and <= 86400,
        $"{name} is a number of seconds above 0, at most 86400 (a day)");

    /// <summary>An option that says what is right where something else is given, also what the parser has no words for.</summary>
    private static Option<T> Valued<T>(
        string[] names, string value, string description, Func<T>? normally, Func<string, bool> isRight, string right)
    {
        var option = new Option<T>(names[0], names[1..]) { Description = description, HelpName = value };
        if (normally is not null) option.DefaultValueFactory = _ => normally();
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => !isRight(token.Value))) result.AddError(right);
        });
        return option;
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool twins, CancellationToken cancellation)
    {
        string[] given = parsed.GetValue(paths) ?? [];
        string[] values = parsed.GetValue(parameters) ?? [];
        var files = NotebookFinder.Find(given.Length > 0 ? given : [NotebookFinder.FindFolder(Directory.GetCurrentDirectory())]);
        var console = new RunConsole(Console.Out, !Console.IsOutputRedirected, parsed.GetValue(quiet)) { Files = files };
        if (twins && (values.Length > 0 || parsed.GetValue(cells) is not null || parsed.GetValue(allowErrors)))
        {
            throw new IOException(
                "a twin has the outputs of the notebook as it is: refresh goes without --parameter, --cells and --allow-errors");
        }

        if (parsed.GetValue(pdf) && Chromium.Find() is null) throw new InvalidOperationException("--pdf: " + Chromium.Missing);
        var limits = new TimeLimits(TimeSpan.FromSeconds(parsed.GetValue(timeout)), TimeSpan.FromSeconds(parsed.GetValue(restoreTimeout)));
        var options = new RunOptions(
            files, parsed.GetValue(output) ?? DefaultOutput(files[0]), limits, parsed.GetValue(jobs), twins,
            Parameters: [.. values.Select(text => NotebookParameters.Parse(text)!.Value)], parsed.GetValue(allowErrors),
            Range: parsed.GetValue(cells) is { } range ? CellRange.Parse(range) : null, parsed.GetValue(saveNotebooks),
            parsed.GetValue(pdf), IsPart: given.Length > 0 && given.All(File.Exists));
        var run = new NotebookRun(options, console);
        var done = await run.RunAsync(cancellation);
        // First, so that nothing that cannot be written takes it away.
        console.Summary(done, options.IndexPath);
        try
        {
            if (parsed.GetValue(results) is { } file) RunResults.Write(done, file);
        }
        finally
        {
            await run.WriteIndexAsync(done, cancellation);
        }
        return done.Any(r => r.Outcome == Outcome.Cancelled) ? Cancelled : done.Any(r => r.Outcome == Outcome.Failed) ? 1 : 0;
    }

    /// <summary>artifacts/reports beside the notebooks' folder, so that it does not matter from where a run is started.</summary>
    private static string DefaultOutput(string file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string root = Path.GetFileName(folder) == "notebooks" ? Path.GetDirectoryName(folder)! : Directory.GetCurrentDirectory();
        return Path.Combine(root, "artifacts", "reports");
    }
}
