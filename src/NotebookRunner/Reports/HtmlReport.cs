using System.Net;
using System.Text;
using NotebookRunner.Documents;

namespace NotebookRunner.Reports;

/// <summary>One self-contained HTML page for an executed notebook.</summary>
public static class HtmlReport
{
    /// <summary>Writes the page <c>{Name}.html</c> into a folder, which is created if need be.</summary>
    /// <returns>The path of the page.</returns>
    /// <exception cref="IOException">The page cannot be written.</exception>
    public static string Write(ReportPage page, string folder)
    {
        ArgumentNullException.ThrowIfNull(page);
        var path = Path.Combine(folder, page.Name + ".html");
        AtomicFile.Write(path, Render(page));
        return path;
    }

    /// <summary>The page as text.</summary>
    public static string Render(ReportPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{WebUtility.HtmlEncode(page.Title)}</title></head><body>");
        foreach (var cell in page.Notebook.Cells)
        {
            html.Append(cell.IsMarkdown ? MarkdownHtml.Render(cell.Source) : $"<pre>{WebUtility.HtmlEncode(cell.Source)}</pre>");
            foreach (var output in cell.Outputs)
            {
                html.Append(output switch
                {
                    DisplayOutput display when display.Data.TryGetValue("text/html", out var content) => content,
                    DisplayOutput display => $"<pre>{WebUtility.HtmlEncode(display.Data.GetValueOrDefault("text/plain"))}</pre>",
                    StreamOutput stream => $"<pre>{WebUtility.HtmlEncode(stream.Text)}</pre>",
                    ErrorOutput error => $"<pre>{WebUtility.HtmlEncode($"{error.Name}: {error.Message}\n{string.Join('\n', error.Traceback)}")}</pre>",
                    _ => "",
                });
            }
        }

        return html.Append("</body></html>").ToString();
    }
}
