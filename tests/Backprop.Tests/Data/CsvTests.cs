using System.Text;

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
    [InlineData("x,x,kind\n1,2,a\n", ", line 1: two columns are named 'x'.")]
    [InlineData("x,kind\n1,a\n2\n", ", line 3: 1 column, but there are names for 2.")]
    [InlineData("x,kind\n1,a\n\n2,b,c\n", ", line 4: 3 columns, but there are names for 2.")]
    [InlineData("x,kind\n1,a\ntwo,b\n", ", line 3, column 'x': 'two' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\n1,a\n,b\n", ", line 3, column 'x': '' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\nNaN,a\n2,b\n", ", line 2, column 'x': 'NaN' is not a finite number (written with a decimal point).")]
    [InlineData("x,kind\n\"1,5\",a\n2,b\n",
        ", line 2, column 'x': '1,5' is not a finite number (written with a decimal point). It has a decimal comma: set DecimalComma = true.")]
    [InlineData("x,kind\n1,a\n2,\"b\n", ", line 3: the quotation marks do not match.")]
    [InlineData("x,kind\n1,a\n2,\"b\"c\n", ", line 3: the quotation marks do not match.")]
    [InlineData("x,kind\n1,a\n2,\n", ", line 3, column 'kind' is empty; every sample needs its class.")]
    [InlineData("1,a\n2,b\n",
        ", line 1 looks like a sample, because '1' is a number: set HasHeader = false (or ColumnNames) if it is one, HasHeader = true if these are column names.")]
    [InlineData("1,5,kind\n2,b,c\n",
        ", line 1 looks like a sample, because '1' is a number: set HasHeader = false (or ColumnNames) if it is one, HasHeader = true if these are column names.")]
    [InlineData("x;kind\n1;a\n", ", line 1 has a single column 'x;kind': set Delimiter = ';' if that is what separates the columns.")]
    [InlineData("x\tkind\n1\ta\n", ", line 1 has a single column 'x\\tkind': set Delimiter = '\\t' if that is what separates the columns.")]
    [InlineData("kind\na\n", ", line 1 has a single column 'kind'; a data set needs an input and a target.")]
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

        Assert.StartsWith(
            "The column 'kind' has the single class 'a'; a classification needs at least two.", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named_with_its_full_path()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => Dataset.FromCsv("no-such.csv", classColumn: "kind"));

        Assert.Equal($"There is no file 'no-such.csv'; looked for {Path.GetFullPath("no-such.csv")}.", exception.Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromCsv(" ", targetColumns: ["z"]));
    }

    [Fact]
    public void A_file_without_column_names_keeps_its_first_sample()
    {
        Assert.Equal([[5.1], [4.9]], Read("5.1,a\n4.9,b\n", new() { HasHeader = false }, "column2").Inputs);
        var named = Read("5.1,a\n4.9,b\n", new() { ColumnNames = ["length", "kind"] });
        Assert.Equal([[5.1], [4.9]], named.Inputs);
        Assert.Equal(["length"], named.InputNames);
        Assert.Equal([[2], [3]], Read("1,kind\n2,a\n3,b\n", new() { HasHeader = true }).Inputs);
    }

    [Fact]
    public void Semicolons_and_decimal_commas_are_read_if_asked_for()
    {
        var data = Read("x;y;kind\n1,5;-2e-1;a\n0,25;3;b\n", new() { Delimiter = ';', DecimalComma = true });

        Assert.Equal([[1.5, -0.2], [0.25, 3]], data.Inputs);
        var exception = Assert.Throws<FormatException>(() => Read("x;kind\n1.5;a\n", new() { Delimiter = ';', DecimalComma = true }));
        Assert.EndsWith(
            "'1.5' is not a finite number (written with a decimal comma). It has a decimal point: set DecimalComma = false.",
            exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Input_columns_can_be_chosen_and_put_in_order()
    {
        const string Text = "id,u,kind,v\n7,1,a,2\n8,3,b,4\n";

        var data = Read(Text, new() { InputColumns = ["v", "u"] });

        Assert.Equal([[2, 1], [4, 3]], data.Inputs);
        Assert.Equal(["v", "u"], data.InputNames);
        Throws.Argument("options", "The column 'u' is named twice.", () => Read(Text, new() { InputColumns = ["u", "u"] }));
        Throws.Argument(
            "options", "The column 'kind' is a target; it cannot be an input as well.",
            () => Read(Text, new() { InputColumns = ["u", "kind"] }));
        Throws.Argument("options", "InputColumns is empty", () => Read(Text, new() { InputColumns = [] }));
        Throws.Argument("options", $"{Path.GetFileName(path)} has no column 'w'", () => Read(Text, new() { InputColumns = ["w"] }));
    }

    [Fact]
    public void A_column_cannot_be_a_target_twice_nor_can_all_or_none_be()
    {
        File.WriteAllText(path, "u,v\n1,2\n");

        Throws.Argument("targetColumns", "The column 'u' is named twice.", () => Dataset.FromCsv(path, ["u", "u"]));
        Throws.Argument(
            "targetColumns", $"Every column of {Path.GetFileName(path)} is a target; none is left for the inputs.",
            () => Dataset.FromCsv(path, ["u", "v"]));
        Throws.Argument(
            "targetColumns", "targetColumns is empty; name the columns to be predicted.", () => Dataset.FromCsv(path, targetColumns: []));
    }

    [Fact]
    public void Numbers_written_in_two_ways_are_one_class()
    {
        var data = Read("x,kind\n1,1.0\n2,1\n3,2\n4,02\n5,3\n");

        Assert.Equal(["1", "2", "3"], data.ClassNames);
        Assert.Equal([0, 0, 1, 1, 2], data.Classes);
        Assert.Equal(["01", "02"], Read("x,kind\n1,02\n2,01\n").ClassNames);
        Assert.Equal(["1", "1.0", "a"], Read("x,kind\n1,1.0\n2,1\n3,a\n").ClassNames);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_refused_unless_their_encoding_is_given()
    {
        const string Text = "größe,kind\n1,a\n2,b\n";
        File.WriteAllText(path, Text, Encoding.Latin1);

        var exception = Assert.Throws<FormatException>(() => Dataset.FromCsv(path, "kind"));

        Assert.Equal(
            $"{Path.GetFileName(path)} is not UTF-8 (the byte 0xF6 at line 1 or soon after): save it as UTF-8, or give its Encoding, such as Encoding.Latin1.", exception.Message);
        Assert.Equal(["größe"], Dataset.FromCsv(path, "kind", new() { Encoding = Encoding.Latin1 }).InputNames);
        foreach (var encoding in new Encoding[] { new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), Encoding.Unicode })
        {
            File.WriteAllText(path, Text, encoding);
            Assert.Equal(["größe"], Dataset.FromCsv(path, "kind").InputNames);
        }
    }

    [Fact]
    public void UTF_16_without_its_mark_is_refused_unless_it_is_given()
    {
        var encoding = new UnicodeEncoding(bigEndian: false, byteOrderMark: false);
        File.WriteAllText(path, "x,kind\n1,a\n2,b\n", encoding);

        var exception = Assert.Throws<FormatException>(() => Dataset.FromCsv(path, "kind"));

        Assert.EndsWith("is not text in UTF-8: save it as UTF-8, or give its Encoding, such as Encoding.Unicode.", exception.Message);
        Assert.Equal(["x"], Dataset.FromCsv(path, "kind", new() { Encoding = encoding }).InputNames);
    }

    [Fact]
    public void Fields_between_quotation_marks_may_hold_ends_of_lines_and_delimiters()
    {
        var data = Read("x,kind\n1,\"a\nb\"\n2,\"c,d\" \n");

        Assert.Equal(["a\nb", "c,d"], data.ClassNames);
        Assert.Equal(
            $"{Path.GetFileName(path)}, line 4: 1 column, but there are names for 2.", Assert.Throws<FormatException>(() =>
                Read("x,kind\n1,\"a\nb\"\n2\n")).Message);
    }

    [Fact]
    public void A_large_file_is_read_line_by_line()
    {
        const int Rows = 1000, Columns = 784;
        using (var writer = new StreamWriter(path))
        {
            writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(i => $"p{i}").Append("kind")));
            for (int i = 0; i < Rows; i++)
                writer.WriteLine(string.Join(',', Enumerable.Range(0, Columns).Select(j => $"{(i + j) % 256}").Append($"{i % 10}")));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        var data = Dataset.FromCsv(path, "kind");
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((double)((999 + 783) % 256), data.Inputs[999, 783]);
        Assert.InRange(allocated, 0, 8L * Rows * Columns * sizeof(double));
    }

    [Fact]
    public void Options_that_contradict_each_other_are_refused()
    {
        Throws.Argument(
            "options", "With a decimal comma the fields cannot be separated by commas too",
            () => Read("x,kind\n", new() { DecimalComma = true }));
        Throws.Argument("options", "Delimiter is a quotation mark or the end of a line", () => Read("x,kind\n", new() { Delimiter = '"' }));
        Throws.Argument(
            "options", "ColumnNames is for a file without column names, but HasHeader is true.",
            () => Read("x,kind\n", new() { HasHeader = true, ColumnNames = ["x"] }));
        Assert.EndsWith(
            ", line 1: 2 columns, but ColumnNames has 1.", Assert.Throws<FormatException>(
                () => Read("1,a\n", new() { ColumnNames = ["x"] })).Message, StringComparison.Ordinal);
    }

    private Dataset Read(string text, CsvOptions? options = null, string classColumn = "kind")
    {
        File.WriteAllText(path, text);
        return Dataset.FromCsv(path, classColumn, options);
    }
}
