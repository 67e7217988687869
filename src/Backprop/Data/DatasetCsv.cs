using System.Globalization;

namespace Backprop;

/// <content>Reading CSV files.</content>
public sealed partial class Dataset
{
    private static readonly Lazy<Dataset> LazyIris = new(() => FromResource("Iris", "iris.csv", "species"));
    private static readonly Lazy<Dataset> LazyDigits = new(() => FromResource("digits", "digits.csv", "digit"));

    /// <summary>R. A. Fisher's Iris: 150 flowers, four measurements in cm, three species. The file is <c>notebooks/data/iris.csv</c>.</summary>
    /// <remarks>R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems (1936); UCI Machine Learning Repository, CC BY 4.0.</remarks>
    public static Dataset Iris => LazyIris.Value;

    /// <summary>1797 handwritten digits, 8 × 8 pixels with values from 0 to 16, row by row. The file is <c>notebooks/data/digits.csv</c>.</summary>
    /// <remarks>E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0.</remarks>
    public static Dataset Digits => LazyDigits.Value;

    /// <summary>Reads samples with a class each: every other column is an input, the class column becomes one-hot targets.</summary>
    /// <param name="path">A comma-separated file with column names in its first line, relative to the notebook.</param>
    /// <param name="classColumn">The column with the classes, which may be words. Classes are sorted: numbers by value, words by letter.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There is no such column, or all lines have the same class.</exception>
    /// <exception cref="FormatException">A line has too many or too few columns or an entry is not a finite number; the message names file, line and column.</exception>
    /// <example><code>var iris = Dataset.FromCsv("data/iris.csv", classColumn: "species");</code></example>
    public static Dataset FromCsv(string path, string classColumn)
    {
        ArgumentNullException.ThrowIfNull(classColumn);
        using var reader = Open(path);
        return FromCsv(CsvTable.Read(reader, Path.GetFileName(path)), Path.GetFileNameWithoutExtension(path), classColumn);
    }

    /// <summary>Reads samples with numbers as targets: every other column is an input.</summary>
    /// <param name="path">A comma-separated file with column names in its first line, relative to the notebook.</param>
    /// <param name="targetColumns">The columns to be predicted.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="FormatException">A line has too many or too few columns or an entry is not a finite number; the message names file, line and column.</exception>
    /// <example><code>var houses = Dataset.FromCsv("data/houses.csv", targetColumns: ["price"]);</code></example>
    public static Dataset FromCsv(string path, IReadOnlyList<string> targetColumns)
    {
        ArgumentNullException.ThrowIfNull(targetColumns);
        using var reader = Open(path);
        var table = CsvTable.Read(reader, Path.GetFileName(path));
        int[] targets = [.. targetColumns.Select(name => table.IndexOf(name, nameof(targetColumns)))];
        int[] inputs = [.. Enumerable.Range(0, table.Columns.Count).Except(targets)];
        return new Dataset(Path.GetFileNameWithoutExtension(path), table.Numbers(inputs), table.Numbers(targets), [.. inputs.Select(i => table.Columns[i])]);
    }

    private static StreamReader Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path) ? new StreamReader(path) : throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
    }

    private static Dataset FromResource(string name, string file, string classColumn)
    {
        using var reader = new StreamReader(typeof(Dataset).Assembly.GetManifestResourceStream(file)!);
        return FromCsv(CsvTable.Read(reader, file), name, classColumn);
    }

    private static Dataset FromCsv(CsvTable table, string name, string classColumn)
    {
        int column = table.IndexOf(classColumn, nameof(classColumn));
        int[] inputs = [.. Enumerable.Range(0, table.Columns.Count).Where(i => i != column)];
        string[] samples = [.. table.Lines.Select(line => line.Fields[column])];
        string[] classes = [.. Sorted(samples.Distinct())];
        if (classes.Length < 2)
            throw new ArgumentException($"The column '{classColumn}' has the single class '{classes[0]}'; a classification needs at least two.", nameof(classColumn));
        var targets = Matrix.OneHot([.. samples.Select(sample => Array.IndexOf(classes, sample))], classes.Length);
        return new Dataset(name, table.Numbers(inputs), targets, [.. inputs.Select(i => table.Columns[i])], classes);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> classes) =>
        classes.All(name => CsvTable.TryParse(name, out _))
            ? classes.OrderBy(name => double.Parse(name, CultureInfo.InvariantCulture))
            : classes.Order(StringComparer.Ordinal);
}
