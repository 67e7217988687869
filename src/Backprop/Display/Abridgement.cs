namespace Backprop;

/// <summary>Which rows and columns of a large table are shown: the first and the last ones.</summary>
/// <param name="Rows">The most rows shown.</param>
/// <param name="Columns">The most columns of a group shown.</param>
internal readonly record struct Abridgement(int Rows, int Columns)
{
    private const int ByteBudget = 26_000;
    private const int TableBytes = 600;
    private const int HeadingBytes = 60;
    private const int CellBytes = 95;

    /// <summary>Shows as much of all the tables as keeps their HTML small.</summary>
    /// <param name="tables">The tables shown together.</param>
    /// <param name="otherBytes">The size of what is shown besides.</param>
    public static Abridgement For(IReadOnlyList<NumberTable> tables, int otherBytes)
    {
        var abridgement = new Abridgement(16, 12);
        while (abridgement.Rows > 3 && tables.Sum(abridgement.Bytes) > ByteBudget - otherBytes)
            abridgement = new Abridgement(abridgement.Rows - 1, Math.Max(3, abridgement.Columns - 1));
        return abridgement;
    }

    /// <summary>The indices shown of so many; null stands for those left out: two at least, since a single one needs no more room than the gap.</summary>
    public static int?[] Shown(int count, int most)
    {
        if (count <= most + 1) return [.. Enumerable.Range(0, count).Select(i => (int?)i)];
        int last = Math.Max(1, most / 3);
        int first = most - last;
        return [.. Enumerable.Range(0, first), null, .. Enumerable.Range(count - last, last)];
    }

    /// <summary>About as many bytes as the table has in HTML.</summary>
    private int Bytes(NumberTable table)
    {
        var (rows, most) = (Math.Min(table.RowCount, Rows), Columns);
        int columns = table.Groups.Sum(group => Math.Min(group.Values.ColumnCount, most));
        return TableBytes + ((rows + columns) * HeadingBytes) + (rows * columns * CellBytes);
    }
}
