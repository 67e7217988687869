using System.CommandLine;
using NotebookRunner.Documents;

namespace NotebookRunner.Commands;

/// <summary><c>convert</c>: the same notebook in the other format, or as a program.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var source =
            new Argument<string?>("from") { Description = "The notebook to read (.dib or .ipynb).", Arity = ArgumentArity.ZeroOrOne };
        var target =
            new Argument<string?>("to") { Description = "The file to write: a notebook (.dib or .ipynb), or a program (.cs) that prints what the cells show.", Arity = ArgumentArity.ZeroOrOne };
        var force = new Option<bool>("--force", "-f") { Description = "Write over a file that is there already." };
        var command =
            new Command("convert",
            "Convert a notebook between .dib and .ipynb, or into a program for dotnet run, without running it.") { source, target, force };
        command.SetAction(parsed => Convert(parsed.GetValue(source), parsed.GetValue(target), parsed.GetValue(force)));
        return command;
    }

    private static int Convert(string? source, string? target, bool force)
    {
        if (source is null || target is null)
        {
            Console.Error.WriteLine(
                $"convert needs two files, the one to read and the one to write: convert {source ?? "lesson.dib"} {Path.ChangeExtension(source, Path.GetExtension(source) == ".dib" ? ".ipynb" : ".dib") ?? "lesson.ipynb"}");
            return 1;
        }
        try
        {
            var notebook = NotebookFile.Read(source);
            if (File.Exists(target) && !force)
            {
                Console.Error.WriteLine($"{target}: there is such a file already; --force writes over it");
                return 1;
            }
            if (Path.GetExtension(target).Equals(".cs", StringComparison.OrdinalIgnoreCase)) FileApp.Write(notebook, source, target);
            else NotebookFile.Write(notebook, target);
            Console.WriteLine($"{target}: {notebook.Cells.Count} cells");
            return 0;
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
