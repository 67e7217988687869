using System.Text;

namespace Backprop;

/// <summary>What is shown of one object: a title and tables, after a picture if there is one.</summary>
/// <param name="Title">The title.</param>
/// <param name="Tables">The tables.</param>
internal sealed record View(Formula Title, IReadOnlyList<NumberTable> Tables)
{
    /// <summary>Even, as are the parts before and after the gap: the tables of a layer stay together.</summary>
    private const int MostTables = 12;

    /// <summary>A picture between the title and the tables, as SVG.</summary>
    public string Picture { get; init; } = "";

    /// <summary>
    /// The pass that the numbers are of, as JSON for the player's script, by which they explain themselves; empty for none.
    /// </summary>
    public string Pass { get; init; } = "";

    /// <summary>How many of the tables belong to one layer.</summary>
    public int TablesPerLayer { get; init; } = 1;

    /// <summary>What the reader opens to see the tables; empty if they are open.</summary>
    public string Fold { get; init; } = "";

    private string LeftOut => $"… {Words.Count((Tables.Count - MostTables) / TablesPerLayer, "more layer")}";

    private bool TitleIsCaption => Tables.Count == 1 && Tables[0].Caption == Formula.Empty;

    public string ToHtml()
    {
        var html = new StringBuilder("<div class=\"bp\"")
            .Append(Pass.Length == 0 ? "" : $" data-pass=\"{System.Net.WebUtility.HtmlEncode(Pass)}\"").Append('>').Append(Style.Element);
        if (!TitleIsCaption && Picture.Length == 0) html.Append("<p class=\"bp-h\">").Append(Title.Html).Append("</p>\n");
        html.Append(Picture);
        if (Fold.Length > 0) html.Append("<details><summary>").Append(System.Net.WebUtility.HtmlEncode(Fold)).Append("</summary>\n");
        html.Append("<div class=\"bp-t\">\n");
        foreach (var table in Shown(out var abridgement))
        {
            if (table is null) html.Append("<p>").Append(LeftOut).Append("</p>\n");
            else WriteTable(html, table, abridgement);
        }

        return html.Append(Fold.Length > 0 ? "</div></details></div>" : "</div></div>").ToString();
    }

    public string ToText()
    {
        var text = new StringBuilder(TitleIsCaption ? "" : Title.Text + "\n");
        foreach (var table in Shown(out var abridgement))
        {
            if (text.Length > 0) text.Append('\n');
            if (table is null) text.Append(LeftOut).Append('\n');
            else new TextTable(table, abridgement).Write(text);
        }

        return text.ToString().TrimEnd('\n');
    }

    private void WriteTable(StringBuilder html, NumberTable table, Abridgement abridgement)
    {
        if (table.StartsLine && table != Tables[0]) html.Append("<div class=\"bp-k\"></div>");
        new HtmlTable(table, abridgement, Pass.Length > 0).Write(html);
    }

    private NumberTable?[] Shown(out Abridgement abridgement)
    {
        if (TitleIsCaption)
        {
            abridgement = PageSize.Fit(Tables, Picture.Length + Pass.Length);
            return [Tables[0] with { Caption = Title }];
        }

        NumberTable?[] shown = [.. Abridgement.Shown(Tables.Count, MostTables).Select(index => index is { } i ? Tables[i] : null)];
        abridgement = PageSize.Fit([.. shown.OfType<NumberTable>()], Picture.Length + Pass.Length);
        return shown;
    }
}
