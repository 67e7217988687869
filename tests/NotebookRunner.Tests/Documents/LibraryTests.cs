using System.Text.Json;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;
using NotebookRunner.Documents;
using Notebook = NotebookRunner.Documents.Notebook;
using OfLibrary = Microsoft.DotNet.Interactive.Documents.Jupyter.Notebook;

namespace NotebookRunner.Tests.Documents;

/// <summary>
/// What <c>Microsoft.DotNet.Interactive.Documents</c> loses and this program keeps: the rows of the folder's README. A test that fails
/// because the library has learned something says that code of ours can go.
/// </summary>
public sealed class LibraryTests
{
    private static KernelInfoCollection Kernels => [new KernelInfo("csharp"), new KernelInfo("fsharp"), new KernelInfo("html")];

    [Fact]
    public void Empty_cells_and_spaces_behind_an_opener()
    {
        const string Dib = "#!csharp\n\n#!html  \n\n<b>\n\n#!csharp\n";
        Assert.Equal("#!html  \n\n<b>", Assert.Single(CodeSubmission.Parse(Dib, Kernels).Elements).Contents);
        Assert.Equal(["csharp:", "html:<b>", "csharp:"], Cells(DibFormat.Parse(Dib)));
    }

    [Fact]
    public void Text_before_the_first_opener()
    {
        const string Dib = "#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\",\"items\":[]}}\n#!time\nlet x = 1\n#!html\n<b>";
        Assert.Equal("csharp", CodeSubmission.Parse(Dib, Kernels).Elements[0].KernelName);
        Assert.Equal(["fsharp:#!time\nlet x = 1", "html:<b>"], Cells(DibFormat.Parse(Dib)));
    }

    [Fact]
    public void Blocks_of_metadata_where_none_is_expected()
    {
        const string OnlyMeta = "#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[]}}";
        const string InCell = "#!csharp\n1\n#!meta\n2";
        Assert.NotEqual("", CodeSubmission.Parse(OnlyMeta, Kernels).Elements[0].Contents);
        Assert.Empty(DibFormat.Parse(OnlyMeta).Cells);
        Assert.Throws<JsonException>(() => CodeSubmission.Parse(InCell, Kernels));
        Assert.Equal(["csharp:1\n#!meta\n2"], Cells(DibFormat.Parse(InCell)));
    }

    [Fact]
    public void A_damaged_block_of_metadata()
    {
        const string Damaged = "\n#!meta\n\n{oops}\n";
        Assert.Throws<JsonException>(() => CodeSubmission.Parse(Damaged, Kernels));
        Assert.Equal(4, Assert.Throws<NotebookFormatException>(() => DibFormat.Parse(Damaged)).Line);
    }

    [Fact]
    public void A_line_that_would_open_a_cell()
    {
        var document = new InteractiveDocument([new InteractiveDocumentElement("1\n#!html\n2", "csharp")]);
        Assert.Equal(2, CodeSubmission.Parse(document.ToCodeSubmissionContent(), Kernels).Elements.Count);
        Assert.Throws<NotebookFormatException>(() => DibFormat.Format(new Notebook([new Cell("csharp", "1\n#!html\n2")])));
    }

    [Theory]
    [InlineData("""{"polyglot_notebook":{"kernelInfo":{"defaultKernelName":"fsharp","items":[]}},"kernelspec":{"language":"C#"}}""")]
    [InlineData("""{"language_info":{"name":"F#"}}""")]
    public void The_default_language(string metadata)
    {
        string ipynb = Ipynb("""{"cell_type":"code","metadata":{},"outputs":[],"source":"1"}""", metadata);
        Assert.Null(OfLibrary.Parse(ipynb).GetDefaultKernelName());
        Assert.Equal("fsharp", IpynbFormat.Parse(ipynb).DefaultLanguage);
    }

    [Fact]
    public void Raw_cells()
    {
        string ipynb = Ipynb("""{"cell_type":"raw","metadata":{"format":"text/x-rst"},"source":"as it is"}""");
        string byLibrary = OfLibrary.Parse(ipynb).ToJupyterJson();
        Assert.Contains("\"cell_type\": \"code\"", byLibrary);
        Assert.Equal("raw", Again(ipynb).Language);
        Assert.Contains("\"cell_type\": \"raw\"", IpynbFormat.Format(IpynbFormat.Parse(ipynb)));
    }

