using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Display;

/// <summary>
/// Every word of a figure (its kinds of traces, colours, axes, buttons, what it says under the pointer) against a file that was looked at; of long
/// lists the beginning and the end. That the numbers are those they should be is for <see cref="FigureValuesTests"/>.
/// </summary>
public sealed partial class FigureSnapshotTests
{
    private const int Longest = 8;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> EveryFigure => Gallery.Names;

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void A_figure_is_as_stored(string name)
    {
        var root = Gallery.All[name]().Root();
        root["layout"]!.AsObject().Remove("template");

        // These two show rounding errors, which differ between processors.
        bool isRounding = name is "step size" or "gradient check";
        Snapshot.Matches($"figure-{name.Replace(' ', '-')}.json", Text(Short(root, isRounding)!));
    }

    [Fact]
    public void The_template_of_all_figures_is_as_stored() =>
        Snapshot.Matches("figure-template.json", Text(Gallery.All["curves"]().Root()["layout"]!["template"]!.DeepClone()));

    private static string Text(JsonNode node) => node.ToJsonString(Readable).ReplaceLineEndings("\n");

    private static JsonNode? Short(JsonNode? node, bool withoutNumbers)
    {
        JsonNode? Part(JsonNode? part) => Short(part, withoutNumbers);
        return node switch
        {
            JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Part(entry.Value)))),
            JsonArray items when items.Count > Longest => new JsonArray(Part(items[0]), Part(items[1]), $"… {items.Count} in all …", Part(items[^1])),
            JsonArray items => new JsonArray([.. items.Select(Part)]),
            JsonValue value when withoutNumbers => Number().Replace(value.ToString(), "#"),
            _ => node?.DeepClone(),
        };
    }

    [GeneratedRegex(@"-?\d[\d.]*(E[+-]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
