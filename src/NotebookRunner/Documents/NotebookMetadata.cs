using System.Text.Json;
using System.Text.Json.Nodes;

namespace NotebookRunner.Documents;

/// <summary>
/// What a notebook says about itself: its default language and the languages it uses, in each layout that tools have written.
/// </summary>
internal static class NotebookMetadata
{
    /// <summary>The language of a notebook that names none.</summary>
    public const string DefaultLanguage = "csharp";

    /// <summary>
    /// Reads the default language from a metadata object and adds the languages it declares. Looked at in this order:
    /// <c>kernelInfo</c> (.dib), <c>polyglot_notebook.kernelInfo</c>, <c>polyglot_notebook</c> and
    /// <c>dotnet_interactive</c> (older), <c>kernelspec.language</c> (any Jupyter notebook).
    /// </summary>
    /// <exception cref="InvalidOperationException">The metadata is not a JSON object.</exception>
    public static string Read(JsonElement metadata, KernelLanguages languages)
    {
        if (metadata.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidOperationException($"expected a JSON object, found {metadata.ValueKind}");
        }

        var polyglot = Member(metadata, "polyglot_notebook");
        foreach (var kernelInfo in new[]
        {
            Member(metadata, "kernelInfo"),
            Member(polyglot, "kernelInfo"),
            polyglot,
            Member(metadata, "dotnet_interactive"),
        })
        {
            Declare(Member(kernelInfo, "items"), languages);
            if (Text(Member(kernelInfo, "defaultKernelName")) is { } name)
            {
                return languages.Canonical(name);
            }
        }

        string language = Text(Member(Member(metadata, "kernelspec"), "language"))
            ?? Text(Member(Member(metadata, "language_info"), "name"))
            ?? DefaultLanguage;
        return languages.Canonical(language);
    }

    /// <summary>The JSON line under <c>#!meta</c>.</summary>
    public static string FormatDibMeta(Notebook notebook) =>
        new JsonObject { ["kernelInfo"] = KernelInfo(notebook) }.ToJsonString(NotebookJson.Compact);

    /// <summary>The <c>metadata</c> object of an .ipynb.</summary>
    public static JsonObject ForIpynb(Notebook notebook)
    {
        var (displayName, fileExtension, mimeType, lexer, version) = notebook.DefaultLanguage switch
        {
            "fsharp" => ("F#", ".fs", "text/x-fsharp", "fsharp", "10.0"),
            "pwsh" => ("PowerShell", ".ps1", "text/x-powershell", "powershell", "7.5"),
            _ => ("C#", ".cs", "text/x-csharp", "csharp", "13.0"),
        };
        return new JsonObject
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = $".NET ({displayName})",
                ["language"] = displayName,
                ["name"] = $".net-{lexer}",
            },
            ["language_info"] = new JsonObject
            {
                ["file_extension"] = fileExtension,
                ["mimetype"] = mimeType,
                ["name"] = displayName,
                ["pygments_lexer"] = lexer,
                ["version"] = version,
            },
            ["polyglot_notebook"] = new JsonObject { ["kernelInfo"] = KernelInfo(notebook) },
        };
    }

    /// <summary>What of a metadata object is none of ours, as JSON; null if there is nothing.</summary>
    public static string? Foreign(JsonElement metadata)
    {
        if (metadata.ValueKind != JsonValueKind.Object) return null;
        var rest = new JsonObject(metadata.EnumerateObject().DistinctBy(member => member.Name)
            .Where(member =>
                member.Name is not ("kernelspec" or "language_info" or "polyglot_notebook" or "dotnet_interactive" or "kernelInfo"))
            .Select(member => KeyValuePair.Create(member.Name, JsonNode.Parse(member.Value.GetRawText()))));
        return rest.Count == 0 ? null : rest.ToJsonString(NotebookJson.Compact);
    }

    /// <summary>A metadata object: ours, and what was read beside it; the keys in ordinal order, as nbformat writes them.</summary>
    public static JsonObject WithForeign(JsonObject ours, string? foreign)
    {
        if (foreign is null) return ours;
        var all = ours.ToDictionary(member => member.Key, member => member.Value?.DeepClone());
        foreach (var (name, value) in JsonNode.Parse(foreign)!.AsObject()) all.TryAdd(name, value?.DeepClone());
        return new JsonObject(all.OrderBy(member => member.Key, StringComparer.Ordinal));
    }

    /// <summary>The tags in the metadata of a cell.</summary>
    public static IReadOnlyList<string> Tags(string metadata)
    {
        using var document = JsonDocument.Parse(metadata);
        return Member(document.RootElement, "tags") is { ValueKind: JsonValueKind.Array } tags
            ? [.. tags.EnumerateArray().Select(Text).OfType<string>()] : [];
    }

    /// <summary>A member of a JSON object; undefined where the element is no object or lacks it.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The string that the element is, or null.</summary>
    public static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static JsonObject KernelInfo(Notebook notebook)
    {
        var used = notebook.Cells.Where(cell => !cell.IsMarkdown).Select(cell => cell.Language)
            .Prepend(notebook.DefaultLanguage)
            .Distinct(StringComparer.Ordinal);
        return new JsonObject
        {
            ["defaultKernelName"] = notebook.DefaultLanguage,
            ["items"] = new JsonArray([.. used.Select(name => new JsonObject { ["name"] = name })]),
        };
    }

    private static void Declare(JsonElement items, KernelLanguages languages)
    {
        if (items.ValueKind != JsonValueKind.Array)
        {
            return;
        }

        foreach (var item in items.EnumerateArray())
        {
            if (Text(Member(item, "name")) is { } name)
            {
                var aliases = Member(item, "aliases");
                languages.Add(
                    name,
                    aliases.ValueKind == JsonValueKind.Array ? aliases.EnumerateArray().Select(Text).OfType<string>() : []);
            }
        }
    }
}
