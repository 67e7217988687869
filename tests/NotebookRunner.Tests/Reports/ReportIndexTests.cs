using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

/// <summary>The list of all reports, and the way from one to the next.</summary>
public sealed class ReportIndexTests
{
    private static readonly IHtmlDocument page = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.Page));

    [Fact]
    public void The_index_lists_every_notebook_with_title_sentence_outcome_and_time()
    {
        var passed = SampleNotebook.PageOf(new Notebook([new Cell("csharp", "1")]), "02 & more");
        var index = HtmlReportTests.Parse(IndexPage.Render([SampleNotebook.Page, passed]));
        var lessons = index.QuerySelectorAll(".lessons li");

        Assert.Equal(
            ["01%20sample.html", "02%20%26%20more.html"], lessons.Select(lesson => lesson.QuerySelector("a")!.GetAttribute("href")));
        Assert.Equal(["One step of backpropagation", "02 & more"], lessons.Select(lesson => lesson.QuerySelector("h2")!.TextContent));
        Assert.Equal(@"The network has two inputs and \(\eta = 0.1\).", lessons[0].QuerySelector("p")!.TextContent);
        Assert.Equal(["failed", "passed"], lessons.Select(lesson => lesson.QuerySelector(".status")!.TextContent));
        Assert.Contains("40 ms", lessons[1].TextContent);
        Assert.Contains("1 of 2 notebooks failed", index.QuerySelector(".summary")!.TextContent);
        Assert.Contains("1 min 5 s", index.QuerySelector(".summary")!.TextContent);
    }

    [Fact]
    public void The_index_has_what_draws_formulas_only_if_a_sentence_has_one()
    {
        var plain = SampleNotebook.PageOf(new Notebook([new Cell("markdown", "# Title\n\nNo formula.")]));

        Assert.Contains("KaTeX_Main", IndexPage.Render([SampleNotebook.Page, plain]), StringComparison.Ordinal);
        Assert.DoesNotContain("KaTeX_Main", IndexPage.Render([plain]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_leads_to_the_one_before_and_the_one_after_it()
    {
        var middle = HtmlReportTests.Parse(HtmlReport.Render(SampleNotebook.Page with { Previous = "00 start", Next = "02-x" }));

        Assert.Equal("00%20start.html", middle.QuerySelector("a[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("02-x.html", middle.QuerySelector("a[rel=next]")!.GetAttribute("href"));
        Assert.Equal(
            ["index.html", "00%20start.html", "02-x.html"], middle.QuerySelectorAll(".bar a").Select(link => link.GetAttribute("href")));
        Assert.Empty(page.QuerySelectorAll("a[rel=prev], a[rel=next]"));
    }
}
