namespace Backprop;

/// <summary>How much of the tables shown together keeps their HTML small.</summary>
internal static class PageSize
{
    private const int ByteBudget = 26_000;
    private const int TableBytes = 600;
    private const int HeadingBytes = 60;
    private const int CellBytes = 95;

    /// <summary>Shows as much of all the tables as keeps their HTML small.</summary>
    /// <param name="tables">The tables shown together.</param>
    /// <param name="otherBytes">The size of what is shown besides.</param>
    public static Abridgement Fit(IReadOnlyList<NumberTable> tables, int otherBytes)
    {
        var abridgement = new Abridgement(16, 12);
        while (abridgement.Rows > 3 && tables.Sum(table => Bytes(table, abridgement)) > ByteBudget - otherBytes)
            abridgement = new Abridgement(abridgement.Rows - 1, Math.Max(3, abridgement.Columns - 1));
        return abridgement;
    }

    /// <summary>About as many bytes as the table has in HTML.</summary>
    private static int Bytes(NumberTable table, Abridgement abridgement)
    {
        var (rows, most) = (Math.Min(table.RowCount, abridgement.Rows), abridgement.Columns);
        int columns = table.Groups.Sum(group => Math.Min(group.Values.ColumnCount, most));
        return TableBytes + ((rows + columns) * HeadingBytes) + (rows * columns * CellBytes);
    }
}
