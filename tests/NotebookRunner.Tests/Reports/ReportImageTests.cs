using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

/// <summary>What a report shows of images, and of what lies elsewhere.</summary>
public sealed class ReportImageTests
{
    private static readonly IHtmlDocument page = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.Page));

    [Fact]
    public void A_remote_image_becomes_a_link_that_says_what_it_shows()
    {
        var link = page.QuerySelector("a[href='https://example.org/image.png']")!;

        Assert.Equal("image: far away", link.TextContent);
        Assert.Empty(page.QuerySelectorAll(".text img"));
    }

    [Fact]
    public void A_local_image_moves_into_the_page_and_a_missing_one_is_told()
    {
        var folder = Directory.CreateTempSubdirectory("report-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "a b.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
            var local = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.PageOf(
                new Notebook([new Cell("markdown", "![here](a%20b.svg) ![gone](no.png) <img src='a b.svg'>")]),
                path: Path.Combine(folder.FullName, "images.dib"))));

            Assert.All(local.QuerySelectorAll("img"), image => Assert.StartsWith("data:image/svg+xml;base64,", image.GetAttribute("src")));
            Assert.Equal(2, local.QuerySelectorAll("img").Length);
            Assert.Equal("image not found: no.png", local.QuerySelector(".missing")!.TextContent);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_beside_the_notebook_is_downloaded_from_the_page_and_a_link_to_none_is_text()
    {
        var folder = Directory.CreateTempSubdirectory("report-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "sub"));
            File.WriteAllText(Path.Combine(folder.FullName, "sub", "my data.csv"), "x,y\n1,2\n");
            const string Links = "[data](sub/my%20data.csv) [**gone**](no.csv) [up](../secret.txt) [mail](mailto:a@b.c) [here](#x)";
            var text = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.PageOf(
                new Notebook([new Cell("markdown", Links)]), path: Path.Combine(folder.FullName, "links.dib")))).QuerySelector(".text p")!;

            Assert.Equal(
                ["data:text/csv;base64,eCx5CjEsMgo=", "mailto:a@b.c", "#x"],
                text.QuerySelectorAll("a").Select(link => link.GetAttribute("href")));
            Assert.Equal("my data.csv", text.QuerySelector("a")!.GetAttribute("download"));
            Assert.Equal(
                "data gone (not found) up (not shown, since it is outside of the notebook's folder) mail here", text.TextContent);
            Assert.NotNull(text.QuerySelector("strong"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void No_link_leads_an_image_out_of_the_folder_and_links_to_each_other_are_no_image()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Not everybody may make links on Windows.");
        var folder = Directory.CreateTempSubdirectory("report-");
        try
        {
            string notebooks = Path.Combine(folder.FullName, "notebooks");
            Directory.CreateDirectory(Path.Combine(notebooks, "inside"));
            File.WriteAllText(Path.Combine(folder.FullName, "secret.png"), "secret");
            File.WriteAllText(Path.Combine(notebooks, "inside", "a.png"), "");
            Directory.CreateSymbolicLink(Path.Combine(notebooks, "up"), "..");
            Directory.CreateSymbolicLink(Path.Combine(notebooks, "down"), "inside");
            Directory.CreateSymbolicLink(Path.Combine(notebooks, "x"), "y/x");
            Directory.CreateSymbolicLink(Path.Combine(notebooks, "y"), "x/y");
            var page = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.PageOf(
                new Notebook([new Cell(
                    "markdown", "![1](up/secret.png) ![2](up/notebooks/inside/a.png) ![3](down/a.png) ![4](x/a.png)")]),
                path: Path.Combine(notebooks, "images.dib"))));

            Assert.Equal(["2", "3"], page.QuerySelectorAll("img").Select(image => image.GetAttribute("alt")));
            Assert.Equal(
                ["image not shown, since it is outside of the notebook's folder: up/secret.png", "image not found: x/a.png"],
                page.QuerySelectorAll(".missing").Select(note => note.TextContent));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void What_an_output_would_load_from_elsewhere_is_replaced_by_a_note()
    {
        var output =
            new DisplayOutput(new Dictionary<string,
            string>
            { ["text/html"] = "<script src='https://cdn.example/x.js'></script><iframe src='https://example.org'></iframe><b>kept</b>" });
        var html =
            HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("csharp", "1") { Outputs = [output] }]))));

        Assert.Equal(2, html.QuerySelectorAll(".output .missing").Length);
        Assert.Contains("https://cdn.example/x.js", html.QuerySelector(".output .missing")!.TextContent);
        Assert.Equal("kept", html.QuerySelector(".output b")!.TextContent);
    }
}
