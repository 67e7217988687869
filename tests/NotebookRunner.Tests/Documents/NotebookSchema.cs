using System.Text.Json.Nodes;
using NJsonSchema;

namespace NotebookRunner.Tests.Documents;

/// <summary>
/// nbformat's own JSON schema for version 4.5, from github.com/jupyter/nbformat (BSD-3-Clause: nbformat.LICENSE).
/// </summary>
internal static class NotebookSchema
{
    private static readonly Lazy<Task<JsonSchema>> schema = new(async () =>
    {
        using var reader = new StreamReader(typeof(NotebookSchema).Assembly.GetManifestResourceStream("nbformat.v4.5.schema.json")!);
        return await JsonSchema.FromJsonAsync(WithFlatDefinitions(await reader.ReadToEndAsync()));
    });

    /// <summary>What the schema finds wrong, one line an error; empty if it accepts the notebook.</summary>
    public static async Task<IReadOnlyList<string>> ErrorsAsync(string ipynb) =>
        [.. (await schema.Value).Validate(ipynb).Select(error => $"{error.Path} ({error.LineNumber}): {error.Kind}")];

    /// <summary>NJsonSchema resolves no reference into a group of definitions, so the members of the one group there is move up.</summary>
    private static string WithFlatDefinitions(string json)
    {
        var root = JsonNode.Parse(json.Replace("#/definitions/misc/", "#/definitions/", StringComparison.Ordinal))!;
        var definitions = root["definitions"]!.AsObject();
        foreach (var (name, definition) in definitions["misc"]!.AsObject())
        {
            definitions.Add(name, definition!.DeepClone());
        }

        definitions.Remove("misc");
        return root.ToJsonString();
    }
}
