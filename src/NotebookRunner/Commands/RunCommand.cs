using System.CommandLine;
using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Commands;

/// <summary><c>run</c>, which is also what the program does without a command, and <c>refresh</c>.</summary>
internal sealed class RunCommand
{
    private const int Cancelled = 130;

    private readonly Argument<string[]> paths = new("notebooks")
    {
        Description = "Notebooks (.dib, .ipynb) or folders of them; by default the folder notebooks, here or above. "
            + "Of a folder all notebooks run, in the order of their names, but not those that another one brings in with #!import, nor the .ipynb beside a .dib.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> output = new("--output", "-o")
    {
        Description = "The folder for the reports. Default: artifacts/reports beside the folder notebooks.",
        HelpName = "folder",
    };

    private readonly Option<double> timeout = TimeoutOption();

    private readonly Option<int> jobs = new("--jobs", "-j")
    {
        Description = "How many notebooks run at a time.",
        DefaultValueFactory = _ => Math.Clamp(Environment.ProcessorCount, 1, 4),
        HelpName = "n",
    };

    private readonly Option<bool> updateTwins = new("--update-twins")
    {
        Description = "Write NN-name.ipynb with its outputs beside each NN-name.dib that passed.",
    };

    public RunCommand()
    {
        paths.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-')))
            {
                result.AddError($"{token.Value} is no option; --help lists them");
            }
        });
        jobs.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is not (>= 1 and <= 64)) result.AddError("--jobs is a number from 1 to 64");
        });
    }

    public static Option<double> TimeoutOption()
    {
        var option = new Option<double>("--timeout") { Description = "Seconds that one cell may run.", DefaultValueFactory = _ => 120, HelpName = "seconds" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and <= 86400)) result.AddError("--timeout is a number of seconds above 0, at most 86400 (a day)");
        });
        return option;
    }

    /// <summary>Gives a command the arguments and the action of a run.</summary>
    public void AddTo(Command command, bool alwaysUpdateTwins = false)
    {
        command.Arguments.Add(paths);
        command.Options.Add(output);
        command.Options.Add(timeout);
        command.Options.Add(jobs);
        if (!alwaysUpdateTwins) command.Options.Add(updateTwins);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, alwaysUpdateTwins || parsed.GetValue(updateTwins), cancellation));
    }

    private async Task<int> RunAsync(ParseResult parsed, bool twins, CancellationToken cancellation)
    {
        var console = new RunConsole(Console.Out, !Console.IsOutputRedirected);
        try
        {
            string[] given = parsed.GetValue(paths) ?? [];
            var files = NotebookFinder.Find(given.Length > 0 ? given : [NotebookFinder.FindFolder(Directory.GetCurrentDirectory())]);
            string folder = parsed.GetValue(output) ?? DefaultOutput(files);
            var options = new RunOptions(files, folder, TimeSpan.FromSeconds(parsed.GetValue(timeout)), parsed.GetValue(jobs), twins);
            var results = await NotebookRun.RunAsync(options, console, cancellation).ConfigureAwait(false);
            console.Summary(results, Path.Combine(folder, "index.html"));
            return results.Any(r => r.Outcome == Outcome.Cancelled) ? Cancelled
                : results.Any(r => r.Outcome == Outcome.Failed) ? 1
                : 0;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Cancelled;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotebookFormatException)
        {
            await Console.Error.WriteLineAsync(e.Message).ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>artifacts/reports beside the notebooks' folder, so that it does not matter from where a run is started.</summary>
    private static string DefaultOutput(IReadOnlyList<string> files)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(files[0]))!;
        string root = Path.GetFileName(folder) == "notebooks" ? Path.GetDirectoryName(folder)! : Directory.GetCurrentDirectory();
        return Path.Combine(root, "artifacts", "reports");
    }
}
