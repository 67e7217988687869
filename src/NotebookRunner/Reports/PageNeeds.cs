namespace NotebookRunner.Reports;

/// <summary>
/// The styles and scripts that a page needs, as paths of assets: the large ones only where something on the page needs them.
/// </summary>
/// <param name="Styles">Its style sheets.</param>
/// <param name="HeadScripts">What must be there before the outputs.</param>
/// <param name="BodyScripts">What works on the whole page.</param>
internal sealed record PageNeeds(IReadOnlyList<string> Styles, IReadOnlyList<string> HeadScripts, IReadOnlyList<string> BodyScripts)
{
    private const string Vendor = "vendor/";

    /// <summary>What the list of these lessons needs.</summary>
    public static PageNeeds OfIndex(IEnumerable<LessonCard> cards)
    {
        List<string> styles = ["fonts.css", "page.css", "index.css"];
        List<string> body = [];
        if (cards.Any(card => card.Learns.Contains(@"\(", StringComparison.Ordinal)))
        {
            AddFormulas(styles, body);
            body.Add("report.js");
        }

        return new PageNeeds(styles, [], body);
    }

    /// <summary>Whether HTML is a chart of Plotly.NET, which asks the page for plotly.js; the library's figures bring their own.</summary>
    public static bool IsPlotlyNetChart(string html) =>
        html.Contains("Plotly.newPlot", StringComparison.Ordinal) && !html.Contains("plotly-figure", StringComparison.Ordinal);

    /// <summary>What these cells need.</summary>
    public static PageNeeds Of(IReadOnlyList<CellView> cells)
    {
        string[] pieces = [.. cells.SelectMany(cell => cell.Outputs.Select(output => output.Html).Prepend(cell.Html))];
        bool AnyContains(params string[] marks) =>
            pieces.Any(piece => marks.Any(mark => piece.Contains(mark, StringComparison.OrdinalIgnoreCase)));

        List<string> styles = ["fonts.css", "page.css", "report.css"];
        List<string> head = ["stay.js"];
        List<string> body = [];
        if (pieces.Any(IsPlotlyNetChart))
        {
            // For charts of Plotly.NET; the library's figures bring their own. In the head: scripts in the outputs draw as soon as they are
            // read.
            head.Add(Vendor + "plotly.js/plotly.min.js");
            head.Add("plotly-net.js");
        }

        if (AnyContains("class=\"math\"", "\\(", "\\[", "$$"))
        {
            AddFormulas(styles, body);
        }

        if (cells.Any(cell => !cell.IsMarkdown) || AnyContains("class=\"language-"))
        {
            body.Add(Vendor + "highlight.js/highlight.min.js");
        }

        if (cells.Any(cell => cell.Language == "fsharp") || AnyContains("language-fsharp"))
        {
            body.Add(Vendor + "highlight.js/fsharp.min.js");
        }

        if (cells.Any(cell => cell.Outputs.Any(output => output.Kind == "mermaid")) || AnyContains("language-mermaid"))
        {
            body.Add(Vendor + "mermaid/mermaid.min.js");
        }

        body.Add("report.js");
        return new PageNeeds(styles, head, body);
    }

    private static void AddFormulas(List<string> styles, List<string> body)
    {
        styles.Insert(1, Vendor + "katex/katex.min.css");
        body.Add(Vendor + "katex/katex.min.js");
        body.Add(Vendor + "katex/auto-render.min.js");
    }
}
