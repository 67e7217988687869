using System.Text;

namespace Backprop;

/// <summary>How a CSV file is written, where it differs from the usual, and which of its columns are used.</summary>
/// <example>
/// <code>
/// var wine = Dataset.FromCsv("data/wine.csv", targetColumns: ["quality"], new() { Delimiter = ';' });
/// var german = Dataset.FromCsv("data/messwerte.csv", classColumn: "Art", new() { Delimiter = ';', DecimalComma = true, Encoding =
/// Encoding.Latin1 });
/// var uci = Dataset.FromCsv("data/iris.data", classColumn: "species", new() { ColumnNames = ["sl", "sw", "pl", "pw", "species"] });
/// </code>
/// </example>
public sealed record CsvOptions
{
    /// <summary>What stands between the fields of a line: <c>','</c>, <c>';'</c> or <c>'\t'</c>.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether numbers have a decimal comma, as in 1,5.</summary>
    public bool DecimalComma { get; init; }

    /// <summary>Whether the first line has the column names; null if that is evident, because no field of it is a number.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// The column names of a file without a first line of names; where they are left out, the columns are <c>column1</c>, <c>column2</c>, …
    /// </summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>The columns that become inputs, in this order; null for all that are not targets.</summary>
    public IReadOnlyList<string>? InputColumns { get; init; }

    /// <summary>How the file's letters are encoded; null for UTF-8, or UTF-16 where the file begins with its mark.</summary>
    public Encoding? Encoding { get; init; }
}
