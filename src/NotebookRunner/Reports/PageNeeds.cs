namespace NotebookRunner.Reports;

/// <summary>The styles and scripts that go into a page: the large ones only where something on the page needs them.</summary>
/// <param name="Styles">Its style sheets.</param>
/// <param name="HeadScripts">What must be there before the outputs.</param>
/// <param name="BodyScripts">What works on the whole page.</param>
internal sealed record PageNeeds(IReadOnlyList<string> Styles, IReadOnlyList<string> HeadScripts, IReadOnlyList<string> BodyScripts)
{
    private const string Vendor = "vendor/";

    /// <summary>What the index page needs for these texts.</summary>
    public static PageNeeds OfIndex(IEnumerable<string> texts)
    {
        List<string> styles = [Asset.StyleSheet("fonts.css"), Asset.Text("page.css"), Asset.Text("index.css")];
        List<string> body = [];
        if (texts.Any(text => text.Contains(@"\(", StringComparison.Ordinal)))
        {
            AddFormulas(styles, body);
            body.Add(Asset.Text("report.js"));
        }

        return new PageNeeds(styles, [], body);
    }

    /// <summary>What these cells need.</summary>
    public static PageNeeds Of(IReadOnlyList<CellView> cells)
    {
        string[] pieces = [.. cells.SelectMany(cell => cell.Outputs.Select(output => output.Html).Prepend(cell.Html))];
        bool AnyContains(params string[] marks) =>
            pieces.Any(piece => marks.Any(mark => piece.Contains(mark, StringComparison.OrdinalIgnoreCase)));

        List<string> styles = [Asset.StyleSheet("fonts.css"), Asset.Text("page.css"), Asset.Text("report.css")];
        List<string> head = [];
        List<string> body = [];
        if (AnyContains("Plotly.newPlot"))
        {
            // For charts of Plotly.NET; the library's figures bring their own. In the head: scripts in the outputs draw as soon as they are read.
            head.Add(Asset.Text(Vendor + "plotly.js/plotly.min.js"));
            head.Add(Asset.Text("plotly-net.js"));
        }

        if (AnyContains("class=\"math\"", "\\(", "\\[", "$$"))
        {
            AddFormulas(styles, body);
        }

        if (cells.Any(cell => !cell.IsMarkdown) || AnyContains("class=\"language-"))
        {
            body.Add(Asset.Text(Vendor + "highlight.js/highlight.min.js"));
        }

        if (cells.Any(cell => cell.Language == "fsharp") || AnyContains("language-fsharp"))
        {
            body.Add(Asset.Text(Vendor + "highlight.js/fsharp.min.js"));
        }

        if (cells.Any(cell => cell.Outputs.Any(output => output.Kind == "mermaid")) || AnyContains("language-mermaid"))
        {
            body.Add(Asset.Text(Vendor + "mermaid/mermaid.min.js"));
        }

        body.Add(Asset.Text("report.js"));
        return new PageNeeds(styles, head, body);
    }

    private static void AddFormulas(List<string> styles, List<string> body)
    {
        styles.Insert(1, Asset.StyleSheet(Vendor + "katex/katex.min.css"));
        body.Add(Asset.Text(Vendor + "katex/katex.min.js"));
        body.Add(Asset.Text(Vendor + "katex/auto-render.min.js"));
    }
}
