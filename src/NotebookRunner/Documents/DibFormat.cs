using System.Text;
using System.Text.Json;

namespace NotebookRunner.Documents;

/// <summary>
/// The .dib format of .NET Interactive: plain text in which a line such as <c>#!csharp</c> opens a cell, after a
/// <c>#!meta</c> block with one JSON object that names the default language.
/// </summary>
public static class DibFormat
{
    private const string MetaOpener = "#!meta";

    /// <summary>Reads a notebook from .dib text. Text before the first opener is a cell of the default language.</summary>
    /// <exception cref="NotebookFormatException">The <c>#!meta</c> block is not a JSON object.</exception>
    public static Notebook Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] lines = CellText.UnifyLineEnds(CellText.WellFormed(text)).TrimStart('\uFEFF').Split('\n');
        var languages = new KernelLanguages();
        string defaultLanguage = NotebookMetadata.DefaultLanguage;
        int next = Array.FindIndex(lines, line => line.Length > 0);
        if (next >= 0 && lines[next].TrimEnd() == MetaOpener)
        {
            int end = Array.FindIndex(lines, next + 1, line => line.StartsWith("#!", StringComparison.Ordinal));
            end = end < 0 ? lines.Length : end;
            defaultLanguage = ReadMeta(string.Join('\n', lines[(next + 1)..end]), next + 2, languages);
            next = end;
        }

        return new Notebook(ReadCells(lines.AsSpan(Math.Max(next, 0)), languages, defaultLanguage), defaultLanguage);
    }

    /// <summary>Writes a notebook as .dib text. Outputs have no place there.</summary>
    /// <exception cref="NotebookFormatException">
    /// A cell has a line that would open another cell; the format has no escape for it.
    /// </exception>
    public static string Format(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var text = new StringBuilder($"{MetaOpener}\n\n");
        text.Append(NotebookMetadata.FormatDibMeta(notebook)).Append('\n');
        var languages = new KernelLanguages();
        foreach (var (language, _) in notebook.Cells)
        {
            if (language.Length == 0 || language.Any(char.IsWhiteSpace))
            {
                throw new NotebookFormatException($"\"{language}\" cannot name a language in a .dib file; a name has no spaces");
            }

            languages.Add(language, []);
        }

        for (int i = 0; i < notebook.Cells.Count; i++)
        {
            var (language, source) = notebook.Cells[i];
            source = CellText.Normalize(source);
            RefuseOpeners(source, i + 1, languages);
            text.Append("\n#!").Append(language).Append('\n');
            if (source.Length > 0)
            {
                text.Append('\n').Append(source).Append('\n');
            }
        }

        return text.ToString();
    }

    private static List<Cell> ReadCells(ReadOnlySpan<string> lines, KernelLanguages languages, string defaultLanguage)
    {
        var cells = new List<Cell>();
        string language = defaultLanguage;
        bool opened = false;
        int start = 0;
        for (int i = 0; i <= lines.Length; i++)
        {
            string? nextLanguage = null;
            if (i < lines.Length && !languages.IsOpener(lines[i], out nextLanguage))
            {
                continue;
            }

            string source = CellText.Normalize(string.Join('\n', lines[start..i]!));
            if (opened || source.Length > 0)
            {
                cells.Add(new Cell(language, source));
            }

            (language, opened, start) = (nextLanguage ?? language, true, i + 1);
        }

        return cells;
    }

    private static string ReadMeta(string json, int firstLine, KernelLanguages languages)
    {
        try
        {
            using var meta = JsonDocument.Parse(json);
            return NotebookMetadata.Read(meta.RootElement, languages);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            int line = firstLine + (int)((e as JsonException)?.LineNumber ?? 0);
            throw new NotebookFormatException(
                """the text after #!meta is not a JSON object such as {"kernelInfo":{"defaultKernelName":"csharp"}}: """ + e.Message,
                line,
                inner: e);
        }
    }

    private static void RefuseOpeners(string source, int cellNumber, KernelLanguages languages)
    {
        foreach (var line in source.AsSpan().EnumerateLines())
        {
            if (languages.IsOpener(line, out _))
            {
                throw new NotebookFormatException(
                    $"cell {cellNumber} has the line \"{line}\", which would open a cell of its own in a .dib file; indent that line, or keep the notebook as .ipynb");
            }
        }
    }
}
