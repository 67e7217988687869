using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

public sealed class RepeatedScriptsTests
{
    private static readonly string drawing = $"<script>/* {new string('x', 2000)} */</script>";

    [Fact]
    public void Of_a_long_script_that_every_output_carries_a_page_has_the_last()
    {
        string page = HtmlReport.Render(SampleNotebook.PageOf(
            new([Cell($"<p>one</p>{drawing}{drawing}"), Cell($"<p>two</p>{drawing}<p>three</p>"), Cell("<p>four</p>")])));

        Assert.Equal(1, page.Split(drawing).Length - 1);
        Assert.True(page.IndexOf("<p>two</p>", StringComparison.Ordinal) < page.IndexOf(drawing, StringComparison.Ordinal));
        Assert.Contains("<p>one</p>", page, StringComparison.Ordinal);
        Assert.Contains("<p>three</p>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Short_scripts_and_data_stay_where_they_are()
    {
        string data = $"<script type=\"application/json\">\"{new string('x', 2000)}\"</script>", small = "<script>count++</script>";
        string page = HtmlReport.Render(SampleNotebook.PageOf(new([Cell(data + small), Cell(data + small)])));

        Assert.Equal(2, page.Split(data).Length - 1);
        Assert.Equal(2, page.Split(small).Length - 1);
    }

    private static Cell Cell(string html) =>
        new("csharp", "x") { Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/html"] = html })] };
}
