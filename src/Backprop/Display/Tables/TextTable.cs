using System.Text;

namespace Backprop;

/// <summary>A <see cref="NumberTable"/> in columns of characters.</summary>
internal sealed class TextTable(NumberTable table, Abridgement abridgement)
{
    private readonly int?[] rows = Abridgement.Shown(table.RowCount, abridgement.Rows);

    public void Write(StringBuilder text)
    {
        if (table.Caption != Formula.Empty) text.Append(table.Caption.Text).Append('\n');
        if (table.Note != Formula.Empty) text.Append(table.Note.Text).Append('\n');
        List<string[]> columns = [RowNames()];
        foreach (var group in table.Groups)
        {
            var format = group.Format;
            foreach (int? column in Abridgement.Shown(group.Values.ColumnCount, abridgement.Columns))
                columns.Add(Column(group, column, format));
        }

        for (int line = 0; line < columns[0].Length; line++)
            text.Append(string.Join("  ", columns.Select(column => column[line])).TrimEnd()).Append('\n');
    }

    private string[] RowNames()
    {
        string[] names = [table.RowHeading.Text,
            .. rows.Select(row => row is { } index ? table.RowName(index).Text
                : $"… {Symbols.Invariant(table.RowCount - rows.Length + 1)} more")];
        int width = names.Max(name => name.Length);
        return [.. names.Select(name => name.PadRight(width))];
    }

    private string[] Column(ColumnGroup group, int? column, NumberFormat format)
    {
        string[] cells = column is { } index
            ? [Heading(group, index), .. rows.Select(row => row is { } r ? Number(group.Values[r, index], format) : "")]
            : ["…", .. rows.Select(row => row is null ? "" : "…")];
        int width = cells.Max(cell => cell.Length);
        return [.. cells.Select(cell => cell.PadLeft(width))];
    }

    private static string Heading(ColumnGroup group, int column)
    {
        if (group.ColumnName is null) return group.Name.Text;
        string unit = group.ColumnName(column).Text;
        return group.Name == Formula.Empty ? unit : $"{group.Name.Text}[{unit}]";
    }

    private static string Number(double value, NumberFormat format) =>
        value == 0 && format.Decimals > 0 ? format.Write(value) + new string(' ', format.Decimals + 1) : format.Write(value);
}
