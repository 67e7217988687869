using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>The texts of a figure without their markup.</summary>
internal static partial class StillText
{
    /// <summary>A text, or the text of an object that has one.</summary>
    public static string Plain(JsonNode? node)
    {
        string text = (node is JsonObject title ? title["text"] : node)?.ToString() ?? "";
        return WebUtility.HtmlDecode(Markup().Replace(text.Replace("<br>", " ", StringComparison.Ordinal), ""));
    }

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Markup();
}
