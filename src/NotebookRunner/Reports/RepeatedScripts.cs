namespace NotebookRunner.Reports;

/// <summary>
/// Scripts that every output carries, since a notebook's outputs may stand alone: the one that draws figures, the one that plays a
/// network. A page needs each of them once, and works on all outputs before it: the last one stays.
/// </summary>
internal static partial class RepeatedScripts
{
    private const int Long = 1000;

    /// <summary>The cells of a page without what is repeated.</summary>
    public static CellView[] Without(IReadOnlyList<CellView> cells)
    {
        var seen = new HashSet<string>();
        var kept = new CellView[cells.Count];
        for (int i = cells.Count - 1; i >= 0; i--)
        {
            OutputView[] outputs = [.. cells[i].Outputs];
            for (int j = outputs.Length - 1; j >= 0; j--) outputs[j] = outputs[j] with { Html = Without(outputs[j].Html, seen) };
            kept[i] = cells[i] with { Outputs = outputs };
        }
        return kept;
    }

    private static string Without(string html, HashSet<string> seen)
    {
        foreach (var script in Script().Matches(html).Reverse())
            if (script.Length > Long && !seen.Add(script.Value)) html = html.Remove(script.Index, script.Length);
        return html;
    }

    [GeneratedRegex("<script>.*?</script>", RegexOptions.Singleline)]
    private static partial Regex Script();
}
