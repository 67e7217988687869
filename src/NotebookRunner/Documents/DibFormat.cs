using Microsoft.DotNet.Interactive.Documents;

namespace NotebookRunner.Documents;

/// <summary>
/// The .dib format of .NET Interactive: plain text in which a line such as <c>#!csharp</c> opens a cell, after a
/// <c>#!meta</c> block with one JSON object that names the default language.
/// </summary>
public static class DibFormat
{
    /// <summary>Stands first in every cell while the library has it, which drops cells that are empty.</summary>
    private const string Mark = "\0";

    /// <summary>Reads a notebook from .dib text. Text before the first opener is a cell of the default language.</summary>
    /// <exception cref="NotebookFormatException">The <c>#!meta</c> block is not a JSON object, or this is not text at all.</exception>
    public static Notebook Parse(string text)
    {
        if (text.Contains(Mark)) throw new NotebookFormatException("not a notebook: it holds zero bytes, so it is not text");
        // Without a last line end the library takes the end of the #!meta block for a cell.
        text = CellText.UnifyLineEnds(CellText.WellFormed(text)).TrimStart('\uFEFF') + "\n";
        string content = text.TrimStart('\n');
        // Without a block of its own the library takes any such line for one, in whatever cell it stands.
        string meta = content.StartsWith("#!meta", StringComparison.Ordinal) ? "" : $"#!meta\n{{}}\n#!{NotebookMetadata.DefaultLanguage}\n";
        var kernels = KernelLanguages.WellKnown();
        // Once for the languages, of which the library uses the default only in its own files, and once for the cells.
        kernels.DefaultKernelName = ReadLanguages(meta + content, kernels, firstLine: text.Length - content.Length + 2);
        var marked = content.Split('\n').Select(line => kernels.Opened(line) is null ? line : $"{line.TrimEnd()}\n{Mark}");
        var elements = CodeSubmission.Parse(meta + string.Join('\n', marked), kernels).Elements.Where(one => one.Contents.Length > 0);
        return new Notebook(
            [.. elements.Select(one => new Cell(one.KernelName!, CellText.Normalize(one.Contents.TrimStart('\0'))))],
            kernels.DefaultKernelName);
    }

    /// <summary>Writes a notebook as .dib text. Outputs have no place there.</summary>
    /// <exception cref="NotebookFormatException">
    /// A cell has a line that would open another cell, or a zero byte; the format has no escape for them.
    /// </exception>
    public static string Format(Notebook notebook)
    {
        var kernels = KernelLanguages.WellKnown();
        foreach (string language in notebook.Cells.Select(cell => cell.Language))
        {
            if (language.Length == 0 || language.Any(char.IsWhiteSpace))
                throw new NotebookFormatException($"\"{language}\" cannot name a language in a .dib file; a name has no spaces");
            kernels.Declare(new KernelInfo(language));
        }

        var document = new InteractiveDocument([.. notebook.Cells.Select((cell, i) => ToElement(cell, i + 1, kernels))]);
        document.Metadata["kernelInfo"] = NotebookMetadata.KernelInfo(notebook);
        return document.ToCodeSubmissionContent().Replace($"\n\n{Mark}\n", "\n");
    }

    private static InteractiveDocumentElement ToElement(Cell cell, int number, KernelInfoCollection kernels)
    {
        string source = CellText.Normalize(cell.Source);
        if (source.Contains(Mark))
        {
            throw new NotebookFormatException(
                $"cell {number} holds a zero byte, which a .dib file, being text, cannot; keep the notebook as .ipynb");
        }

        return source.Split('\n').FirstOrDefault(line => kernels.Opened(line) is not null) is { } opener
            ? throw new NotebookFormatException(
                $"cell {number} has the line \"{opener}\", which would open a cell of its own in a .dib file; "
                    + "indent that line, or keep the notebook as .ipynb")
            : new(source.Length > 0 ? source : Mark, cell.Language);
    }

    /// <summary>Adds the languages that a file declares; gives its default.</summary>
    private static string ReadLanguages(string content, KernelInfoCollection kernels, int firstLine)
    {
        try
        {
            string name = CodeSubmission.Parse(content, kernels).GetDefaultKernelName() ?? NotebookMetadata.DefaultLanguage;
            kernels.Declare(new KernelInfo(kernels.Canonical(name)));
            return kernels.Canonical(name);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new NotebookFormatException(
                """the text after #!meta is not a JSON object such as {"kernelInfo":{"defaultKernelName":"csharp"}}: """ + e.Message,
                firstLine + (int)((e as JsonException)?.LineNumber ?? 0), inner: e);
        }
    }
}
