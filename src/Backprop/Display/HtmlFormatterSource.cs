using System.Diagnostics.CodeAnalysis;

namespace Backprop;

/// <summary>Formats every <see cref="IHtmlContent"/>; .NET Interactive finds its members by name.</summary>
[SuppressMessage("Performance", "CA1812", Justification = "Created by the kernel.")]
internal sealed class HtmlFormatterSource
{
    public const string Html = "text/html";
    public const string Text = "text/plain";

    [SuppressMessage("Performance", "CA1822", Justification = "The kernel calls it on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new Formatter(Html, value => (value as IHtmlContent)?.ToNotebookHtml()),
        new Formatter(Text, value => value.ToString()),
    ];

    internal sealed class Formatter(string mimeType, Func<object, string?> format)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (format(instance) is not { } content) return false;
            writer.Write(content);
            return true;
        }
    }
}
