using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using NotebookRunner.Commands;

if (args is [NotebookWorker.Verb, var jobs, var events])
{
    await NotebookWorker.RunAsync(jobs, events);
    return 0;
}

Console.OutputEncoding = new UTF8Encoding(false);
var root = new RootCommand("""
    Runs C# notebooks (.dib, .ipynb) and writes an HTML page for each that needs no network, with an index.

      dotnet run --project src/NotebookRunner                                  all notebooks
      dotnet run --project src/NotebookRunner -- notebooks/06-train.dib        one of them
      dotnet run --project src/NotebookRunner -- watch notebooks/06-train.dib  again whenever it is saved
      dotnet run --project src/NotebookRunner -- refresh                       all, and their .ipynb twins
      dotnet run --project src/NotebookRunner -- site --serve                  the course, with cells that run in a browser

    Running a notebook runs its code with your rights: run only notebooks that you trust.

    Exit code: 0 if every notebook passed, or lacks only the packages of an import; 1 if a cell failed or
    something could not be read or written; 130 after Ctrl+C.
    """)
{
    new Command("run", "Run notebooks; the same as without a command.").AsRun(),
    new Command(
        "refresh",
        "Run notebooks and write NN-name.ipynb, with its outputs, beside each NN-name.dib that passed; "
            + "where a package is missing, an .ipynb with the same cells stays.")
        .AsRun(alwaysUpdateTwins: true),
    WatchCommand.Create(),
    ConvertCommand.Create(),
    SiteCommand.Create(),
};
root.AsRun();
var parsed = root.Parse(args);
// A wrong option deserves its one line, not a page.
if (parsed.Action is ParseErrorAction error) error.ShowHelp = false;
var command = parsed.CommandResult.Command;
if (command != root && parsed.RootCommandResult.Children.OfType<ArgumentResult>().Any(argument => argument.Tokens.Count > 0))
{
    Console.Error.WriteLine(
        $"the command comes first, then the notebooks: {command.Name} {string.Join(' ', args.Where(word => word != command.Name))}");
    return 1;
}
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,
        // After Ctrl+C there is time to end the notebooks and to write what they showed.
        ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
    });
}
catch (OperationCanceledException)
{
    return RunCommand.Cancelled;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotebookFormatException or InvalidOperationException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
