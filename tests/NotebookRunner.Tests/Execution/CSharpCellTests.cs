using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Execution;

/// <summary>C# cells mean here what they mean in .NET Interactive.</summary>
[Collection(nameof(Session))]
public sealed class CSharpCellTests
{
    [Fact]
    public void What_a_cell_defines_is_there_in_the_next()
    {
        var cells = Session.Run("int x = 20; int Twice(int n) => 2 * n; record Point(int X, int Y);", "Twice(x) + new Point(1, 1).Y");
        Assert.Equal("[41]", cells[1].Text());
    }

    [Fact]
    public void A_variable_may_be_declared_again_with_another_type() =>
        Assert.Equal("[4]", Session.Run("var x = 1;", "string x = \"four\";", "x.Length")[2].Text());

    [Fact]
    public void A_trailing_expression_is_the_result_and_a_statement_is_none()
    {
        var cells = Session.Run("1 + 1", "1.ToString();", "int y = 3;", "void F() { } F()", "Console.Out.Flush()");
        Assert.True(cells[0].Display().IsResult);
        Assert.All(cells.Skip(1), cell => Assert.Empty(cell.Outputs));
    }

    [Fact]
    public void Null_is_a_result_too() => Assert.Equal("[<null>]", Session.Run("(string)null")[0].Text());

    [Fact]
    public void Console_text_and_displays_keep_their_order()
    {
        var cell = Session.Run("""
            Console.Write("a"); display(1); Console.WriteLine("b"); Console.Error.Write("c"); 2.Display(); Console.Write("d");
            "end"
            """)[0];
        Assert.Equal("a[1]b\nc[2]d[end]", cell.Text());
        Assert.Equal(["stdout", "stdout", "stderr", "stdout"], cell.Outputs.OfType<StreamOutput>().Select(s => s.Name));
    }

    [Fact]
    public void Await_works_at_the_top_level() =>
        Assert.Equal("[5]", Session.Run("await Task.Delay(1);\nvar n = await Task.FromResult(5);\nn")[0].Text());

    [Fact]
    public void Using_lines_hold_for_later_cells() =>
        Assert.Equal(
            "[3]", Session.Run("using System.Globalization;\nusing static System.Math;",
            "(int)Max(3, double.Parse(\"1\", CultureInfo.InvariantCulture))")[1].Text());

    [Theory]
    [InlineData("File.Exists(\"x\")", "CS0103")]
    [InlineData("new StringBuilder(\"ok\").ToString()", null)]
    [InlineData("new ArrayList { 1 }.Count + new List<int>().Count + new[] { 1 }.Sum()", null)]
    public void Imports_are_those_of_the_real_kernel(string code, string? error)
    {
        var cell = Session.Run(code)[0];
        if (error is null) Assert.IsType<DisplayOutput>(Assert.Single(cell.Outputs));
        else Assert.StartsWith(error, cell.Error().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void New_syntax_of_CSharp_14_compiles() =>
        Assert.Equal(
            "[2]", Session.Run("class C { public int P { get => field; set => field = value * 2; } }", "new C { P = 1 }.P")[1].Text());

    [Fact]
    public void A_script_level_extension_method_works() =>
        Assert.Equal("[8]", Session.Run("static int Twice(this int x) => 2 * x;", "4.Twice()")[1].Text());

    [Fact]
    public void Html_is_shown_as_it_is()
    {
        var cells = Session.Run("HTML(\"<b>x</b>\")", "display(HTML(\"<i>y</i>\"));", "\"<b>\"");
        Assert.Equal("<b>x</b>", cells[0].Html());
        Assert.Equal("<i>y</i>", cells[1].Html());
        Assert.Equal("<b>", cells[2].Display().Data["text/plain"]);
    }

    [Fact]
    public void What_display_gives_back_is_not_shown_again_and_can_be_replaced()
    {
        var cells = Session.Run("var shown = display(1);", "display(2)", "shown.Update(3);");
        Assert.Equal("[3]", cells[0].Text());
        Assert.Equal("[2]", cells[1].Text());
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public void What_a_cell_puts_in_the_place_of_the_console_is_there_until_it_ends() =>
        Assert.Equal(
            ["", "after\n"],
            Session.Run("Console.SetOut(new System.IO.StringWriter());\nConsole.WriteLine(\"lost\");", "Console.WriteLine(\"after\");")
            .Select(cell => cell.Text()));

    [Fact]
    public void Reading_the_console_finds_its_end() => Assert.Equal("[True]", Session.Run("Console.ReadLine() is null")[0].Text());

    [Fact]
    public void The_first_cell_that_fails_is_the_last_that_runs()
    {
        var cells = Session.Run("1", "throw new InvalidOperationException(\"no\");", "3");
        Assert.Equal("!InvalidOperationException: no", cells[1].Text());
        Assert.Equal([1, 2, null], cells.Select(cell => cell.ExecutionCount));
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public void Markdown_is_not_counted_among_the_cells()
    {
        var cells = Session.RunIn(Path.GetTempPath(), new("markdown", "# Title"), new("csharp", "1"), new("csharp", ""));
        Assert.Equal([null, 1, 2], cells.Select(cell => cell.ExecutionCount));
    }
}
