using System.Text.Json.Nodes;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

public sealed class IpynbFormatTests
{
    private static readonly Notebook executed = new(
    [
        new Cell("markdown", "# Title\n\nText with $x$."),
        new Cell("csharp", "Console.Write(1);\nx")
        {
            ExecutionCount = 1,
            Outputs =
            [
                new StreamOutput("stdout", "1\n2"),
                new StreamOutput("stderr", "warning\n"),
                new DisplayOutput(new Dictionary<string, string>
                {
                    ["text/html"] = "<b>\n  x</b>\n",
                    ["text/plain"] = "x",
                    ["image/png"] = "iVBORw0KGgo=",
                    ["image/svg+xml"] = "<svg>\n</svg>",
                    ["application/json"] = """{"a":[1,2]}""",
                }),
                new DisplayOutput(new Dictionary<string, string> { ["text/plain"] = "42" }, IsResult: true),
            ],
        },
        new Cell("html", "<b>bold</b>") { ExecutionCount = 2 },
        new Cell("csharp", "throw new();")
        {
            ExecutionCount = 3,
            Outputs = [new ErrorOutput("InvalidOperationException", "no", ["   at Cell 3", "line 1"])],
        },
        new Cell("csharp", ""),
        new Cell("raw", "as it is"),
    ]);

    [Fact]
    public async Task The_schema_of_nbformat_accepts_what_is_written() =>
        Assert.Empty(await NotebookSchema.ErrorsAsync(IpynbFormat.Format(executed)));

    [Fact]
    public async Task The_schema_check_itself_finds_a_missing_id() =>
        Assert.NotEmpty(await NotebookSchema.ErrorsAsync(IpynbFormat.Format(executed).Replace("\"id\"", "\"identity\"")));

    [Fact]
    public void Cells_counts_and_outputs_come_back_as_they_were()
    {
        var read = IpynbFormat.Parse(IpynbFormat.Format(executed));

        Assert.Equal(executed.Cells, read.Cells, CellComparer.Instance);
        Assert.Equal(executed.Cells.Select(cell => cell.ExecutionCount), read.Cells.Select(cell => cell.ExecutionCount));
        Assert.Equal(executed.Cells.SelectMany(Describe), read.Cells.SelectMany(Describe));
    }

    [Fact]
    public void Writing_what_was_read_changes_no_byte()
    {
        string text = IpynbFormat.Format(executed);

        Assert.Equal(text, IpynbFormat.Format(IpynbFormat.Parse(text)));
    }

    [Fact]
    public void Metadata_is_what_the_real_tools_look_for()
    {
        var root = JsonNode.Parse(IpynbFormat.Format(executed))!;

        Assert.Equal(4, (int)root["nbformat"]!);
        Assert.Equal(5, (int)root["nbformat_minor"]!);
        Assert.Equal(
            """{"display_name":".NET (C#)","language":"C#","name":".net-csharp"}""",
            root["metadata"]!["kernelspec"]!.ToJsonString());
        Assert.Equal(
            """{"kernelInfo":{"defaultKernelName":"csharp","items":[{"name":"csharp"},{"name":"html"},{"name":"raw"}]}}""",
            root["metadata"]!["polyglot_notebook"]!.ToJsonString());
        Assert.Equal(
            """{"dotnet_interactive":{"language":"html"},"polyglot_notebook":{"kernelName":"html"}}""",
            root["cells"]![2]!["metadata"]!.ToJsonString());
        Assert.Equal(".cs", (string)root["metadata"]!["language_info"]!["file_extension"]!);
    }

    [Fact]
    public void The_text_is_laid_out_as_nbformat_does()
    {
        string text = IpynbFormat.Format(new Notebook([new Cell("markdown", "é < > & ' \"")]));

        Assert.StartsWith("{\n \"cells\": [\n  {\n   \"cell_type\": \"markdown\",", text);
        Assert.Contains("é < > & ' \\\"", text);
        Assert.EndsWith("}\n", text);
        Assert.DoesNotContain("\r", text);
    }

    [Fact]
    public void Ids_differ_even_for_equal_cells_and_a_new_cell_changes_no_other_id()
    {
        var cells = executed.Cells.Concat(executed.Cells).ToList();
        var ids = Ids(new Notebook(cells));
        var idsAfterInsertion = Ids(new Notebook([new Cell("csharp", "new"), .. cells]));

        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.Equal(ids, idsAfterInsertion.Skip(1));
    }

