using System.Net;

namespace NotebookRunner.Reports;

/// <summary>Outputs as HTML: of each the richest representation that a page can show.</summary>
/// <param name="folder">The folder that relative image paths start from.</param>
internal sealed class OutputHtml(string folder)
{
    private static readonly string[] imageTypes = ["image/svg+xml", "image/png", "image/jpeg", "image/gif"];

    public OutputView Render(CellOutput output) => output switch
    {
        StreamOutput stream => new($"stream {stream.Name}", Preformatted(stream.Text)),
        ErrorOutput { Name: var name } error => new("error", "", new ErrorView(
            name == "Error" ? "" : name, PlainText(error.Message), PlainText(string.Join('\n', error.Traceback)))),
        _ => Render(((DisplayOutput)output).Data),
    };

    private OutputView Render(IReadOnlyDictionary<string, string> data)
    {
        if (data.TryGetValue("text/html", out string? html)) return new("html", Own(html));
        if (data.TryGetValue("text/vnd.mermaid", out string? diagram)) return new("mermaid", Preformatted(diagram));
        if (imageTypes.FirstOrDefault(data.ContainsKey) is { } imageType)
        {
            string alternative = WebUtility.HtmlEncode(data.GetValueOrDefault("text/plain", "output"));
            return new("image", $"""<img alt="{alternative}" src="{ImageUri(imageType, data[imageType])}">""");
        }

        if (data.TryGetValue("text/markdown", out string? markdown)) return new("text", new MarkdownHtml(folder).Render(markdown));
        if (data.TryGetValue("text/latex", out string? formula)) return new("latex", WebUtility.HtmlEncode(formula));
        if (data.TryGetValue("application/javascript", out string? script))
            return new("html", Own($"<script>{ScriptText(script)}</script>"));
        return new("plain", Preformatted(data.GetValueOrDefault("text/plain") ?? data.Values.FirstOrDefault("")));
    }

    private string Own(string html)
    {
        var body = HtmlFragment.Load(html, folder);
        OutputStyle.Scope(body);
        return body.InnerHtml;
    }

    private static string ImageUri(string type, string content) =>
        type == "image/svg+xml"
            ? Asset.DataUri(type, Encoding.UTF8.GetBytes(content))
            : $"data:{type};base64,{content.ReplaceLineEndings("")}";

    /// <summary>A script in a form that cannot end its element early.</summary>
    private static string ScriptText(string script) => script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    private static string Preformatted(string text) => $"<pre>{WebUtility.HtmlEncode(PlainText(text))}</pre>";

    private static string PlainText(string text) => CellText.WithoutEscapes(text).TrimEnd('\n');
}
