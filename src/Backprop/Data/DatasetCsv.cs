using System.Globalization;
using System.Text;

namespace Backprop;

/// <content>Reading CSV files.</content>
public sealed partial class Dataset
{
    private static readonly Encoding strictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Lazy<Dataset> lazyIris = new(() => FromResource("Iris", "iris.csv", "species"));
    private static readonly Lazy<Dataset> lazyDigits = new(() => FromResource("digits", "digits.csv", "digit"));

    /// <summary>
    /// R. A. Fisher's Iris: 150 flowers, four measurements in cm, three species. The file is <c>notebooks/data/iris.csv</c>.
    /// </summary>
    /// <remarks>
    /// R. A. Fisher, The Use of Multiple Measurements in Taxonomic Problems (1936); UCI Machine Learning Repository, CC BY 4.0.
    /// </remarks>
    public static Dataset Iris => lazyIris.Value;

    /// <summary>
    /// 1797 handwritten digits, 8 × 8 pixels with values from 0 to 16, row by row. The file is <c>notebooks/data/digits.csv</c>.
    /// </summary>
    /// <remarks>E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository, CC BY 4.0.</remarks>
    public static Dataset Digits => lazyDigits.Value;

    /// <summary>Reads samples with a class each: every other column is an input, the class column becomes one-hot targets.</summary>
    /// <param name="path">A comma-separated file with column names in its first line, relative to the notebook.</param>
    /// <param name="classColumn">
    /// The column with the classes, which may be words. Classes are sorted: numbers by value (1 and 1.0 are one class), words by letter.
    /// </param>
    /// <param name="options">How the file is written and which columns are inputs; null for commas, points and all columns.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">
    /// There is no such column, all lines have the same class, or the options contradict each other.
    /// </exception>
    /// <exception cref="FormatException">A line has too many or too few columns or an entry is not a finite number, the first line could be
    /// a sample or
    /// names, or the text is not in its encoding; the message names file, line and column.</exception>
    /// <example><code>var iris = Dataset.FromCsv("data/iris.csv", classColumn: "species");</code></example>
    public static Dataset FromCsv(string path, string classColumn, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(classColumn);
        options ??= new();
        using var reader = Open(path, options);
        return FromCsv(new CsvTable(reader, Path.GetFileName(path), options), Path.GetFileNameWithoutExtension(path), classColumn);
    }

    /// <summary>Reads samples with numbers as targets: every other column is an input.</summary>
    /// <param name="path">A comma-separated file with column names in its first line, relative to the notebook.</param>
    /// <param name="targetColumns">The columns to be predicted.</param>
    /// <param name="options">How the file is written and which columns are inputs; null for commas, points and all columns.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">There is no such column, one is named twice, or the options contradict each other.</exception>
    /// <exception cref="FormatException">A line has too many or too few columns or an entry is not a finite number, the first line could be
    /// a sample or
    /// names, or the text is not in its encoding; the message names file, line and column.</exception>
    /// <example><code>var houses = Dataset.FromCsv("data/houses.csv", targetColumns: ["price"]);</code></example>
    public static Dataset FromCsv(string path, IReadOnlyList<string> targetColumns, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(targetColumns);
        options ??= new();
        using var reader = Open(path, options);
        var table = new CsvTable(reader, Path.GetFileName(path), options);
        int[] targets = table.IndicesOf(targetColumns, nameof(targetColumns));
        if (targets.Length == 0)
            throw new ArgumentException("targetColumns is empty; name the columns to be predicted.", nameof(targetColumns));
        int[] inputs = table.InputsBeside(targets, nameof(targetColumns), nameof(options));
        var (x, y) = (new List<double>(), new List<double>());
        int count = table.ForEachSample(() =>
        {
            table.AddNumbers(inputs, x);
            table.AddNumbers(targets, y);
        });
        string name = Path.GetFileNameWithoutExtension(path);
        return new Dataset(name, CsvTable.Matrix(count, x), CsvTable.Matrix(count, y), [.. inputs.Select(i => table.Columns[i])]);
    }

    private static StreamReader Open(string path, CsvOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path)
            ? new StreamReader(path, options.Encoding ?? strictUtf8)
            : throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
    }

    private static Dataset FromResource(string name, string file, string classColumn)
    {
        using var reader = new StreamReader(typeof(Dataset).Assembly.GetManifestResourceStream(file)!);
        return FromCsv(new CsvTable(reader, file, new()), name, classColumn);
    }

    private static Dataset FromCsv(CsvTable table, string name, string classColumn)
    {
        int[] target = table.IndicesOf([classColumn], nameof(classColumn));
        int[] inputs = table.InputsBeside(target, nameof(classColumn), "options");
        var (x, texts) = (new List<double>(), new List<string>());
        int count = table.ForEachSample(() =>
        {
            table.AddNumbers(inputs, x);
            texts.Add(table.Text(target[0]));
        });
        var (names, classes) = ClassesOf(texts);
        if (names.Length < 2)
        {
            throw new ArgumentException(
                $"The column '{classColumn}' has the single class '{names[0]}'; a classification needs at least two.", nameof(classColumn));
        }

        return new Dataset(
            name, CsvTable.Matrix(count, x), Matrix.OneHot(classes, names.Length), [.. inputs.Select(i => table.Columns[i])], names);
    }

    /// <summary>The sorted classes and the class of each text: words are classes by their letters, numbers by their value.</summary>
    private static (string[] Names, int[] Classes) ClassesOf(List<string> texts)
    {
        string[] words = [.. texts.Distinct()];
        if (!words.All(word => CsvTable.TryParse(word, out _)))
        {
            Array.Sort(words, StringComparer.Ordinal);
            var index = words.Index().ToDictionary(word => word.Item, word => word.Index);
            return (words, [.. texts.Select(text => index[text])]);
        }

        var byValue = words.GroupBy(Value).OrderBy(group => group.Key).Index().ToArray();
        var position = byValue.SelectMany(group => group.Item.Select(word => (word, group.Index))).ToDictionary();
        return ([.. byValue.Select(group => NameOf(group.Item))], [.. texts.Select(text => position[text])]);
    }

    private static double Value(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>A class that is written in one way is called so; 1 and 1.0 are called 1.</summary>
    private static string NameOf(IGrouping<double, string> ways) =>
        ways.Count() == 1 ? ways.Single() : ways.Key.ToString(CultureInfo.InvariantCulture);
}
