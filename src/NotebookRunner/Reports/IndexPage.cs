using System.Net;
using System.Text;
using NotebookRunner.Documents;

namespace NotebookRunner.Reports;

/// <summary>The page that lists the notebooks of one run.</summary>
public static class IndexPage
{
    /// <summary>Writes <c>index.html</c> into the folder that holds the notebooks' pages.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static string Write(IReadOnlyList<ReportPage> pages, string folder)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var path = Path.Combine(folder, "index.html");
        AtomicFile.Write(path, Render(pages));
        return path;
    }

    /// <summary>The page as text.</summary>
    public static string Render(IReadOnlyList<ReportPage> pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        var html = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Notebooks</title></head><body><ul>");
        foreach (var page in pages)
        {
            html.Append($"<li><a href=\"{Uri.EscapeDataString(page.Name)}.html\">{WebUtility.HtmlEncode(page.Title)}</a></li>");
        }

        return html.Append("</ul></body></html>").ToString();
    }
}
