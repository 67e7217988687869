using Microsoft.DotNet.Interactive.Documents;
using static NotebookRunner.Documents.NotebookMetadata;
using Jupyter = Microsoft.DotNet.Interactive.Documents.Jupyter;

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
        var (cells, version, metadata) = (Member(root, "cells"), Member(root, "nbformat"), Member(root, "metadata"));
        if (version.ValueKind == JsonValueKind.Number && !(version.TryGetInt32(out int major) && major == 4))
        {
            throw new NotebookFormatException(
                $"nbformat {version} is not supported; open and save the notebook in a current Jupyter, which writes nbformat 4");
        }

        if (cells.ValueKind != JsonValueKind.Array)
            throw new NotebookFormatException("JSON, but not a Jupyter notebook: there is no list named \"cells\"");
        var kernels = KernelLanguages.WellKnown();
        string language = ByTheLibrary("the metadata", () => ReadLanguages(metadata, kernels));
        return new Notebook(
            [.. cells.EnumerateArray().Select((cell, i) => ReadCell(cell, i + 1, language, kernels))],
            language)
        { Metadata = Foreign(metadata) };
    }

    private static Cell ReadCell(JsonElement cell, int number, string defaultLanguage, KernelInfoCollection kernels)
    {
        string? type = Text(Member(cell, "cell_type"));
        if (type is not ("code" or "markdown" or RawCell))
        {
            throw new NotebookFormatException(
                $"cell {number} has the cell_type {(type is null ? "null" : $"\"{type}\"")}; it must be code, markdown or raw");
        }

        if (Member(cell, "source").ValueKind is not (JsonValueKind.String or JsonValueKind.Array))
            throw new NotebookFormatException($"the source of cell {number} is neither a string nor a list of strings");
        // One by one, so that the damaged one can be named.
        var element = ByTheLibrary($"cell {number}", () =>
        {
            var read = Jupyter.Notebook.Parse($$"""{"cells":[{{cell.GetRawText()}}]}""").Elements.Single();
            if (read.KernelName is { } name) kernels.Declare(new KernelInfo(kernels.Canonical(name)));
            return read;
        });
        string source = CellText.Normalize(element.Contents);
        string language = type != "code" ? type : kernels.Canonical(element.KernelName ?? defaultLanguage);
        string firstLine = source.Split('\n')[0];
        if (type == "code" && kernels.Opened(firstLine) is { } named)
            (language, source) = (named, CellText.Normalize(source[firstLine.Length..]));
        return new Cell(language, type == "markdown" ? InlineAttachments(source, Member(cell, "attachments")) : source)
        {
            Id = element.Id,
            Metadata = Foreign(Member(cell, "metadata")),
            ExecutionCount = element.ExecutionOrder > 0 ? element.ExecutionOrder : null,
            Outputs = [.. element.Outputs.Select((output, i) => ReadOutput(output, Member(cell, "outputs")[i], number))],
        };
    }

    private static CellOutput ReadOutput(InteractiveDocumentOutputElement output, JsonElement json, int number) => output switch
    {
        TextElement text => new StreamOutput(text.Name ?? "stdout", text.Text ?? ""),
        ErrorElement error => new ErrorOutput(error.ErrorName ?? "Error", error.ErrorValue ?? "", error.StackTrace ?? []),
        _ => new DisplayOutput(
            ((output as ReturnValueElement)?.Data ?? ((DisplayElement)output).Data).ToDictionary(
                entry => entry.Key,
                entry => IsJson(entry.Key) ? JsonSerializer.Serialize(Member(Member(json, "data"), entry.Key), NotebookJson.Compact)
                    : entry.Value is string text ? text
                    : entry.Value is object[] lines && lines.All(line => line is string) ? string.Concat(lines)
                    : throw new NotebookFormatException(
                        $"an output of cell {number} has {entry.Key} that is neither a string nor a list of strings")),
            IsResult: output is ReturnValueElement),
    };

    private static string InlineAttachments(string markdown, JsonElement attachments)
    {
        if (attachments.ValueKind != JsonValueKind.Object) return markdown;
        foreach (var attachment in attachments.EnumerateObject().Where(a => a.Value.ValueKind == JsonValueKind.Object))
        {
            if (attachment.Value.EnumerateObject().FirstOrDefault() is not { Value.ValueKind: JsonValueKind.String } content) continue;
            markdown = markdown.Replace(
                $"(attachment:{attachment.Name})", $"(data:{content.Name};base64,{content.Value.GetString()!.ReplaceLineEndings("")})");
        }

        return markdown;
    }

    /// <summary>Reads something with the library; where it cannot, says what it was.</summary>
    private static T ByTheLibrary<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or ArgumentException or FormatException)
        {
            throw new NotebookFormatException($"{what} cannot be read: {(e.InnerException ?? e).Message}", inner: e);
        }
    }
}
