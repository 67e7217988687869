using System.Text;

namespace Backprop;

/// <summary>A <see cref="NumberTable"/> as an HTML table. Each cell has all digits of its number as title.</summary>
internal sealed class HtmlTable(NumberTable table, Abridgement abridgement, bool explains = false)
{
    private readonly int?[] rows = Abridgement.Shown(table.RowCount, abridgement.Rows);
    private readonly int?[][] columns = [.. table.Groups.Select(group => Abridgement.Shown(group.Values.ColumnCount, abridgement.Columns))];
    private readonly NumberFormat[] formats = [.. table.Groups.Select(group => group.Format)];
    private readonly double[] scales = [.. table.Groups.Select(group => Tint.Scale(group.Values.Values))];

    public void Write(StringBuilder html)
    {
        html.Append("<div class=\"bp-s\"><table>");
        WriteCaption(html);
        html.Append("<thead>");
        bool hasColumnNames = table.Groups.Any(group => group.ColumnName is not null);
        bool hasGroupNames = table.Groups.Any(group => group.Name != Formula.Empty);
        if (hasGroupNames) WriteGroupNames(html, isLast: !hasColumnNames);
        if (hasColumnNames) WriteColumnNames(html);
        html.Append("</thead><tbody>\n");
        foreach (int? row in rows)
        {
            if (row is { } index) WriteRow(html, index);
            else WriteGap(html);
        }

        html.Append("</tbody></table></div>\n");
    }

    private void WriteCaption(StringBuilder html)
    {
        if (table.Caption == Formula.Empty) return;
        html.Append("<caption>").Append(table.Caption.Html);
        if (table.Note != Formula.Empty) html.Append("<small>").Append(table.Note.Html).Append("</small>");
        html.Append("</caption>");
    }

    private void WriteGroupNames(StringBuilder html, bool isLast)
    {
        html.Append(isLast ? $"<tr><th scope=\"col\">{table.RowHeading.Html}</th>" : "<tr><td></td>");
        for (int g = 0; g < table.Groups.Count; g++)
        {
            var group = table.Groups[g];
            html.Append("<th scope=\"").Append(isLast ? "col" : "colgroup").Append("\" class=\"bp-g\"");
            if (columns[g].Length > 1) html.Append(" colspan=\"").Append(columns[g].Length).Append('"');
            html.Append('>');
            if (group.Operator.Length > 0) html.Append("<span class=\"bp-o\">").Append(group.Operator).Append("</span> ");
            html.Append(group.Name.Html).Append("</th>");
        }

        html.Append("</tr>\n");
    }

    private void WriteColumnNames(StringBuilder html)
    {
        html.Append("<tr><th scope=\"col\">").Append(table.RowHeading.Html).Append("</th>");
        for (int g = 0; g < table.Groups.Count; g++)
        {
            for (int c = 0; c < columns[g].Length; c++)
            {
                string edge = c == 0 ? " class=\"bp-g\"" : "";
                if (columns[g][c] is { } index)
                {
                    html.Append("<th scope=\"col\"").Append(edge).Append('>').Append(table.Groups[g].ColumnName?.Invoke(index).Html)
                        .Append("</th>");
                }
                else
                {
                    html.Append("<td class=\"bp-m\">").Append(Hidden(table.Groups[g].Values.ColumnCount, columns[g])).Append(" more</td>");
                }
            }
        }

        html.Append("</tr>\n");
    }

    private void WriteRow(StringBuilder html, int row)
    {
        html.Append(table.RuleAboveLastRow && row == table.RowCount - 1 ? "<tr class=\"bp-l\">" : "<tr>")
            .Append("<th scope=\"row\">").Append(table.RowName(row).Html).Append("</th>");
        for (int g = 0; g < table.Groups.Count; g++)
        {
            for (int c = 0; c < columns[g].Length; c++)
            {
                html.Append(c == 0 ? "<td class=\"bp-g\"" : "<td");
                if (columns[g][c] is { } column)
                    WriteNumber(html, table.Groups[g].Values[row, column], g, explains ? table.Groups[g].Key?.Invoke(row, column) : null);
                else html.Append(">⋯</td>");
            }
        }

        html.Append("</tr>\n");
    }

    private void WriteNumber(StringBuilder html, double value, int group, string? key)
    {
        if (key is not null) html.Append(" data-q=\"").Append(key).Append('"');
        html.Append(" title=\"").Append(NumberFormat.Exact(value)).Append('"');
        if (!double.IsFinite(value) || table.Groups[group].IsTinted)
        {
            if (Tint.Of(value, scales[group]) is { } background)
                html.Append(" style=\"background:").Append(background).Append(double.IsFinite(value) ? "" : ";font-weight:700").Append('"');
        }

        html.Append('>').Append(formats[group].Write(value));
        // Figure spaces put the 0 above the other numbers' units.
        if (value == 0 && formats[group].Decimals > 0)
            html.Append('\u2008').Append('\u2007', formats[group].Decimals);
        html.Append("</td>");
    }

    private void WriteGap(StringBuilder html)
    {
        int hidden = Hidden(table.RowCount, rows);
        html.Append("<tr><td class=\"bp-m\" colspan=\"").Append(1 + columns.Sum(group => group.Length)).Append("\">… ")
            .Append(Words.Count(hidden, "more row")).Append("</td></tr>\n");
    }

    private static int Hidden(int count, int?[] shown) => count - shown.Count(index => index is not null);
}
