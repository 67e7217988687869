using System.Collections;
using System.Globalization;
using System.Net;
using System.Text;

namespace NotebookRunner.Execution;

/// <summary>
/// The HTML of a value without a form of its own, in the manner of .NET Interactive: text for numbers and strings,
/// one line for sequences of them, a table for other sequences and dictionaries, a tree of members for objects.
/// </summary>
internal static class HtmlFormat
{
    public static string Of(object? value)
    {
        var html = new StringBuilder();
        Append(html, value, 0);
        return html.ToString();
    }

    private static void Append(StringBuilder html, object? value, int depth)
    {
        if (value is not null && ValueFormatter.OwnHtml(value) is { } own)
        {
            html.Append(own);
            return;
        }
        switch (value)
        {
            case DateTime or DateTimeOffset or TimeSpan or Enum:
                html.Append("<span>").Append(WebUtility.HtmlEncode(TextFormat.Scalar(value))).Append("</span>");
                break;
            case Type type:
                html.Append("<span>").Append(WebUtility.HtmlEncode(TypeName.Of(type))).Append("</span>");
                break;
            case null or string or Exception:
                AppendText(html, value);
                break;
            case var scalar when TypeShape.IsScalar(scalar.GetType()):
                AppendText(html, value);
                break;
            case var deep when depth >= TypeShape.DepthLimit:
                html.Append(WebUtility.HtmlEncode(deep.ToString()));
                break;
            case IEnumerable sequence when TypeShape.IsItemsOnly(value.GetType()):
                AppendSequence(html, sequence, depth);
                break;
            default:
                AppendTree(html, value, depth);
                break;
        }
    }

    private static void AppendText(StringBuilder html, object? value) =>
        html.Append("<div class=\"dni-plaintext\"><pre>").Append(WebUtility.HtmlEncode(TextFormat.Of(value))).Append("</pre></div>");

    private static void AppendSequence(StringBuilder html, IEnumerable sequence, int depth)
    {
        int? count = TypeShape.Count(sequence);
        if (TypeShape.Entries(sequence) is { } entries)
        {
            var (pairs, more) = TypeShape.Take(entries, count);
            AppendTable(html, "key", [.. pairs.Select(p => p.Key)], [.. pairs.Select(p => p.Value)], more, depth);
        }
        else if (TypeShape.ElementType(sequence.GetType()) is { } element && TypeShape.IsScalar(element))
        {
            AppendText(html, sequence);
        }
        else
        {
            var (items, more) = TypeShape.Take(sequence.Cast<object?>(), count);
            AppendTable(html, "index", null, items, more, depth);
        }
    }

    private static void AppendTable(StringBuilder html, string header, List<object?>? keys, List<object?> values, int? more, int depth)
    {
        if (values.Count == 0)
        {
            html.Append("<i>(empty)</i>");
            return;
        }
        bool mixed = values.Where(v => v is not null).Select(v => v!.GetType()).Distinct().Count() > 1;
        html.Append("<table><thead><tr><th><i>").Append(header).Append("</i></th>")
            .Append(mixed ? "<th><i>type</i></th>" : "").Append("<th>value</th></tr></thead><tbody>");
        for (int i = 0; i < values.Count; i++)
        {
            html.Append("<tr><td>");
            if (keys is null) html.Append(i.ToString(CultureInfo.InvariantCulture));
            else Append(html, keys[i], depth + 1);
            if (mixed) html.Append("</td><td>").Append(WebUtility.HtmlEncode(values[i] is { } v ? TypeName.Of(v.GetType()) : ""));
            html.Append("</td><td>");
            Append(html, values[i], depth + 1);
            html.Append("</td></tr>");
        }
        if (more != 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td colspan=\"{(mixed ? 3 : 2)}\"><i>")
                .Append(more is null ? "... (more)" : $"({more} more)").Append("</i></td></tr>");
        }
        html.Append("</tbody></table>");
    }

    private static void AppendTree(StringBuilder html, object value, int depth)
    {
        html.Append(depth < 2 ? "<details open=\"open\" class=\"dni-treeview\">" : "<details class=\"dni-treeview\">")
            .Append("<summary><span class=\"dni-code-hint\"><code>")
            .Append(WebUtility.HtmlEncode(TextFormat.Summary(value)))
            .Append("</code></span></summary><div><table><thead><tr></tr></thead><tbody>");
        foreach (var (name, get) in TypeShape.Members(value.GetType()))
        {
            html.Append("<tr><td>").Append(WebUtility.HtmlEncode(name)).Append("</td><td>");
            Append(html, get(value), depth + 1);
            html.Append("</td></tr>");
        }
        if (value is IEnumerable sequence)
        {
            html.Append("<tr><td><i>(values)</i></td><td>");
            AppendSequence(html, sequence, depth + 1);
            html.Append("</td></tr>");
        }
        html.Append("</tbody></table></div></details>");
    }
}
