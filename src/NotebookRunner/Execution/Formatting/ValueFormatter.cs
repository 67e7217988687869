using System.Globalization;
using System.Reflection;

namespace NotebookRunner.Execution;

/// <summary>
/// Turns a value into what a notebook shows, by mime type. In this order: the formatters its type names by convention,
/// its own <c>ToHtml()</c>, and else tables and text in the manner of .NET Interactive.
/// </summary>
internal static class ValueFormatter
{
    public const string Html = "text/html";
    public const string Text = "text/plain";

    /// <param name="value">The value, or null.</param>
    /// <param name="mimeTypes">The representations asked for; empty for those that suit the type.</param>
    public static IReadOnlyDictionary<string, string> Format(object? value, params IReadOnlyList<string> mimeTypes)
    {
        var data = new Dictionary<string, string>();
        if (mimeTypes.Count > 0)
        {
            foreach (string mimeType in mimeTypes)
            {
                data[mimeType] = As(value, mimeType) ?? throw new ArgumentException(
                    $"{value?.GetType().Name ?? "null"} has no representation as {mimeType}; text/html and text/plain always work.", nameof(mimeTypes));
            }
            return data;
        }
        foreach (string mimeType in TypeFormatterSource.For(value?.GetType())?.MimeTypes ?? [Html])
        {
            if (As(value, mimeType) is { } content) data[mimeType] = content;
        }
        if (value is not HtmlString) data.TryAdd(Text, As(value, Text)!);
        return data;
    }

    /// <summary>The HTML that the type itself provides, or null if it provides none.</summary>
    public static string? OwnHtml(object value) =>
        TypeFormatterSource.For(value.GetType())?.Format(value, Html) ?? ToHtml(value) ?? PlotlyNetChart.Html(value);

    private static string? As(object? value, string mimeType)
    {
        if (value is not null && TypeFormatterSource.For(value.GetType())?.Format(value, mimeType) is { } own) return own;
        return mimeType switch
        {
            Html => HtmlFormat.Of(value),
            Text when value is not null && ToHtmlMethod(value.GetType()) is not null => value.ToString() ?? "",
            Text => TextFormat.Of(value),
            _ => null,
        };
    }

    private static string? ToHtml(object value) =>
        ToHtmlMethod(value.GetType()) is { } method
            ? method.Invoke(value, BindingFlags.DoNotWrapExceptions, null, null, CultureInfo.InvariantCulture)?.ToString() ?? ""
            : null;

    private static MethodInfo? ToHtmlMethod(Type type) =>
        type.GetMethod("ToHtml", BindingFlags.Public | BindingFlags.Instance, []) is { ReturnType: var result } method && result != typeof(void)
            ? method
            : null;
}
