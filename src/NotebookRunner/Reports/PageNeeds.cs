namespace NotebookRunner.Reports;

/// <summary>The styles and scripts that a page needs, as paths of assets: the large ones only where something needs them.</summary>
/// <param name="Styles">Its style sheets.</param>
/// <param name="HeadScripts">What must be there before the outputs.</param>
/// <param name="BodyScripts">What works on the whole page.</param>
internal sealed partial record PageNeeds(IReadOnlyList<string> Styles, IReadOnlyList<string> HeadScripts, IReadOnlyList<string> BodyScripts)
{
    private static readonly string[] formulaScripts = ["vendor/katex/katex.min.js", "vendor/katex/auto-render.min.js"];

    /// <summary>What the list of these lessons needs.</summary>
    public static PageNeeds OfIndex(IEnumerable<LessonCard> cards)
    {
        bool formulas = cards.Any(card => card.Learns.Contains(@"\("));
        return new PageNeeds(Sheets(formulas, "index.css"), [], formulas ? [.. formulaScripts, "report.js"] : []);
    }

    /// <summary>Whether HTML is a chart of Plotly.NET, which asks the page for plotly.js; the library's figures bring their own.</summary>
    public static bool IsPlotlyNetChart(string html) => html.Contains("Plotly.newPlot") && !html.Contains("plotly-figure");

    /// <summary>A figure without the plotly.js that the first one of a notebook carries.</summary>
    public static string WithoutPlotlyJs(string html) => PlotlyJs().Replace(html, "");

    [GeneratedRegex("<script type=\"application/gzip\" class=\"plotly-js\"[^>]*>[^<]*</script>")]
    private static partial Regex PlotlyJs();

    /// <summary>What these cells need.</summary>
    public static PageNeeds Of(IReadOnlyList<CellView> cells)
    {
        string[] pieces = [.. cells.SelectMany(cell => cell.Outputs.Select(output => output.Html).Prepend(cell.Html))];
        bool AnyContains(params string[] marks) =>
            pieces.Any(piece => marks.Any(mark => piece.Contains(mark, StringComparison.OrdinalIgnoreCase)));

        bool formulas = AnyContains("class=\"math\"", "\\(", "\\[", "$$");
        // In the head: scripts in the outputs draw as soon as they are read.
        string[] charts = pieces.Any(IsPlotlyNetChart) ? ["vendor/plotly.js/plotly.min.js", "plotly-net.js"] : [];
        List<string> body = formulas ? [.. formulaScripts] : [];
        if (cells.Any(cell => !cell.Cell.IsMarkdown) || AnyContains("class=\"language-")) body.Add("vendor/highlight.js/highlight.min.js");
        if (cells.Any(cell => cell.Cell.Language == "fsharp") || AnyContains("language-fsharp"))
            body.Add("vendor/highlight.js/fsharp.min.js");
        if (cells.Any(cell => cell.Outputs.Any(output => output.Kind == "mermaid")) || AnyContains("language-mermaid"))
            body.Add("vendor/mermaid/mermaid.min.js");
        return new PageNeeds(Sheets(formulas, "report.css"), ["stay.js", .. charts], [.. body, "report.js"]);
    }

    private static string[] Sheets(bool formulas, string last) =>
        formulas ? ["fonts.css", "vendor/katex/katex.min.css", "page.css", last] : ["fonts.css", "page.css", last];
}
