using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive.Formatting;

namespace BrowserKernel;

/// <summary>What every cell can call without an object, as in .NET Interactive.</summary>
public static class CellApi
{
    /// <summary>Where displays go.</summary>
    internal static CellOutput? Output { get; set; }

    /// <summary>Shows a value below the cell, as the value of a trailing expression is.</summary>
    /// <param name="value">The value, or null.</param>
    /// <param name="mimeTypes">The representation to show; by default the preferred one of the value's type.</param>
    /// <returns>A handle to show something else in the same place later.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes)
    {
        var displayed = new DisplayedValue(value, FormattedValue.CreateManyFromObject(value, mimeTypes));
        Output!.Show(displayed);
        return displayed;
    }

    /// <summary>The same, after the value; that of the Formatting package returns a handle with another id than what it shows.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => display(value, mimeTypes);

    /// <summary>Shows a text that is of a MIME type already.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType)
    {
        var displayed = new DisplayedValue(value, [new FormattedValue(mimeType, value)]);
        Output!.Show(displayed);
        return displayed;
    }

    /// <summary>Marks a text as HTML, to be shown as it is.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => $"<style>{content}</style>".DisplayAs("text/html");

    /// <summary>Runs a script in the page.</summary>
    public static void Javascript(string scriptContent) => $"<script>{scriptContent}</script>".DisplayAs("text/html");
}
