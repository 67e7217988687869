using System.Net;
using System.Text;

namespace Backprop;

/// <summary>A <see cref="NumberTable"/> as an HTML table. Each cell has all digits of its number as title.</summary>
internal sealed class HtmlTable(NumberTable table, Abridgement abridgement)
{
    private readonly int?[] rows = Abridgement.Shown(table.RowCount, abridgement.Rows);
    private readonly int?[][] columns = [.. table.Groups.Select(group => Abridgement.Shown(group.Values.ColumnCount, abridgement.Columns))];
    private readonly NumberFormat[] formats = [.. table.Groups.Select(group => NumberFormat.For(group.Values.Values))];
    private readonly double[] scales = [.. table.Groups.Select(group => Tint.Scale(group.Values.Values))];

    public void Write(StringBuilder html)
    {
        html.Append("<div class=\"bp-s\"><table><caption>").Append(table.Caption.Html).Append("</caption><thead>");
        WriteGroupNames(html);
        WriteColumnNames(html);
        html.Append("</thead><tbody>");
        foreach (var row in rows)
        {
            if (row is { } index) WriteRow(html, index);
            else WriteGap(html);
        }

        html.Append("</tbody></table></div>\n");
    }

    private void WriteGroupNames(StringBuilder html)
    {
        if (table.Groups.All(group => group.Name == Formula.Empty)) return;
        html.Append("<tr><td></td>");
        for (int g = 0; g < table.Groups.Count; g++)
            html.Append("<th scope=\"colgroup\" class=\"bp-g\" colspan=\"").Append(columns[g].Length).Append("\">").Append(table.Groups[g].Name.Html).Append("</th>");
        html.Append("</tr>");
    }

    private void WriteColumnNames(StringBuilder html)
    {
        html.Append("<tr><th scope=\"col\">").Append(WebUtility.HtmlEncode(table.RowHeading)).Append("</th>");
        for (int g = 0; g < table.Groups.Count; g++)
        {
            for (int c = 0; c < columns[g].Length; c++)
            {
                string edge = c == 0 ? " class=\"bp-g\"" : "";
                if (columns[g][c] is { } index)
                    html.Append("<th scope=\"col\"").Append(edge).Append('>').Append(WebUtility.HtmlEncode(table.Groups[g].ColumnName(index))).Append("</th>");
                else
                    html.Append("<td").Append(edge).Append(" title=\"").Append(Hidden(table.Groups[g].Values.ColumnCount, columns[g])).Append(" more columns\">⋯</td>");
            }
        }

        html.Append("</tr>\n");
    }

    private void WriteRow(StringBuilder html, int row)
    {
        html.Append(table.RuleAboveLastRow && row == table.RowCount - 1 ? "<tr class=\"bp-l\">" : "<tr>")
            .Append("<th scope=\"row\">").Append(WebUtility.HtmlEncode(table.RowName(row))).Append("</th>");
        for (int g = 0; g < table.Groups.Count; g++)
        {
            for (int c = 0; c < columns[g].Length; c++)
            {
                html.Append(c == 0 ? "<td class=\"bp-g\"" : "<td");
                if (columns[g][c] is { } column) WriteNumber(html, table.Groups[g].Values[row, column], g);
                else html.Append(">⋯</td>");
            }
        }

        html.Append("</tr>\n");
    }

    private void WriteNumber(StringBuilder html, double value, int group)
    {
        html.Append(" title=\"").Append(NumberFormat.Exact(value)).Append('"');
        if (Tint.Of(value, scales[group]) is { } background)
            html.Append(" style=\"background:").Append(background).Append(double.IsFinite(value) ? "" : ";font-weight:700").Append('"');
        html.Append('>').Append(formats[group].Write(value));
        // Figure spaces put the 0 above the other numbers' units.
        if (value == 0 && formats[group].Decimals > 0)
            html.Append('\u2008').Append('\u2007', formats[group].Decimals);
        html.Append("</td>");
    }

    private void WriteGap(StringBuilder html)
    {
        int hidden = Hidden(table.RowCount, rows);
        html.Append("<tr class=\"bp-m\"><td colspan=\"").Append(1 + columns.Sum(group => group.Length)).Append("\">… ")
            .Append(Symbols.Invariant(hidden)).Append(hidden == 1 ? " more row" : " more rows").Append("</td></tr>\n");
    }

    private static int Hidden(int count, int?[] shown) => count - shown.Count(index => index is not null);
}
