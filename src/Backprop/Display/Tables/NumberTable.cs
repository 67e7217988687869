namespace Backprop;

/// <summary>Columns of a table that belong together, such as z⁽¹⁾ with a column for each unit.</summary>
/// <param name="Name">What stands above the columns.</param>
/// <param name="ColumnName">The name of a column by index; null for a single column that needs none but the group's.</param>
/// <param name="Values">The numbers; they share one format and one colour scale.</param>
internal sealed record ColumnGroup(Formula Name, Func<int, Formula>? ColumnName, Matrix Values)
{
    private readonly NumberFormat? format;

    /// <summary>What is done between the group before and this one: <c>⊙</c>, <c>=</c>.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The key by which the player's script knows a number by row and column; null where it has no equation for it.</summary>
    public Func<int, int, string>? Key { get; init; }

    /// <summary>A single column without colours.</summary>
    public static ColumnGroup Single(Formula name, double[] values) =>
        new(name, null, new Matrix(values.Length, 1, values)) { IsTinted = false };

    /// <summary>Decimals shown beyond the usual ones, where numbers are to be compared.</summary>
    public int ExtraDecimals { get; init; }

    /// <summary>How the numbers are written; chosen for them alone where it is not that of columns they are to be compared with.</summary>
    public NumberFormat Format
    {
        get => format ?? NumberFormat.For(Values.Values, ExtraDecimals);
        init => format = value;
    }

    /// <summary>Whether colour shows sign and size.</summary>
    public bool IsTinted { get; init; } = true;
}

/// <summary>A table of numbers with named rows and columns.</summary>
/// <param name="Caption">What it shows.</param>
/// <param name="RowHeading">What its rows are, above their names.</param>
/// <param name="RowName">The name of a row by index.</param>
/// <param name="Groups">The columns; all groups have as many rows.</param>
internal sealed record NumberTable(Formula Caption, Formula RowHeading, Func<int, Formula> RowName, IReadOnlyList<ColumnGroup> Groups)
{
    /// <summary>How the numbers come about, below the caption.</summary>
    public Formula Note { get; init; } = Formula.Empty;

    /// <summary>Whether a rule sets off the last row: the bias below the weights.</summary>
    public bool RuleAboveLastRow { get; init; }

    /// <summary>Whether it stands below the table before it even where there is room beside that.</summary>
    public bool StartsLine { get; init; }

    public int RowCount => Groups[0].Values.RowCount;
}
