namespace Backprop;

/// <summary>Columns of a table that belong together, such as z⁽¹⁾ with a column for each unit.</summary>
/// <param name="Name">What stands above the columns.</param>
/// <param name="ColumnName">The name of a column by index.</param>
/// <param name="Values">The numbers; they share one format and one colour scale.</param>
internal sealed record ColumnGroup(Formula Name, Func<int, string> ColumnName, Matrix Values);

/// <summary>A table of numbers with named rows and columns.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="RowHeading">What its rows are, above their names.</param>
/// <param name="RowName">The name of a row by index.</param>
/// <param name="Groups">The columns; all groups have as many rows.</param>
internal sealed record NumberTable(Formula Caption, string RowHeading, Func<int, string> RowName, IReadOnlyList<ColumnGroup> Groups)
{
    /// <summary>Whether a rule sets off the last row: the bias below the weights.</summary>
    public bool RuleAboveLastRow { get; init; }

    public int RowCount => Groups[0].Values.RowCount;
}
