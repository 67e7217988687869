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

    [Fact]
    public void What_the_tool_tells_of_itself_is_told()
    {
        string magics = Run("#!lsmagic")[0].Text();
        Assert.All((string[])["csharp:", "#!who", "#!import", "#!time", "#r"], name => Assert.Contains(name, magics));
        Assert.StartsWith("[.NET Interactive 1.0.0", Run("#!about")[0].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_asks_the_user_is_told_that_nobody_answers()
    {
        Assert.StartsWith(
            "nobody is there to answer \"Name?\"", Run("await Microsoft.DotNet.Interactive.Kernel.GetInputAsync(\"Name?\")")[0].Error()
                .Message,
            StringComparison.Ordinal);
        Assert.Equal("Input not provided.", Run("#!set --name x --value @input:\"Name?\"")[0].Error().Message);
    }

    [Theory]
    [InlineData("var x = 1;\n#!nonsense", 2, "Unknown magic command '#!nonsense'")]
    [InlineData("#!set --name x", 1, "Missing required parameter '--value'")]
    [InlineData("#!set", 1, "Missing required parameter '--name'\nMissing required parameter '--value'")]
    [InlineData("\n#!share losses", 2, "Missing required parameter '--from'")]
    [InlineData("#r \"nuget:\"", 1, "Unable to parse package reference")]
    public void What_is_not_known_is_an_error_that_names_the_line(string code, int line, string problem)
    {
        var error = Run(code)[0].Error();
        Assert.Contains(problem, error.Message);
        Assert.Equal($"cell 1, line {line}:", error.Traceback[0]);
    }

    [Fact]
    public void A_cell_in_another_language_is_told_so()
    {
        Assert.StartsWith(
            "cells in F# are not run here", Session.RunIn(folder, new Cell("fsharp", "let x = 1"))[0].Error().Message,
            StringComparison.Ordinal);
        Assert.StartsWith("cells in PowerShell are not run here", Run("1\n#!pwsh\nls")[0].Error().Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "cells in python are not run here", Session.RunIn(folder, new Cell("python", "1"))[0].Error().Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Values_go_from_one_language_to_another()
    {
        var cells =
            Session.RunIn(folder, new("value", "#!value --name text\nas it is"), new("csharp", "#!share --from value text\ntext.Length"),
            new("csharp", "#!set --name twice --value @value:text\ntwice"), new("csharp", "#!who"));
        Assert.Equal("[8]", cells[1].Text());
        Assert.Equal("[as it is]", cells[2].Text());
        Assert.Contains("twice", cells[3].Text());
    }

    [Fact]
    public void Html_and_Mermaid_cells_are_shown()
    {
        var cells = Session.RunIn(folder, new("html", "<b>x</b>"), new("mermaid", "graph TD; A-->B"));
        Assert.Equal("<b>x</b>", cells[0].Html());
        Assert.Equal("graph TD; A-->B", cells[1].Display().Data["text/vnd.mermaid"]);
    }

    [Theory]
    [InlineData("#!share --from csharp losses", "losses = [0.5,0.25];")]
    [InlineData("#!share --from csharp --name losses --as y", "y = [0.5,0.25];")]
    [InlineData("#!set --name y --value @csharp:losses", "y = [0.5,0.25];")]
    public void A_JavaScript_cell_gets_a_value_of_CSharp(string line, string declaration)
    {
        var cells = Session.RunIn(folder, new("csharp", "var losses = new[] { 0.5, 0.25 };"), new("javascript", line + "\nreturn 1;"));
        Assert.Equal(2, cells[1].Outputs.Count);
        Assert.Contains(declaration, ((DisplayOutput)cells[1].Outputs[0]).Data["text/html"]);
        Assert.Contains("return 1;", ((DisplayOutput)cells[1].Outputs[1]).Data["text/html"]);
    }

    [Fact]
    public void No_text_in_a_JavaScript_cell_ends_its_script_element()
    {
        var cells =
            Session.RunIn(folder, new("csharp", "var s = \"</script><b>\";"),
            new("javascript", "#!share --from csharp s\nreturn '</script>';"));
        Assert.All(cells[1].Outputs.Cast<DisplayOutput>().Select(output => output.Data["text/html"]), html =>
            Assert.Equal(html.Length - "</script>".Length, html.IndexOf("</script>", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_language_line_within_a_cell_switches_the_language() =>
        Assert.Equal(
            "[<b/>][1]",
            Session.RunIn(folder, new Cell("csharp", "var x = 1;\n#!html\n<b/>\n#!csharp\nx"))[0].Outputs.Cast<DisplayOutput>()
            .Aggregate("", (all, next) => all + "["
            + (next.Data["text/html"].StartsWith("<b/>", StringComparison.Ordinal) ? "<b/>" : next.Text()) + "]"));
}
