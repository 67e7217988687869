using NotebookRunner.Commands;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Commands;

/// <summary>Values from the command line.</summary>
public sealed class NotebookParametersTests
{
    [Theory]
    [InlineData("double rate = 0.5;", "rate=1", "double rate = 1;")]
    [InlineData("var rate = 0.5;", "rate=1", "double rate = 1;")]
    [InlineData("var rate = -0.5f;", "rate=0.25", "float rate = (float)(0.25);")]
    [InlineData("decimal price = 1m;", "price=0.5", "decimal price = (decimal)(0.5);")]
    [InlineData("var n = 1;", "n=0.5", "var n = 0.5;")]
    [InlineData("int a = 1, n = 2;", "n=-3", "int n = -3;")]
    [InlineData("var who = \"x\";", "who=5", "string who = \"5\";")]
    [InlineData("string who = \"x\";", "who=a \"b\"", "string who = \"a \\\"b\\\"\";")]
    [InlineData("string who = \"x\";", "who=\"in quotes\"", "string who = \"in quotes\";")]
    [InlineData("string? who = null;", "who=", "string? who = \"\";")]
    [InlineData("DayOfWeek day = DayOfWeek.Monday;", "day=DayOfWeek.Friday", "DayOfWeek day = DayOfWeek.Friday;")]
    [InlineData("var day = DayOfWeek.Monday;", "day=Friday", "var day = \"Friday\";")]
    [InlineData("bool on = false;", "on=true", "bool on = true;")]
    [InlineData("bool on = false;", "on=True", "bool on = true;")]
    [InlineData("double rate = 0.5;", "rate=NaN", "double rate = double.NaN;")]
    [InlineData("float? limit = null;", "limit=-Infinity", "float? limit = float.NegativeInfinity;")]
    [InlineData("DayOfWeek? day = null;", "day=Friday", "DayOfWeek? day = DayOfWeek.Friday;")]
    [InlineData("DayOfWeek? day = DayOfWeek.Monday;", "day=null", "DayOfWeek? day = null;")]
    [InlineData("char letter = 'x';", "letter='", "char letter = '\\'';")]
    [InlineData("char letter = 'x';", "letter='y'", "char letter = 'y';")]
    [InlineData("TimeSpan wait = default;", "wait=0:05",
        "TimeSpan wait = TimeSpan.Parse(\"0:05\", System.Globalization.CultureInfo.InvariantCulture);")]
    [InlineData("DateTime day = default;", "day=2026-11-27",
        "DateTime day = DateTime.Parse(\"2026-11-27\", System.Globalization.CultureInfo.InvariantCulture);")]
    [InlineData("DateTime day = default;", "day=DateTime.Today", "DateTime day = DateTime.Today;")]
    public void A_parameter_keeps_the_type_of_its_default(string defaults, string given, string declaration)
    {
        var notebook = new Notebook([new("csharp", "1"), new("csharp", "// parameters\n" + defaults), new("csharp", "2")]);

        var (cells, note) = Set(notebook, given);

        Assert.Equal(
            ["1", "// parameters\n" + defaults, "// from the command line\n" + declaration, "2"], cells.Select(cell => cell.Source));
        Assert.Null(note);
    }

    [Fact]
    public void A_cell_that_an_earlier_run_has_injected_is_replaced_and_the_last_value_of_a_name_counts()
    {
        var notebook = new Notebook(
            [new("csharp", "var n = 1;") { Metadata = """{"tags":["parameters"]}""" },
                new("csharp", "var n = 2;") { Metadata = """{"tags":["injected-parameters"]}""" }]);

        Assert.Equal(["var n = 1;", "// from the command line\nvar n = 4;"], Set(notebook, "n=3", "n=4").Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void What_the_notebook_does_not_know_is_told()
    {
        Assert.Equal("its parameters do not name m", Set(new([new("csharp", "// parameters\nvar n = 1;")]), "n=1", "m=2").Note);
        Assert.StartsWith("it has no cell of parameters, so n is set before its first cell", Set(new([new("csharp", "1")]), "n=1").Note);
    }

    private static (IReadOnlyList<Cell> Cells, string? Note) Set(Notebook notebook, params string[] values)
    {
        var (changed, note) = NotebookParameters.Set(notebook, [.. values.Select(value => NotebookParameters.Parse(value)!.Value)]);
        return (changed.Cells, note);
    }
}
