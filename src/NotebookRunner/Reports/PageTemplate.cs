using HandlebarsDotNet;

namespace NotebookRunner.Reports;

/// <summary>The HTML templates of the pages; a value in double braces is escaped, one in triple braces is HTML already.</summary>
internal static class PageTemplate
{
    /// <summary>
    /// What a page may load: what it holds, and nothing else. Scripts and styles are inline; <c>connect-src 'self'</c>
    /// lets a page that a local server shows ask that server whether it changed.
    /// </summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; " +
        "img-src data: blob:; media-src data: blob:; font-src data:; worker-src blob:; connect-src 'self'; form-action 'none'; base-uri 'none'";

    private static readonly IHandlebars handlebars = Handlebars.Create();

    private static readonly Lazy<HandlebarsTemplate<object, object>> report = new(() => handlebars.Compile(Asset.Text("report.html.hbs")));
    private static readonly Lazy<HandlebarsTemplate<object, object>> index = new(() => handlebars.Compile(Asset.Text("index.html.hbs")));

    /// <summary>Fills the template of a notebook's page.</summary>
    public static string Report(object view) => report.Value(view);

    /// <summary>Fills the template of the index page.</summary>
    public static string Index(object view) => index.Value(view);
}
