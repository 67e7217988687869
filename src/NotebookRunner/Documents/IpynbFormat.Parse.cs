using System.Text.Json;
using static NotebookRunner.Documents.NotebookMetadata;

namespace NotebookRunner.Documents;

public static partial class IpynbFormat
{
    private const string RawCell = "raw";

    /// <summary>
    /// Reads a notebook from .ipynb text. A code cell's language is, in this order, a first line such as <c>#!fsharp</c>
    /// (which is then no part of the source), the cell's metadata, and the notebook's default. An image attached to a
    /// Markdown cell becomes a data URI in its text.
    /// </summary>
    /// <exception cref="NotebookFormatException">The text is not JSON, or not a notebook of nbformat 4.</exception>
    public static Notebook Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            using var document = JsonDocument.Parse(CellText.WellFormed(text));
            return ReadNotebook(document.RootElement);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"not a Jupyter notebook, which is JSON: {e.Message}", (int?)e.LineNumber + 1, inner: e);
        }
        catch (InvalidOperationException e)
        {
            throw new NotebookFormatException($"a string in it is not valid Unicode: {e.Message}", inner: e);
        }
    }

    private static Notebook ReadNotebook(JsonElement root)
    {
        var cells = Member(root, "cells");
        var version = Member(root, "nbformat");
        if (version.ValueKind == JsonValueKind.Number && !(version.TryGetInt32(out int major) && major == 4))
        {
            throw new NotebookFormatException(
                $"nbformat {version} is not supported; open and save the notebook in a current Jupyter, which writes nbformat 4");
        }

        if (cells.ValueKind != JsonValueKind.Array)
        {
            throw new NotebookFormatException("JSON, but not a Jupyter notebook: there is no list named \"cells\"");
        }

        var languages = new KernelLanguages();
        var metadata = Member(root, "metadata");
        string language = metadata.ValueKind == JsonValueKind.Object ? Read(metadata, languages) : DefaultLanguage;
        return new Notebook(
            [.. cells.EnumerateArray().Select((cell, i) => ReadCell(cell, i + 1, language, languages))],
            language)
        { Metadata = Foreign(metadata) };
    }

    private static Cell ReadCell(JsonElement cell, int number, string defaultLanguage, KernelLanguages languages)
    {
        string source = CellText.Normalize(ReadText(Member(cell, "source"), $"the source of cell {number}"));
        string? id = Text(Member(cell, "id"));
        string? foreign = Foreign(Member(cell, "metadata"));
        switch (Text(Member(cell, "cell_type")))
        {
            case "markdown":
                return new Cell("markdown", InlineAttachments(source, Member(cell, "attachments"))) { Id = id, Metadata = foreign };
            case RawCell:
                return new Cell(RawCell, source) { Id = id, Metadata = foreign };
            case "code":
                var metadata = Member(cell, "metadata");
                string language = languages.Canonical(
                    Text(Member(Member(metadata, "polyglot_notebook"), "kernelName"))
                    ?? Text(Member(Member(metadata, "dotnet_interactive"), "language"))
                    ?? defaultLanguage);
                string firstLine = source.AsSpan().IndexOf('\n') is var end and >= 0 ? source[..end] : source;
                if (languages.IsOpener(firstLine, out string? named))
                {
                    (language, source) = (named, CellText.Normalize(source[firstLine.Length..]));
                }

                return new Cell(language, source)
                {
                    Id = id,
                    Metadata = foreign,
                    ExecutionCount = Member(cell, "execution_count") is { ValueKind: JsonValueKind.Number } count
                        && count.TryGetInt32(out int n) ? n : null,
                    Outputs = ReadOutputs(Member(cell, "outputs"), number),
                };
            case var type:
                throw new NotebookFormatException(
                    $"cell {number} has the cell_type {(type is null ? "null" : $"\"{type}\"")}; it must be code, markdown or raw");
        }
    }

    private static List<CellOutput> ReadOutputs(JsonElement outputs, int cellNumber) =>
        outputs.ValueKind == JsonValueKind.Array
            ? [.. outputs.EnumerateArray().Select(output => ReadOutput(output, $"an output of cell {cellNumber}"))]
            : [];

    private static CellOutput ReadOutput(JsonElement output, string where) => Text(Member(output, "output_type")) switch
    {
        "display_data" => new DisplayOutput(ReadData(Member(output, "data"), where)),
        "execute_result" => new DisplayOutput(ReadData(Member(output, "data"), where), IsResult: true),
        "stream" => new StreamOutput(Text(Member(output, "name")) ?? "stdout", ReadText(Member(output, "text"), where)),
        "error" => new ErrorOutput(
            Text(Member(output, "ename")) ?? "Error",
            Text(Member(output, "evalue")) ?? "",
            Member(output, "traceback") is { ValueKind: JsonValueKind.Array } lines
                ? [.. lines.EnumerateArray().Select(Text).OfType<string>()]
                : []),
        var type => throw new NotebookFormatException(
            $"{where} has the output_type {(type is null ? "null" : $"\"{type}\"")}; it must be display_data, execute_result, stream or error"),
    };

    private static Dictionary<string, string> ReadData(JsonElement data, string where)
    {
        var contents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (data.ValueKind == JsonValueKind.Object)
        {
            foreach (var entry in data.EnumerateObject())
            {
                contents[entry.Name] = IsJson(entry.Name)
                    ? JsonSerializer.Serialize(entry.Value, NotebookJson.Compact) : ReadText(entry.Value, where);
            }
        }

        return contents;
    }

    private static string InlineAttachments(string markdown, JsonElement attachments)
    {
        if (attachments.ValueKind != JsonValueKind.Object)
        {
            return markdown;
        }

        foreach (var attachment in attachments.EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.Object))
        {
            foreach (var content in attachment.Value.EnumerateObject().Take(1))
            {
                string base64 = ReadText(content.Value, $"the attachment {attachment.Name}").ReplaceLineEndings("");
                markdown = markdown.Replace(
                    $"(attachment:{attachment.Name})", $"(data:{content.Name};base64,{base64})", StringComparison.Ordinal);
            }
        }

        return markdown;
    }

    /// <summary>nbformat's multiline string: one string, or a list of strings to join.</summary>
    private static string ReadText(JsonElement text, string what) => text.ValueKind switch
    {
        JsonValueKind.String => text.GetString()!,
        JsonValueKind.Array => string.Concat(text.EnumerateArray().Select(
            line => Text(line) ?? throw new NotebookFormatException($"{what} is a list with something in it that is no string"))),
        _ => throw new NotebookFormatException($"{what} is neither a string nor a list of strings"),
    };
}