    [Fact]
    public void Attached_images()
    {
        string ipynb = Ipynb("""{"cell_type":"markdown","metadata":{},"source":"![n](attachment:n.png)","attachments":{"n.png":{"image/png":"iVBORw0KGgo="}}}""");
        Assert.DoesNotContain("iVBORw0KGgo=", OfLibrary.Parse(ipynb).ToJupyterJson());
        Assert.Equal("![n](data:image/png;base64,iVBORw0KGgo=)", Again(ipynb).Source);
    }

    [Fact]
    public void Tags_and_foreign_metadata()
    {
        string ipynb = Ipynb(
            """{"cell_type":"code","metadata":{"tags":["parameters"],"exact":9007199254740993,"collapsed":true},"outputs":[],"source":"1"}""",
            """{"title":"T","serial":9007199254740993}""");
        Assert.DoesNotContain("9007199254740993", OfLibrary.Parse(ipynb).ToJupyterJson());
        Assert.Equal(["parameters"], Again(ipynb).Tags);
        Assert.Equal("""{"tags":["parameters"],"exact":9007199254740993,"collapsed":true}""", IpynbFormat.Parse(ipynb).Cells[0].Metadata);
        string written = IpynbFormat.Format(IpynbFormat.Parse(ipynb));
        Assert.All(
            ["\"title\": \"T\"", "\"serial\": 9007199254740993", "\"exact\": 9007199254740993"], part => Assert.Contains(part, written));
    }

    [Fact]
    public void Outputs_in_JSON()
    {
        string ipynb = Ipynb("""{"cell_type":"code","metadata":{},"outputs":[{"output_type":"display_data","data":{"application/json":{"a":[1.50,null]}},"metadata":{}}],"source":"1"}""");
        Assert.ThrowsAny<Exception>(() => OfLibrary.Parse(ipynb).ToJupyterJson());
        Assert.Equal("""{"a":[1.50,null]}""", Assert.IsType<DisplayOutput>(Again(ipynb).Outputs[0]).Data["application/json"]);
    }

    [Theory]
    [InlineData("""{"cell_type":"query","source":"1"}""")]
    [InlineData("""{"cell_type":"code","source":5}""")]
    public void Cells_that_are_none(string cell)
    {
        Assert.Single(OfLibrary.Parse(Ipynb(cell)).Elements);
        Assert.Contains("cell 1", Assert.Throws<NotebookFormatException>(() => IpynbFormat.Parse(Ipynb(cell))).Message);
    }

    [Fact]
    public void Damaged_files()
    {
        const string Damaged = "{\n\"cells\": [oops";
        Assert.Throws<JsonException>(() => OfLibrary.Parse(Damaged));
        Assert.Equal(2, Assert.Throws<NotebookFormatException>(() => IpynbFormat.Parse(Damaged)).Line);
    }

    [Fact]
    public void Ids_and_results_without_a_number()
    {
        var document = new InteractiveDocument(
        [
            new("1", "csharp", [new ReturnValueElement { Data = { ["text/plain"] = "1" } }]),
        ]);
        string byLibrary = document.ToJupyterJson();
        Assert.DoesNotContain("\"id\"", byLibrary);
        Assert.Contains("\"execution_count\": 0", byLibrary);

        string here = IpynbFormat.Format(new Notebook(
            [new Cell("csharp",
                "1") { Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/plain"] = "1" }, IsResult: true)] }]));
        Assert.Contains("\"id\": \"", here);
        Assert.DoesNotContain("\"execution_count\": 0", here);
    }

    private static Cell Again(string ipynb) => IpynbFormat.Parse(IpynbFormat.Format(IpynbFormat.Parse(ipynb))).Cells.Single();

    private static string Ipynb(string cell, string metadata = "{}") =>
        $$"""{"cells":[{{cell}}],"metadata":{{metadata}},"nbformat":4,"nbformat_minor":5}""";

    private static IEnumerable<string> Cells(Notebook notebook) => notebook.Cells.Select(cell => $"{cell.Language}:{cell.Source}");
}