    [Fact]
    public void An_id_that_was_read_is_kept_unless_it_is_invalid_or_taken()
    {
        var notebook = new Notebook(
        [
            new Cell("csharp", "1") { Id = "first" },
            new Cell("csharp", "2") { Id = "first" },
            new Cell("csharp", "3") { Id = "not valid" },
            new Cell("csharp", "4") { Id = "line\n" },
        ]);

        var ids = Ids(notebook);

        Assert.Equal("first", ids[0]);
        Assert.Equal(4, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Matches(@"^[a-zA-Z0-9_-]{1,64}\z", id));
    }

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"fsharp","items":[]}}}""", "fsharp")]
    [InlineData("""{"polyglot_notebook":{"defaultKernelName":"fsharp","items":[]}}""", "fsharp")]
    [InlineData("""{"dotnet_interactive":{"defaultKernelName":"F#","items":[]}}""", "fsharp")]
    [InlineData("""{"kernelspec":{"display_name":".NET (F#)","language":"F#","name":".net-fsharp"}}""", "fsharp")]
    [InlineData("""{"kernelspec":{"display_name":"Python 3","language":"python","name":"python3"}}""", "python")]
    [InlineData("""{"language_info":{"name":"C#"}}""", "csharp")]
    [InlineData("{}", "csharp")]
    public void The_default_language_is_found_in_every_layout_of_the_metadata(string metadata, string language)
    {
        var notebook = IpynbFormat.Parse(
            $$"""{"cells":[{"cell_type":"code","metadata":{},"source":"1"}],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":2}""");

        Assert.Equal(language, notebook.DefaultLanguage);
        Assert.Equal(language, notebook.Cells[0].Language);
    }

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelName":"html"}}""", "<b>", "html", "<b>")]
    [InlineData("""{"dotnet_interactive":{"language":"F#"}}""", "1", "fsharp", "1")]
    [InlineData("{}", "#!fsharp\\nlet x = 1", "fsharp", "let x = 1")]
    [InlineData("""{"polyglot_notebook":{"kernelName":"csharp"}}""", "#!html\\n\\n<b>", "html", "<b>")]
    [InlineData("{}", "#!time\\nRun();", "csharp", "#!time\nRun();")]
    [InlineData("{}", "#!markdown", "markdown", "")]
    public void The_language_of_a_cell_is_found_in_its_metadata_or_its_first_line(
        string metadata, string source, string language, string code)
    {
        var notebook = IpynbFormat.Parse(
            $$"""{"cells":[{"cell_type":"code","metadata":{{metadata}},"source":["{{source}}"]}],"metadata":{},"nbformat":4,"nbformat_minor":5}""");

        Assert.Equal(new Cell(language, code), notebook.Cells[0], CellComparer.Instance);
    }

    [Fact]
    public void An_image_attached_to_a_Markdown_cell_moves_into_its_text()
    {
        var notebook = IpynbFormat.Parse(
            """
            {"cells":[{"cell_type":"markdown","metadata":{},"source":["![net](attachment:net.png)"],
             "attachments":{"net.png":{"image/png":"iVBORw0KGgo="}}}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);

        Assert.Equal("![net](data:image/png;base64,iVBORw0KGgo=)", notebook.Cells[0].Source);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("#!csharp\n1", 1)]
    [InlineData("{\n \"cells\": [\n  oops\n ]\n}", 3)]
    [InlineData("{\n \"cells\": [", 2)]
    public void Text_that_is_not_JSON_is_named_with_its_line(string text, int line) =>
        Assert.Equal(line, Assert.Throws<NotebookFormatException>(() => IpynbFormat.Parse(text)).Line);

    [Theory]
    [InlineData("[]", "cells")]
    [InlineData("{}", "cells")]
    [InlineData("""{"cells":{}}""", "cells")]
    [InlineData("""{"nbformat":3,"worksheets":[]}""", "nbformat 3")]
    [InlineData("""{"cells":[1]}""", "cell 1")]
    [InlineData("""{"cells":[{"cell_type":"code","source":[1]}]}""", "cell 1")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"1"},{"cell_type":"query","source":"1"}]}""", "\"query\"")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"1","outputs":[{"output_type":"sound"}]}]}""", "'sound'")]
    [InlineData("""{"cells":[{"cell_type":"code","source":"\ud800"}]}""", "UTF-16")]
    public void JSON_that_is_no_notebook_is_refused_in_words_that_name_the_place(string text, string place) =>
        Assert.Contains(place, Assert.Throws<NotebookFormatException>(() => IpynbFormat.Parse(text)).Message);

    private static IEnumerable<string> Describe(Cell cell) => cell.Outputs.Select(output => output switch
    {
        DisplayOutput display => $"{display.IsResult}: {string.Join("; ", display.Data.OrderBy(entry => entry.Key))}",
        ErrorOutput error => $"{error.Name}: {error.Message}: {string.Join("; ", error.Traceback)}",
        _ => output.ToString(),
    });

    private static List<string> Ids(Notebook notebook) =>
        [.. JsonNode.Parse(IpynbFormat.Format(notebook))!["cells"]!.AsArray().Select(cell => (string)cell!["id"]!)];
}
