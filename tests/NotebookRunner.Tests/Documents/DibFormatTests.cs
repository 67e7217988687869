using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

public sealed class DibFormatTests
{
    private const string Lesson = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"},{"name":"html"}]}}

        #!markdown

        # Title

        Text.

        #!csharp

        var x = 1;

        x

        #!html

        <b>bold</b>

        """;

    [Fact]
    public void A_file_as_the_real_tools_write_it_gives_its_cells()
    {
        var notebook = DibFormat.Parse(Lesson);

        Assert.Equal("csharp", notebook.DefaultLanguage);
        Assert.Equal(
            [new Cell("markdown", "# Title\n\nText."), new Cell("csharp", "var x = 1;\n\nx"), new Cell("html", "<b>bold</b>")],
            notebook.Cells,
            CellComparer.Instance);
    }

    [Fact]
    public void Reading_and_writing_gives_the_same_bytes() => Assert.Equal(Lesson, DibFormat.Format(DibFormat.Parse(Lesson)));

    [Fact]
    public void Windows_line_ends_and_a_missing_final_newline_change_nothing()
    {
        string windows = Lesson.Replace("\n", "\r\n").TrimEnd();

        Assert.Equal(DibFormat.Parse(Lesson).Cells, DibFormat.Parse(windows).Cells, CellComparer.Instance);
    }

    [Theory]
    [InlineData("#!time")]
    [InlineData("#!import ./setup.dib")]
    [InlineData("#!share --from csharp --name y")]
    [InlineData("#!set --name x --value @csharp:y")]
    [InlineData("#!csharp-like")]
    [InlineData("#!csharp x")]
    [InlineData("#r \"nuget: Plotly.NET, 5.0.0\"")]
    [InlineData(" #!markdown")]
    [InlineData("var opener = \"#!markdown\";")]
    [InlineData("#!")]
    [InlineData("#!meta")]
    public void A_line_that_names_no_language_stays_part_of_its_cell(string line)
    {
        var notebook = DibFormat.Parse($"#!csharp\n\nbefore();\n{line}\nafter();\n");

        var cell = Assert.Single(notebook.Cells);
        Assert.Equal($"before();\n{line}\nafter();", cell.Source);
    }

    [Theory]
    [InlineData("#!C#", "csharp")]
    [InlineData("#!md", "markdown")]
    [InlineData("#!js", "javascript")]
    [InlineData("#!fsharp  ", "fsharp")]
    public void An_alias_opens_a_cell_of_its_language(string opener, string language) =>
        Assert.Equal(language, Assert.Single(DibFormat.Parse($"{opener}\n1").Cells).Language);

    [Fact]
    public void A_language_that_the_meta_block_declares_opens_a_cell()
    {
        var notebook = DibFormat.Parse(
            """
            #!meta
            {"kernelInfo":{"defaultKernelName":"fsharp","items":[{"name":"kql-telemetry","aliases":["telemetry"]}]}}
            let x = 1
            #!telemetry
            events
            """.Replace("let", "\n#!fs\nlet"));

        Assert.Equal([new Cell("fsharp", "let x = 1"), new Cell("kql-telemetry", "events")], notebook.Cells, CellComparer.Instance);
    }

    [Fact]
    public void Text_before_the_first_opener_is_a_cell_of_the_default_language() =>
        Assert.Equal(
            [new Cell("csharp", "1 + 1"), new Cell("markdown", "two")], DibFormat.Parse("\n1 + 1\n#!markdown\ntwo").Cells,
            CellComparer.Instance);

    [Fact]
    public void Empty_cells_are_kept()
    {
        var notebook = new Notebook([new Cell("csharp", ""), new Cell("markdown", ""), new Cell("csharp", "1"), new Cell("csharp", "")]);

        Assert.Equal(notebook.Cells, DibFormat.Parse(DibFormat.Format(notebook)).Cells, CellComparer.Instance);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void An_empty_file_is_a_notebook_without_cells(string text) => Assert.Empty(DibFormat.Parse(text).Cells);

    [Theory]
    [InlineData("#!meta\n\n{\n\"kernelInfo\": oops}\n\n#!csharp\n1", 4)]
    [InlineData("\n#!meta\n[1]\n", 3)]
    [InlineData("#!meta\n#!csharp\n1", 2)]
    public void A_malformed_meta_block_is_named_with_its_line(string text, int line)
    {
        var error = Assert.Throws<NotebookFormatException>(() => DibFormat.Parse(text));

        Assert.Equal(line, error.Line);
        Assert.Contains("#!meta", error.Message);
    }

    [Fact]
    public void A_cell_that_the_format_cannot_hold_is_refused_not_split()
    {
        var notebook = new Notebook([new Cell("markdown", "A cell starts with\n#!csharp\nand ends.")]);

        var error = Assert.Throws<NotebookFormatException>(() => DibFormat.Format(notebook));

        Assert.Contains("cell 1", error.Message);
        Assert.Contains("#!csharp", error.Message);
    }
}
