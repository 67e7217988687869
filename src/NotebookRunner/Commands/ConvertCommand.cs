using System.CommandLine;

namespace NotebookRunner.Commands;

/// <summary><c>convert</c>: the same notebook in the other format, or as a program.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        Argument<string?> Optional(string name, string description) =>
            new(name) { Description = description, Arity = ArgumentArity.ZeroOrOne };
        var source = Optional("from", "The notebook to read (.dib or .ipynb).");
        var target = Optional(
            "to", "The file to write: a notebook (.dib or .ipynb), or a program (.cs) that prints what the cells show.");
        var force = new Option<bool>("--force", "-f") { Description = "Write over a file that is there already." };
        const string Description = "Convert a notebook between .dib and .ipynb, or into a program for dotnet run, without running it.";
        var command = new Command("convert", Description) { source, target, force };
        command.SetAction(parsed => Convert(parsed.GetValue(source), parsed.GetValue(target), parsed.GetValue(force)));
        return command;
    }

    /// <summary>What a notebook has and only an .ipynb has a place for.</summary>
    private static IEnumerable<string> Lost(Notebook notebook, string extension)
    {
        if (extension.Equals(".ipynb", StringComparison.OrdinalIgnoreCase)) yield break;
        if (notebook.Cells.Any(cell => cell.Outputs.Count > 0)) yield return "outputs";
        if (notebook.Cells.Any(cell => cell.Metadata is not null)) yield return "the metadata of cells (tags and the like)";
        if (notebook.Metadata is not null) yield return "the notebook's own metadata";
    }

    private static void Convert(string? source, string? target, bool force)
    {
        if (source is null || target is null)
        {
            string other = Path.ChangeExtension(source, Path.GetExtension(source) == ".dib" ? ".ipynb" : ".dib") ?? "lesson.ipynb";
            throw new IOException(
                $"convert needs two files, the one to read and the one to write: convert {source ?? "lesson.dib"} {other}");
        }
        var notebook = NotebookFile.Read(source);
        if (File.Exists(target) && !force) throw new IOException($"{target}: there is such a file already; --force writes over it");
        if (Path.GetExtension(target).Equals(".cs", StringComparison.OrdinalIgnoreCase)) FileApp.Write(notebook, source, target);
        else NotebookFile.Write(notebook, target);
        string lost = string.Join(", ", Lost(notebook, Path.GetExtension(target)));
        Console.WriteLine($"{target}: {PageFacts.Count(notebook.Cells.Count, "cell")}{(lost.Length > 0 ? ", without " + lost : "")}");
    }
}
