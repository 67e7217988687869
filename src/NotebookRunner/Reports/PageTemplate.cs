using System.Collections.Concurrent;
using HandlebarsDotNet;

namespace NotebookRunner.Reports;

/// <summary>The templates of the pages; a value in double braces is escaped, one in triple braces is HTML already.</summary>
internal static class PageTemplate
{
    /// <summary>
    /// What a page may load: what it holds, and nothing else. Scripts and styles are inline; <c>connect-src 'self'</c>
    /// lets a page that a local server shows ask that server whether it changed.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; "
            + "media-src data: blob:; font-src data:; worker-src blob:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
            + "require-trusted-types-for 'script'";

    private static readonly string[] partials = ["cells", "lessons"];
    private static readonly IHandlebars handlebars = Create();
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> templates = new();

    /// <summary>Fills the template of a page, such as <c>report</c>.</summary>
    public static string Fill(string name, object view) => FillAsset($"{name}.html.hbs", view);

    public static string FillAsset(string path, object view) =>
        templates.GetOrAdd(path, static path => handlebars.Compile(Asset.Text(path)))(view);

    private static IHandlebars Create()
    {
        var created = Handlebars.Create();
        foreach (string partial in partials) created.RegisterTemplate(partial, Asset.Text($"{partial}.html.hbs"));
        return created;
    }
}
