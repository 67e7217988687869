using System.Globalization;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>A CSV file with named columns, read line by line.</summary>
internal sealed class CsvTable
{
    private static readonly NumberFormatInfo commaFormat = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    private readonly string file;
    private readonly CsvOptions options;
    private readonly CsvReader reader;
    private readonly bool hasHeader;

    /// <summary>Reads the column names.</summary>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="FormatException">The file is empty, or it cannot be told what its first line is.</exception>
    public CsvTable(TextReader text, string file, CsvOptions options)
    {
        ThrowIfContradictory(options);
        this.file = file;
        this.options = options;
        reader = new CsvReader(text, file, options.Delimiter);
        if (!reader.Read()) throw new FormatException($"{file} is empty; its first line should be the column names.");
        string[] first = [.. Enumerable.Range(0, reader.Count).Select(i => reader[i].ToString())];
        if (first.Any(field => field.Contains('\0')))
            throw new FormatException($"{file} is not text in UTF-8: save it as UTF-8, or give its Encoding, such as Encoding.Unicode.");
        ThrowIfNotSeparated(first);
        hasHeader = options.ColumnNames is null && (options.HasHeader ?? IsHeader(first));
        Columns = hasHeader ? first : options.ColumnNames ?? [.. Enumerable.Range(1, first.Length).Select(i => $"column{i}")];
        if (Columns.Count != first.Length)
        {
            throw new FormatException(
                $"{file}, line {reader.Line}: {Words.Count(first.Length, "column")}, but ColumnNames has {Columns.Count}.");
        }

        if (Columns.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new FormatException($"{file}, line {reader.Line}: two columns are named '{twice.Key}'.");
    }

    /// <summary>The column names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>A finite number, written with a point.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    /// <summary>The columns with the given names.</summary>
    /// <exception cref="ArgumentException">There is no such column, or one is named twice.</exception>
    public int[] IndicesOf(IReadOnlyList<string> names, string parameterName)
    {
        var indices = new List<int>();
        foreach (string name in names)
        {
            int index = Columns.ToList().IndexOf(name ?? throw new ArgumentNullException(parameterName));
            if (index < 0) throw new ArgumentException($"{file} has no column '{name}'; it has {Abridged(Columns)}.", parameterName);
            if (indices.Contains(index)) throw new ArgumentException($"The column '{name}' is named twice.", parameterName);
            indices.Add(index);
        }

        return [.. indices];
    }

    /// <summary>The columns that become inputs: those that were asked for, or all that are not targets.</summary>
    /// <exception cref="ArgumentException">There is no such column, one is named twice or a target too, or none is left.</exception>
    public int[] InputsBeside(int[] targets, string targetsName, string optionsName)
    {
        if (options.InputColumns is null)
        {
            int[] others = [.. Enumerable.Range(0, Columns.Count).Except(targets)];
            return others.Length > 0
                ? others
                : throw new ArgumentException($"Every column of {file} is a target; none is left for the inputs.", targetsName);
        }

        int[] inputs = IndicesOf(options.InputColumns, optionsName);
        foreach (int input in inputs.Intersect(targets))
            throw new ArgumentException($"The column '{Columns[input]}' is a target; it cannot be an input as well.", optionsName);
        return inputs.Length > 0
            ? inputs
            : throw new ArgumentException("InputColumns is empty; a data set needs at least one input.", optionsName);
    }

    /// <summary>Goes through the samples.</summary>
    /// <param name="sample">What to do with the one that <see cref="AddNumbers"/> and <see cref="Text"/> read.</param>
    /// <returns>The number of samples.</returns>
    /// <exception cref="FormatException">There is none, or a line has too many or too few fields.</exception>
    public int ForEachSample(Action sample)
    {
        int count = 0;
        for (bool isThere = !hasHeader || reader.Read(); isThere; isThere = reader.Read())
        {
            if (reader.Count != Columns.Count)
            {
                throw new FormatException(
                    $"{file}, line {reader.Line}: {Words.Count(reader.Count, "column")}, but there are names for {Columns.Count}.");
            }

            sample();
            count++;
        }

        return count > 0 ? count : throw new FormatException($"{file} has no line after the column names.");
    }

    /// <summary>Adds some columns of the sample as numbers.</summary>
    /// <exception cref="FormatException">An entry is not a finite number.</exception>
    public void AddNumbers(int[] columns, List<double> numbers)
    {
        foreach (int column in columns)
        {
            var text = reader[column];
            var format = options.DecimalComma ? commaFormat : CultureInfo.InvariantCulture.NumberFormat;
            if (!double.TryParse(text, NumberStyles.Float, format, out double number) || !double.IsFinite(number))
                throw NotANumber(column, text.ToString());
            numbers.Add(number);
        }
    }

    /// <summary>A column of the sample as text.</summary>
    /// <exception cref="FormatException">It is empty.</exception>
    public string Text(int column) => reader[column].Length > 0
        ? reader[column].ToString()
        : throw new FormatException($"{file}, line {reader.Line}, column '{Columns[column]}' is empty; every sample needs its class.");

    /// <summary>A matrix of numbers that were added row by row.</summary>
    public static Matrix Matrix(int rows, List<double> numbers) =>
        new(rows, numbers.Count / rows, CollectionsMarshal.AsSpan(numbers).ToArray());

    private static void ThrowIfContradictory(CsvOptions options)
    {
        if (options.DecimalComma && options.Delimiter == ',')
        {
            throw new ArgumentException(
                "With a decimal comma the fields cannot be separated by commas too; Delimiter is mostly ';' then.", nameof(options));
        }

        if (options.Delimiter is '"' or '\r' or '\n')
        {
            throw new ArgumentException(
                "Delimiter is a quotation mark or the end of a line but must be what stands between fields, such as ';'.", nameof(options));
        }

        if (options.ColumnNames is not null && options.HasHeader == true)
            throw new ArgumentException("ColumnNames is for a file without column names, but HasHeader is true.", nameof(options));
    }

    private void ThrowIfNotSeparated(string[] first)
    {
        if (first.Length > 1) return;
        foreach (char other in ";,\t|".Where(other => other != options.Delimiter && first[0].Contains(other)))
        {
            string shown = other == '\t' ? "\\t" : $"{other}";
            string line = first[0].Replace("\t", "\\t", StringComparison.Ordinal);
            throw new FormatException(
                $"{file}, line {reader.Line} has a single column '{line}': "
                + $"set Delimiter = '{shown}' if that is what separates the columns.");
        }

        throw new FormatException($"{file}, line {reader.Line} has a single column '{first[0]}'; a data set needs an input and a target.");
    }

    /// <summary>Whether the first line has names. A number in it could be either, and to take a sample for names would lose it.</summary>
    private bool IsHeader(string[] first)
    {
        if (first.FirstOrDefault(IsNumber) is not { } number) return true;
        string hint = "set HasHeader = false (or ColumnNames) if it is one, HasHeader = true if these are column names";
        throw new FormatException($"{file}, line {reader.Line} looks like a sample, because '{number}' is a number: {hint}.");
    }

    private static bool IsNumber(string text) =>
        TryParse(text, out _) || (double.TryParse(text, NumberStyles.Float, commaFormat, out double number) && double.IsFinite(number));

    private FormatException NotANumber(int column, string text)
    {
        string written = options.DecimalComma ? "comma" : "point";
        string other = options.DecimalComma
            ? "It has a decimal point: set DecimalComma = false."
            : "It has a decimal comma: set DecimalComma = true.";
        string where = $"{file}, line {reader.Line}, column '{Columns[column]}'";
        return new($"{where}: '{text}' is not a finite number (written with a decimal {written}).{(IsNumber(text) ? " " + other : "")}");
    }

    private static string Abridged(IReadOnlyList<string> names) => names.Count <= 20
        ? string.Join(", ", names)
        : $"{string.Join(", ", names.Take(10))}, … {names.Count - 12} more …, {string.Join(", ", names.TakeLast(2))}";
}
