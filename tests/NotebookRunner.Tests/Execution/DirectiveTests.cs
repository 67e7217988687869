using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary>Lines that speak to the notebook instead of the compiler.</summary>
[Collection(nameof(Session))]
public sealed class DirectiveTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("directives-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Write(string name, string text)
    {
        string path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private IReadOnlyList<Cell> Run(params string[] cells) => Session.RunIn(folder, [.. cells.Select(code => new Cell("csharp", code))]);

    [Theory]
    [InlineData("setup.dib", "#!csharp\n\nvar answer = 40;\n\n#!csharp\n\nanswer += 2;\n")]
    [InlineData("setup.cs", "var answer = 42;")]
    [InlineData("setup.csx", "using System.IO;\nvar answer = Path.GetExtension(\"a.b\").Length + 40;")]
    [InlineData("setup.ipynb", """{"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[{"cell_type":"code","id":"a","execution_count":null,"metadata":{},"outputs":[],"source":["var answer = 42;"]}]}""")]
    public void Import_runs_every_cell_of_a_file(string name, string text)
    {
        Write(name, text);
        Assert.Equal("[42]", Run($"#!import ./{name}\nanswer")[0].Text());
    }

    [Fact]
    public void A_missing_import_names_the_file_and_the_line()
    {
        var error = Run("var x = 1;\n#!import ./missing.dib")[0].Error();
        Assert.Equal("#!import ./missing.dib: there is no such file", error.Message);
        Assert.Equal(["cell 1, line 2:", "    #!import ./missing.dib"], error.Traceback);
    }

    [Fact]
    public void An_exception_in_an_imported_cell_is_an_error_with_its_place()
    {
        Write("setup.dib", "#!csharp\n\nvar a = 1;\n\n#!csharp\n\nvar b = 2;\nthrow new Exception(\"broken\");\n");
        var error = Run("#!import ./setup.dib")[0].Error();
        Assert.Equal("broken", error.Message);
        Assert.Equal("at setup.dib cell 2, line 2", error.Traceback[0]);
    }

    [Fact]
    public void A_file_that_imports_itself_is_an_error()
    {
        Write("loop.dib", "#!csharp\n\n#!import ./loop.dib\n");
        Assert.Contains("imports itself", Run("#!import ./loop.dib")[0].Error().Message);
    }

    [Fact]
    public void Code_before_an_import_runs_before_it_and_line_numbers_stay()
    {
        Write("setup.csx", "var next = first + 1;");
        var error = Run("var first = 1;\n#!import ./setup.csx\nvar third = next + 1;\nthrow new Exception(third.ToString());")[0].Error();
        Assert.Equal("3", error.Message);
        Assert.Equal("at cell 1, line 4", error.Traceback[0]);
    }

    [Fact]
    public void Time_tells_how_long_the_cell_took() => Assert.Matches(@"^\[2\]\[Wall time: [\d.]+ms\]$", Run("#!time\n1 + 1")[0].Text());

    [Theory]
    [InlineData("var text = \"\"\"\n#!import ./missing.dib\n#!nonsense\n\"\"\";\ntext.Length > 3")]
    [InlineData("var text = @\"\n#!nonsense\n\";\ntext.Length > 3")]
    [InlineData("var text = $\"\"\"\n#!nonsense {1}\n\"\"\";\ntext.Length > 3")]
    [InlineData("/*\n#!nonsense\n*/\ntrue")]
    public void A_line_in_a_string_or_comment_is_no_directive(string code) => Assert.Equal("[True]", Run(code)[0].Text());

    [Theory]
    [InlineData("var x = 1;\n#!who", 2, "#!who is not known here")]
    [InlineData("\n\n#!pwsh", 3, "#!pwsh is not known here")]
    [InlineData("#!set --name x --value 5", 1, "only in JavaScript cells")]
    [InlineData("#r \"nuget:\"", 1, "it is written #r \"nuget: Name, 1.0.0\"")]
    public void What_is_not_known_is_an_error_that_names_the_line(string code, int line, string problem)
    {
        var error = Run(code)[0].Error();
        Assert.Contains(problem, error.Message);
        Assert.Equal($"cell 1, line {line}:", error.Traceback[0]);
    }

    [Fact]
    public void A_cell_in_another_language_is_an_error() =>
        Assert.Contains("cells in fsharp are not run here", Session.RunIn(folder, new Cell("fsharp", "let x = 1"))[0].Error().Message);

    [Fact]
    public void Html_and_Mermaid_cells_are_shown()
    {
        var cells = Session.RunIn(folder, new("html", "<b>x</b>"), new("mermaid", "graph TD; A-->B"));
        Assert.Equal("<b>x</b>", cells[0].Html());
        Assert.Equal("graph TD; A-->B", cells[1].Display().Data["text/vnd.mermaid"]);
    }

    [Theory]
    [InlineData("#!share --from csharp losses", "globalThis[\"losses\"] = [0.5,0.25];")]
    [InlineData("#!share --from csharp --name losses --as y", "globalThis[\"y\"] = [0.5,0.25];")]
    [InlineData("#!set --name y --value @csharp:losses", "globalThis[\"y\"] = [0.5,0.25];")]
    public void A_JavaScript_cell_gets_a_value_of_CSharp(string line, string declaration)
    {
        var cells = Session.RunIn(folder, new("csharp", "var losses = new[] { 0.5, 0.25 };"), new("javascript", line + "\nreturn 1;"));
        Assert.Contains(declaration, cells[1].Html());
    }

    [Theory]
    [InlineData("#!share --from csharp missing", "no cell before this one declared a variable missing")]
    [InlineData("#!share losses", "it is written #!share --from csharp y")]
    [InlineData("#!set --name x", "it is written #!set --name x --value @csharp:y")]
    [InlineData("#!set --name 1x --value @csharp:losses", "1x is no name")]
    public void A_value_that_cannot_be_shared_is_an_error(string line, string problem)
    {
        var cells = Session.RunIn(folder, new("csharp", "var losses = 1;"), new("javascript", "\n" + line));
        Assert.Contains(problem, cells[1].Error().Message);
        Assert.Equal("cell 2, line 2:", cells[1].Error().Traceback[0]);
    }

    [Fact]
    public void No_text_in_a_JavaScript_cell_ends_its_script_element()
    {
        string html = Session.RunIn(folder, new("csharp", "var s = \"</script><b>\";"), new("javascript", "#!share --from csharp s\nreturn '</script>';"))[1].Html();
        Assert.Equal(html.Length - "</script>".Length, html.IndexOf("</script>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_language_line_within_a_cell_switches_the_language()
    {
        var parts = CellParser.Parse("var x = 1;\n#!html\n<b/>\n#!csharp\nx", "csharp");
        Assert.Equal(["csharp", "html", "csharp"], parts.Cast<CodePart>().Select(part => part.Language));
        Assert.Equal([1, 3, 5], parts.Select(part => part.Line));
    }
}
