namespace Backprop;

/// <summary>
/// Tells .NET Interactive how to format a type. The kernel knows the attribute by its name and properties,
/// so the library needs no reference to it.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = [HtmlFormatterSource.Html, HtmlFormatterSource.Text];
}
