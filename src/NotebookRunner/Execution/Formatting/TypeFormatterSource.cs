using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;

namespace NotebookRunner.Execution;

/// <summary>
/// The formatters that a type names with an attribute called <c>TypeFormatterSourceAttribute</c>, found by name as
/// .NET Interactive does, so that a library needs no reference to a notebook host. The attribute's
/// <c>FormatterSourceType</c> has <c>CreateTypeFormatters()</c>, whose items have <c>MimeType</c> and
/// <c>Format(object, TextWriter)</c>; its <c>PreferredMimeTypes</c> says what to show.
/// </summary>
internal sealed class TypeFormatterSource
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConcurrentDictionary<Type, TypeFormatterSource?> Known = [];
    private readonly Dictionary<string, Func<object, TextWriter, bool>> formatters = [];

    private TypeFormatterSource(IEnumerable<Attribute> attributes)
    {
        List<string> preferred = [];
        foreach (var attribute in attributes)
        {
            var sourceType = SourceType(attribute)!;
            object source = Activator.CreateInstance(sourceType, nonPublic: true)!;
            var created = sourceType.GetMethod("CreateTypeFormatters", [])?.Invoke(source, null) as IEnumerable;
            foreach (object? formatter in created ?? Array.Empty<object>())
            {
                if (Property(formatter, "MimeType") is string mimeType
                    && formatter.GetType().GetMethod("Format", [typeof(object), typeof(TextWriter)]) is { } format)
                {
                    formatters.TryAdd(mimeType, (value, writer) => (bool)format.Invoke(formatter, BindingFlags.DoNotWrapExceptions, null, [value, writer], CultureInfo.InvariantCulture)!);
                }
            }
            preferred.AddRange(Property(attribute, "PreferredMimeTypes") as string[] ?? []);
        }
        MimeTypes = preferred.Count > 0 ? preferred : [.. formatters.Keys];
    }

    /// <summary>The representations to show, preferred first.</summary>
    public IReadOnlyList<string> MimeTypes { get; }

    /// <summary>
    /// The formatters of a type, or null if it names none. Plotly.NET 6 has an attribute of that name without a
    /// <c>FormatterSourceType</c>, which .NET Interactive passes over.
    /// </summary>
    public static TypeFormatterSource? For(Type? type) => type is null ? null : Known.GetOrAdd(type, static t =>
    {
        var attributes = t.GetCustomAttributes(inherit: true).Cast<Attribute>().Where(a => a.GetType().Name == AttributeName && SourceType(a) is not null).ToList();
        return attributes.Count > 0 ? new TypeFormatterSource(attributes) : null;
    });

    /// <summary>The value as this mime type, or null if no formatter gives it.</summary>
    public string? Format(object value, string mimeType)
    {
        if (!formatters.TryGetValue(mimeType, out var format)) return null;
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        return format(value, writer) ? writer.ToString() : null;
    }

    private static Type? SourceType(Attribute attribute) => Property(attribute, "FormatterSourceType") as Type;

    private static object? Property(object instance, string name) =>
        instance.GetType().GetProperty(name, BindingFlags.Public | BindingFlags.Instance)?.GetValue(instance);
}
