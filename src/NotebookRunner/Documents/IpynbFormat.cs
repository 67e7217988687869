using System.Text.Json.Nodes;

namespace NotebookRunner.Documents;

/// <summary>Jupyter's .ipynb format, written as nbformat 4.5 with the metadata of .NET Interactive; every version 4.x is read.</summary>
/// <remarks>Source: the nbformat documentation and its JSON schema, nbformat.v4.5.schema.json.</remarks>
public static partial class IpynbFormat
{
    /// <summary>Writes a notebook as nbformat does; the same notebook gives the same bytes.</summary>
    public static string Format(Notebook notebook)
    {
        var ids = CellIds.Of(notebook.Cells);
        return JsonSerializer.Serialize(new
        {
            cells = notebook.Cells.Select((cell, i) => FormatCell(cell, ids[i])),
            metadata = NotebookMetadata.WithForeign(NotebookMetadata.ForIpynb(notebook), notebook.Metadata),
            nbformat = 4,
            nbformat_minor = 5,
        }, NotebookJson.Indented) + "\n";
    }

    private static object FormatCell(Cell cell, string id)
    {
        string[] source = Lines(CellText.Normalize(cell.Source));
        if (!cell.IsCode)
            return new { cell_type = cell.Language, id, metadata = NotebookMetadata.WithForeign([], cell.Metadata), source };
        var ours = new JsonObject
        {
            ["dotnet_interactive"] = new JsonObject { ["language"] = cell.Language },
            ["polyglot_notebook"] = new JsonObject { ["kernelName"] = cell.Language },
        };
        return new
        {
            cell_type = "code",
            execution_count = cell.ExecutionCount,
            id,
            metadata = NotebookMetadata.WithForeign(ours, cell.Metadata),
            outputs = cell.Outputs.Select(output => FormatOutput(output, cell.ExecutionCount)),
            source,
        };
    }

    private static object FormatOutput(CellOutput output, int? execution_count) => output switch
    {
        DisplayOutput { IsResult: true } result =>
            new { data = FormatData(result), execution_count, metadata = new { }, output_type = "execute_result" },
        StreamOutput stream => new { name = CellText.WellFormed(stream.Name), output_type = "stream", text = Lines(stream.Text) },
        ErrorOutput error => new
        {
            ename = CellText.WellFormed(error.Name),
            evalue = CellText.WellFormed(error.Message),
            output_type = "error",
            traceback = error.Traceback.Select(CellText.WellFormed),
        },
        _ => new { data = FormatData((DisplayOutput)output), metadata = new { }, output_type = "display_data" },
    };

    private static SortedDictionary<string, object?> FormatData(DisplayOutput display) => new(
        display.Data.ToDictionary(
            entry => entry.Key,
            entry => IsJson(entry.Key) ? ParseJson(entry.Value) : IsBinary(entry.Key) ? entry.Value : Lines(entry.Value)),
        StringComparer.Ordinal);

    /// <summary>Content that says it is JSON; what is not becomes a JSON string.</summary>
    private static object? ParseJson(string content)
    {
        content = CellText.WellFormed(content);
        try
        {
            // Nodes are read lazily: only writing tells whether each string in it is valid Unicode.
            return JsonNode.Parse(JsonNode.Parse(content)?.ToJsonString(NotebookJson.Compact) ?? "null");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return content;
        }
    }

    /// <summary>Whether the format keeps content of this type as JSON, not as text.</summary>
    private static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    private static bool IsBinary(string mimeType) =>
        mimeType.StartsWith("image/", StringComparison.Ordinal) && !mimeType.EndsWith("+xml", StringComparison.Ordinal);

    /// <summary>Text as nbformat's list of lines, each with its <c>\n</c>; empty text is the empty list.</summary>
    private static string[] Lines(string text)
    {
        string[] lines = CellText.WellFormed(text).Split('\n');
        return [.. lines.SkipLast(1).Select(line => line + "\n"), .. lines[^1].Length > 0 ? lines[^1..] : []];
    }
}
