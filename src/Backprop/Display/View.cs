using System.Text;

namespace Backprop;

/// <summary>What is shown of one object: a title and tables, after a picture if there is one.</summary>
/// <param name="Title">The title.</param>
/// <param name="Tables">The tables.</param>
internal sealed record View(Formula Title, IReadOnlyList<NumberTable> Tables)
{
    private const int MostTables = 16;

    /// <summary>A picture between the title and the tables, as SVG.</summary>
    public string Picture { get; init; } = "";

    public string ToHtml()
    {
        var html = new StringBuilder("<div class=\"bp\">").Append(Style.Element)
            .Append("<p class=\"bp-h\">").Append(Title.Html).Append("</p>\n").Append(Picture).Append("<div class=\"bp-t\">\n");
        foreach (var table in Shown(out var abridgement))
        {
            if (table is null) html.Append("<p>… ").Append(Symbols.Invariant(Tables.Count - MostTables)).Append(" more layers</p>\n");
            else new HtmlTable(table, abridgement).Write(html);
        }

        return html.Append("</div></div>").ToString();
    }

    public string ToText()
    {
        var text = new StringBuilder(Title.Text).Append('\n');
        foreach (var table in Shown(out var abridgement))
        {
            text.Append('\n');
            if (table is null) text.Append("… ").Append(Symbols.Invariant(Tables.Count - MostTables)).Append(" more layers\n");
            else new TextTable(table, abridgement).Write(text);
        }

        return text.ToString().TrimEnd('\n');
    }

    private NumberTable?[] Shown(out Abridgement abridgement)
    {
        NumberTable?[] shown = [.. Abridgement.Shown(Tables.Count, MostTables).Select(index => index is { } i ? Tables[i] : null)];
        abridgement = Abridgement.For([.. shown.OfType<NumberTable>()]);
        return shown;
    }
}
