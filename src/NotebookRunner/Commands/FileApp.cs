namespace NotebookRunner.Commands;

/// <summary>A notebook as a program for <c>dotnet run lesson.cs</c>: the cells run on the kernel, the text is comments.</summary>
internal static partial class FileApp
{
    /// <param name="source">The notebook's file: the program works in the same folder, where the cells find what they load.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Notebook notebook, string source, string target)
    {
        string from = Path.GetDirectoryName(Path.GetFullPath(target))!;
        string folder = Path.GetRelativePath(from, Path.GetDirectoryName(Path.GetFullPath(source))!).Replace('\\', '/');
        string program = PageTemplate.FillAsset("file-app.hbs", new
        {
            Packages = notebook.Cells.Any(cell => cell.IsCode && MayAskForPackages().IsMatch(cell.Source)),
            Folder = Literal(folder),
            Cells = notebook.Cells.Select(cell => cell.Language switch
            {
                "csharp" => $"await Cell({Literal(cell.Source)}{(cell.Tags.Contains("raises-exception") ? ", mayFail: true" : "")});",
                "value" => $"await Cell({Literal(cell.Source)}, \"value\");",
                _ => Comment(cell.IsCode ? $"[{cell.Language}]\n{cell.Source}" : cell.Source),
            }),
        });
        AtomicFile.Write(target, program.ReplaceLineEndings("\n"));
    }

    private static string Comment(string source) => string.Join('\n', source.Split('\n').Select(line => ("// " + line).TrimEnd()));

    /// <summary>A raw string, with as many quotes as the text needs.</summary>
    private static string Literal(string source)
    {
        string quotes = new('"', Math.Max(3, Quotes().Matches(source).Select(run => run.Length + 1).DefaultIfEmpty().Max()));
        return $"{quotes}\n{source}\n{quotes}";
    }

    [GeneratedRegex("nuget:|#!import")]
    private static partial Regex MayAskForPackages();

    [GeneratedRegex("\"+")]
    private static partial Regex Quotes();
}
