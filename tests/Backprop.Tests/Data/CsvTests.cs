namespace Backprop.Tests.Data;

public sealed class CsvTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Iris_has_150_flowers_of_three_species()
    {
        var iris = Dataset.Iris;

        Assert.Equal(150, iris.Count);
        Assert.Equal(["sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm"], iris.InputNames);
        Assert.Equal(["setosa", "versicolor", "virginica"], iris.ClassNames);
        Assert.Equal([5.1, 3.5, 1.4, 0.2], iris.Samples.First().Input);
        Assert.Equal([50, 50, 50], iris.Targets.SumRows());
    }

    [Fact]
    public void Digits_has_1797_images_of_8_by_8_pixels()
    {
        var digits = Dataset.Digits;

        Assert.Equal(1797, digits.Count);
        Assert.Equal(64, digits.Inputs.ColumnCount);
        Assert.Equal("p00", digits.InputNames[0]);
        Assert.Equal(Enumerable.Range(0, 10).Select(k => $"{k}"), digits.ClassNames);
        Assert.Equal([0, 1, 2], digits.Classes.Take(3));
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], digits.Targets.SumRows());
        Assert.Equal([0, 0, 5, 13], digits.Inputs.Row(0)[..4].ToArray());
    }

    [Fact]
    public void Words_become_classes_in_alphabetical_order()
    {
        var data = Read("x,kind,y\n1,b,2\n3,a,4\n5,b,6\n");

        Assert.Equal(["a", "b"], data.ClassNames);
        Assert.Equal([[0, 1], [1, 0], [0, 1]], data.Targets);
        Assert.Equal([[1, 2], [3, 4], [5, 6]], data.Inputs);
        Assert.Equal(["x", "y"], data.InputNames);
        Assert.Equal(Path.GetFileNameWithoutExtension(path), data.Name);
    }

    [Fact]
    public void Classes_that_are_numbers_are_sorted_by_value() => Assert.Equal(["2", "10"], Read("x,kind\n1,10\n3,2\n").ClassNames);

    [Fact]
    public void Blank_lines_spaces_quotation_marks_and_line_ends_of_Windows_are_read()
    {
        var data = Read("\"x, in cm\", kind\r\n 1.5e1 ,\"a \"\"b\"\"\"\r\n\r\n-2,c\r\n");

        Assert.Equal(["x, in cm"], data.InputNames);
        Assert.Equal([[15], [-2]], data.Inputs);
        Assert.Equal(["a \"b\"", "c"], data.ClassNames);
    }

    [Fact]
    public void Columns_of_numbers_become_targets_in_the_order_asked_for()
    {
        File.WriteAllText(path, "u,v,w\n1,2,3\n4,5,6\n");

        var data = Dataset.FromCsv(path, targetColumns: ["w", "u"]);

        Assert.Equal([[2], [5]], data.Inputs);
        Assert.Equal([[3, 1], [6, 4]], data.Targets);
        Assert.Equal(["v"], data.InputNames);
        Assert.Empty(data.ClassNames);
    }

    [Theory]
    [InlineData("", " is empty; its first line should be the column names.")]
    [InlineData("x,kind\n", " has no line after the column names.")]
    [InlineData("x,x,kind\n1,2,a\n", ", line 1: two columns have the same name.")]
    [InlineData("x,kind\n1,a\n2\n", ", line 3: 1 column, but the first line names 2.")]
    [InlineData("x,kind\n1,a\n\n2,b,c\n", ", line 4: 3 columns, but the first line names 2.")]
    [InlineData("x,kind\n1,a\ntwo,b\n", ", line 3, column 'x': 'two' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\n1,a\n,b\n", ", line 3, column 'x': '' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\nNaN,a\n2,b\n", ", line 2, column 'x': 'NaN' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\n\"1,5\",a\n2,b\n", ", line 2, column 'x': '1,5' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\n1,a\n2,\"b\n", ", line 3: the quotation marks do not match.")]
    public void A_damaged_file_is_refused_with_its_line_and_column(string text, string message)
    {
        var exception = Assert.Throws<FormatException>(() => Read(text));

        Assert.Equal(Path.GetFileName(path) + message, exception.Message);
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused_with_those_that_are()
    {
        var exception = Assert.Throws<ArgumentException>("classColumn", () => Read("x,y\n1,2\n"));

        Assert.StartsWith($"{Path.GetFileName(path)} has no column 'kind'; it has x, y.", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("targetColumns", () => Dataset.FromCsv(path, targetColumns: ["z"]));
    }

    [Fact]
    public void A_single_class_is_refused()
    {
        var exception = Assert.Throws<ArgumentException>("classColumn", () => Read("x,kind\n1,a\n2,a\n"));

        Assert.StartsWith("The column 'kind' has the single class 'a'; a classification needs at least two.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named_with_its_full_path()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv("no-such.csv", classColumn: "kind"));

        Assert.Equal($"There is no file 'no-such.csv'; looked for {Path.GetFullPath("no-such.csv")}.", exception.Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromCsv(" ", targetColumns: ["z"]));
    }

    private Dataset Read(string text)
    {
        File.WriteAllText(path, text);
        return Dataset.FromCsv(path, classColumn: "kind");
    }
}
