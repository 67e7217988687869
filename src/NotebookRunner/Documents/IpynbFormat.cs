using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookRunner.Documents;

/// <summary>
/// Jupyter's .ipynb format, written as nbformat 4.5 with the metadata that .NET Interactive reads; every version 4.x is
/// read.
/// </summary>
/// <remarks>Source: the nbformat documentation and its JSON schema, nbformat.v4.5.schema.json.</remarks>
public static partial class IpynbFormat
{
    /// <summary>
    /// Writes a notebook as .ipynb text: sorted keys, one space of indentation and a final newline, as nbformat does.
    /// The same notebook gives the same bytes.
    /// </summary>
    public static string Format(Notebook notebook)
    {
        ArgumentNullException.ThrowIfNull(notebook);
        var ids = CellIds.Of(notebook.Cells);
        var document = new JsonObject
        {
            ["cells"] = new JsonArray([.. notebook.Cells.Select((cell, i) => FormatCell(cell, ids[i]))]),
            ["metadata"] = NotebookMetadata.WithForeign(NotebookMetadata.ForIpynb(notebook), notebook.Metadata),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return document.ToJsonString(NotebookJson.Indented) + "\n";
    }

    private static JsonObject FormatCell(Cell cell, string id)
    {
        var source = Lines(CellText.Normalize(cell.Source));
        if (cell.IsMarkdown || cell.Language == RawCell)
        {
            return new JsonObject
            {
                ["cell_type"] = cell.Language,
                ["id"] = id,
                ["metadata"] = NotebookMetadata.WithForeign([], cell.Metadata),
                ["source"] = source,
            };
        }

        return new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = cell.ExecutionCount,
            ["id"] = id,
            ["metadata"] = NotebookMetadata.WithForeign(
                new JsonObject
                {
                    ["dotnet_interactive"] = new JsonObject { ["language"] = cell.Language },
                    ["polyglot_notebook"] = new JsonObject { ["kernelName"] = cell.Language },
                },
                cell.Metadata),
            ["outputs"] = new JsonArray([.. cell.Outputs.Select(output => FormatOutput(output, cell.ExecutionCount))]),
            ["source"] = source,
        };
    }

    private static JsonObject FormatOutput(CellOutput output, int? executionCount)
    {
        switch (output)
        {
            case DisplayOutput { IsResult: false } display:
                return new JsonObject
                {
                    ["data"] = FormatData(display),
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "display_data",
                };
            case DisplayOutput result:
                return new JsonObject
                {
                    ["data"] = FormatData(result),
                    ["execution_count"] = executionCount,
                    ["metadata"] = new JsonObject(),
                    ["output_type"] = "execute_result",
                };
            case StreamOutput stream:
                return new JsonObject
                {
                    ["name"] = CellText.WellFormed(stream.Name),
                    ["output_type"] = "stream",
                    ["text"] = Lines(stream.Text),
                };
            case ErrorOutput error:
                return new JsonObject
                {
                    ["ename"] = CellText.WellFormed(error.Name),
                    ["evalue"] = CellText.WellFormed(error.Message),
                    ["output_type"] = "error",
                    ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(CellText.WellFormed(line)))]),
                };
            default:
                throw new ArgumentOutOfRangeException(nameof(output), output, "no such kind of output");
        }
    }

    private static JsonObject FormatData(DisplayOutput display)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in display.Data.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            data[mimeType] =
                IsJson(mimeType) ? ParseJson(content)
                : IsBinary(mimeType) ? JsonValue.Create(content)
                : Lines(content);
        }

        return data;
    }

    /// <summary>Content that says it is JSON; what is not becomes a JSON string.</summary>
    private static JsonNode? ParseJson(string content)
    {
        content = CellText.WellFormed(content);
        try
        {
            // Nodes are read lazily: only writing tells whether each string in it is valid Unicode.
            return JsonNode.Parse(JsonNode.Parse(content)?.ToJsonString(NotebookJson.Compact) ?? "null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return JsonValue.Create(content);
        }
    }

    /// <summary>Whether the format keeps content of this type as JSON, not as text.</summary>
    private static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsBinary(string mimeType) =>
        mimeType.StartsWith("image/", StringComparison.Ordinal) && !mimeType.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>Text as nbformat's list of lines, each with its <c>\n</c>; empty text is the empty list.</summary>
    private static JsonArray Lines(string text)
    {
        text = CellText.WellFormed(text);
        var lines = new JsonArray();
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            lines.Add(text[start..end]);
            start = end;
        }

        return lines;
    }
}
