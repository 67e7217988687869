using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Documents;
using Jupyter = Microsoft.DotNet.Interactive.Documents.Jupyter;

namespace NotebookRunner.Documents;

/// <summary>The default language of a notebook and the languages it uses, in each layout that tools have written.</summary>
internal static class NotebookMetadata
{
    /// <summary>The language of a notebook that names none.</summary>
    public const string DefaultLanguage = "csharp";

    /// <summary>
    /// The default language by the metadata of an .ipynb, whose languages are added to the known ones: in any of the layouts that
    /// .NET Interactive knows, or else what Jupyter's own <c>language_info</c> says.
    /// </summary>
    public static string ReadLanguages(JsonElement metadata, KernelInfoCollection kernels)
    {
        if (metadata.ValueKind != JsonValueKind.Object) return DefaultLanguage;
        // VS Code writes it one level deeper than the library looks.
        var deeper = Member(Member(metadata, "polyglot_notebook"), "kernelInfo");
        string json = deeper.ValueKind == JsonValueKind.Object ? $$"""{"kernelInfo":{{deeper.GetRawText()}}}""" : metadata.GetRawText();
        var declared = Jupyter.Notebook.Parse($$"""{"metadata":{{json}}}""").GetKernelInfo();
        foreach (var kernel in declared ?? []) kernels.Declare(kernel);
        string name = kernels.Canonical(declared?.DefaultKernelName
            ?? Text(Member(Member(metadata, "kernelspec"), "language")) ?? Text(Member(Member(metadata, "language_info"), "name"))
            ?? DefaultLanguage);
        kernels.Declare(new KernelInfo(name));
        return name;
    }

    /// <summary>The default language of a notebook and those that its cells use.</summary>
    public static KernelInfoCollection KernelInfo(Notebook notebook)
    {
        var kernels = new KernelInfoCollection { DefaultKernelName = notebook.DefaultLanguage };
        var used = notebook.Cells.Where(cell => !cell.IsMarkdown).Select(cell => cell.Language).Prepend(notebook.DefaultLanguage);
        kernels.AddRange(used.Distinct().Select(name => new KernelInfo(name)));
        return kernels;
    }

    /// <summary>The JSON line under <c>#!meta</c>.</summary>
    public static string FormatDibMeta(Notebook notebook) =>
        JsonSerializer.Serialize(new { kernelInfo = KernelInfo(notebook) }, NotebookJson.Compact);

    /// <summary>The <c>metadata</c> object of an .ipynb.</summary>
    public static JsonObject ForIpynb(Notebook notebook)
    {
        var (language, file_extension, pygments_lexer, version) = notebook.DefaultLanguage switch
        {
            "fsharp" => ("F#", ".fs", "fsharp", "10.0"),
            "pwsh" => ("PowerShell", ".ps1", "powershell", "7.5"),
            _ => ("C#", ".cs", "csharp", "13.0"),
        };
        string mimetype = $"text/x-{pygments_lexer}";
        return JsonSerializer.SerializeToNode(new
        {
            kernelspec = new { display_name = $".NET ({language})", language, name = $".net-{pygments_lexer}" },
            language_info = new { file_extension, mimetype, name = language, pygments_lexer, version },
            polyglot_notebook = new { kernelInfo = KernelInfo(notebook) },
        })!.AsObject();
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

    public static IReadOnlyList<string> Tags(string metadata)
    {
        using var document = JsonDocument.Parse(metadata);
        return Member(document.RootElement, "tags") is { ValueKind: JsonValueKind.Array } tags
            ? [.. tags.EnumerateArray().Select(Text).OfType<string>()]
            : [];
    }

    /// <summary>A member of a JSON object; undefined where the element is no object or lacks it.</summary>
    public static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : default;

    /// <summary>The string that the element is, or null.</summary>
    public static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;
}
