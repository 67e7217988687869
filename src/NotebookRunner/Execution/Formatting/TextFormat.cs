using System.Collections;
using System.Globalization;
using System.Text;

namespace NotebookRunner.Execution;

/// <summary>
/// The plain text of a value, in the manner of .NET Interactive: <c>[ 1, 2, 3 ]</c> for numbers, <c>( 1, a )</c> for a tuple,
/// a line per member for an object.
/// </summary>
internal static class TextFormat
{
    public static string Of(object? value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        return text.ToString();
    }

    /// <summary>One short line about an object.</summary>
    public static string Summary(object value)
    {
        string line = (value.ToString() ?? "").Trim().Replace("\r", "\\r", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return line.Length <= 300 ? line : line[..300] + "...";
    }

    /// <summary>A number, text or date, as the invariant culture writes it.</summary>
    public static string Scalar(object value) => value switch
    {
        DateTime or DateTimeOffset => ((IFormattable)value).ToString("u", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static void Append(StringBuilder text, object? value, int depth)
    {
        switch (value)
        {
            case null:
                text.Append("<null>");
                break;
            case Type type:
                text.Append(TypeName.Of(type));
                break;
            case Exception:
                text.Append(value);
                break;
            case var scalar when TypeShape.IsScalar(scalar.GetType()) || depth >= TypeShape.DepthLimit:
                text.Append(Scalar(value));
                break;
            case IEnumerable sequence when TypeShape.IsItemsOnly(value.GetType()):
                AppendSequence(text, sequence, depth);
                break;
            default:
                AppendObject(text, value, depth);
                break;
        }
    }

    private static void AppendSequence(StringBuilder text, IEnumerable sequence, int depth)
    {
        bool oneLine = TypeShape.ElementType(sequence.GetType()) is { } element && (TypeShape.IsScalar(element) || TypeShape.IsTuple(element));
        var (items, more) = TypeShape.Take(sequence.Cast<object?>(), TypeShape.Count(sequence));
        string indent = new string(' ', 2 * depth + 2);
        text.Append(oneLine || items.Count == 0 ? "[ " : TypeName.Of(sequence.GetType()) + "\n");
        for (int i = 0; i < items.Count; i++)
        {
            text.Append(oneLine ? (i > 0 ? ", " : "") : (i > 0 ? "\n" : "") + indent + "- ");
            Append(text, items[i], depth + 1);
        }
        if (more != 0) text.Append(more is null ? " ... (more)" : $" ... ({more} more)");
        if (oneLine || items.Count == 0) text.Append(items.Count == 0 ? "]" : " ]");
    }

    private static void AppendObject(StringBuilder text, object value, int depth)
    {
        var type = value.GetType();
        var members = TypeShape.Members(type);
        if (TypeShape.IsTuple(type))
        {
            text.Append("( ");
            for (int i = 0; i < members.Count; i++)
            {
                text.Append(i > 0 ? ", " : "");
                Append(text, members[i].Get(value), depth + 1);
            }
            text.Append(" )");
            return;
        }
        if (members.Count == 0)
        {
            text.Append(value);
            return;
        }
        string indent = new string(' ', 4 * depth + 4);
        text.Append(TypeName.Of(type));
        foreach (var (name, get) in members)
        {
            text.Append('\n').Append(indent).Append(name).Append(": ");
            Append(text, get(value), depth + 1);
        }
        if (value is IEnumerable sequence)
        {
            text.Append('\n').Append(indent).Append("(values): ");
            AppendSequence(text, sequence, depth + 1);
        }
    }
}
