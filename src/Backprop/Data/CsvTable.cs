using System.Globalization;
using Microsoft.VisualBasic.FileIO;

namespace Backprop;

/// <summary>A comma-separated file with column names in its first line.</summary>
/// <param name="File">The file's name, for messages.</param>
/// <param name="Columns">The column names.</param>
/// <param name="Lines">The lines after the first, with their numbers in the file.</param>
internal sealed record CsvTable(string File, IReadOnlyList<string> Columns, IReadOnlyList<(long Number, string[] Fields)> Lines)
{
    public static CsvTable Read(TextReader reader, string file)
    {
        string text = reader.ReadToEnd().TrimEnd();
        using var parser = new TextFieldParser(new StringReader(text)) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        string[] columns = ReadFields(parser, file) ?? throw new FormatException($"{file} is empty; its first line should be the column names.");
        if (columns.Distinct().Count() != columns.Length)
            throw new FormatException($"{file}, line 1: two columns have the same name.");
        var lines = new List<(long, string[])>();
        while (!parser.EndOfData)
        {
            string[] fields = ReadFields(parser, file)!;
            long number = parser.EndOfData ? text.Count(c => c == '\n') + 1 : parser.LineNumber - 1;
            if (fields.Length != columns.Length)
                throw new FormatException($"{file}, line {number}: {Words.Count(fields.Length, "column")}, but the first line names {columns.Length}.");
            lines.Add((number, fields));
        }

        return lines.Count > 0 ? new CsvTable(file, columns, lines) : throw new FormatException($"{file} has no line after the column names.");
    }

    /// <summary>A finite number, written with a point.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int IndexOf(string column, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(column, parameterName);
        int index = Columns.ToList().IndexOf(column);
        return index >= 0 ? index : throw new ArgumentException($"{File} has no column '{column}'; it has {string.Join(", ", Columns)}.", parameterName);
    }

    /// <summary>Some columns as numbers, one row per line.</summary>
    /// <exception cref="FormatException">An entry is not a finite number.</exception>
    public Matrix Numbers(IReadOnlyList<int> columns)
    {
        double[] values = new double[Lines.Count * columns.Count];
        int next = 0;
        foreach (var (number, fields) in Lines)
        {
            foreach (int column in columns)
            {
                if (!TryParse(fields[column], out values[next++]))
                    throw new FormatException($"{File}, line {number}, column '{Columns[column]}': '{fields[column]}' is not a finite number (written with a decimal point).");
            }
        }

        return new Matrix(Lines.Count, columns.Count, values);
    }

    private static string[]? ReadFields(TextFieldParser parser, string file)
    {
        try
        {
            return parser.ReadFields();
        }
        catch (MalformedLineException exception)
        {
            throw new FormatException($"{file}, line {exception.LineNumber}: the quotation marks do not match.", exception);
        }
    }
}
