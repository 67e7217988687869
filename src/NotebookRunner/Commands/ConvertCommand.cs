using System.CommandLine;
using NotebookRunner.Documents;

namespace NotebookRunner.Commands;

/// <summary><c>convert</c>: the same notebook in the other format.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var source = new Argument<string>("from") { Description = "The notebook to read (.dib or .ipynb)." };
        var target = new Argument<string>("to") { Description = "The notebook to write (.dib or .ipynb)." };
        var force = new Option<bool>("--force", "-f") { Description = "Write over a file that is there already." };
        var command = new Command("convert", "Convert a notebook between .dib and .ipynb, without running it.") { source, target, force };
        command.SetAction(parsed => Convert(parsed.GetRequiredValue(source), parsed.GetRequiredValue(target), parsed.GetValue(force)));
        return command;
    }

    private static int Convert(string source, string target, bool force)
    {
        try
        {
            var notebook = NotebookFile.Read(source);
            if (File.Exists(target) && !force)
            {
                Console.Error.WriteLine($"{target}: there is such a file already; --force writes over it");
                return 1;
            }
            NotebookFile.Write(notebook, target);
            Console.WriteLine($"{target}: {notebook.Cells.Count} cells");
            return 0;
        }
        catch (NotebookFormatException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
