using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using NotebookRunner.Documents;
using NotebookRunner.Execution;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

public sealed class HtmlReportTests
{
    private static readonly IHtmlDocument page = Parse(HtmlReport.Render(SampleNotebook.Page));

    [Fact]
    public void Nothing_in_the_page_points_to_another_file_but_links_that_a_reader_follows()
    {
        var loading = page.QuerySelectorAll("[src], link[href], [srcset], [data], [poster]")
            .Select(element => element.GetAttribute("src") ?? element.GetAttribute("href") ?? "another address");

        Assert.All(loading, address => Assert.StartsWith("data:", address));
        Assert.DoesNotContain("@import", page.QuerySelectorAll("style").Select(style => style.TextContent));
    }

    [Fact]
    public void A_policy_forbids_the_page_to_load_anything() =>
        Assert.StartsWith("default-src 'none';", page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content"));

    [Fact]
    public void The_title_is_the_first_heading_without_its_markup() => Assert.Equal("One step of backpropagation", page.Title);

    [Fact]
    public void A_notebook_without_headings_is_called_by_its_name() =>
        Assert.Equal("07-x", Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([]), "07-x"))).Title);

    [Fact]
    public void Markdown_that_is_nested_too_deeply_is_shown_as_it_is_written()
    {
        string deep = new string('>', 5000) + " deep";
        var report = SampleNotebook.PageOf(new Notebook([new("markdown", deep), new("markdown", "# Title")]), "a");

        var shown = Parse(HtmlReport.Render(report));

        Assert.Equal("Title", shown.Title);
        Assert.Equal(deep, shown.QuerySelector("pre")!.TextContent.Trim());
    }

    [Fact]
    public void Every_heading_has_its_own_anchor_and_the_contents_lead_to_it()
    {
        var links = page.QuerySelectorAll(".contents a").ToList();

        Assert.Equal(["#the-same-z", "#the-same-z-2", "#deeper", "#tags-such"], links.Select(link => link.GetAttribute("href")));
        Assert.All(links, link => Assert.Single(page.QuerySelectorAll(link.GetAttribute("href")!)));
        Assert.Equal("Tags & such", links[^1].TextContent);
    }

    [Fact]
    public void Ids_are_unique()
    {
        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToList();

        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void The_run_time_stands_at_each_cell_that_ran_and_the_whole_below()
    {
        Assert.Equal(["12 ms", "1.3 s"], page.QuerySelectorAll(".time").Select(time => time.TextContent));
        Assert.Contains("1 min 5 s", page.QuerySelector(".facts.run")!.TextContent);
    }

    [Fact]
    public void Console_text_is_escaped_and_without_terminal_colours()
    {
        Assert.Equal("a < b & c", page.QuerySelector(".stream.stdout")!.TextContent.Trim());
        Assert.Equal("red", page.QuerySelector(".stream.stderr")!.TextContent.Trim());
    }

    [Fact]
    public void An_error_is_marked_at_its_cell_and_announced_above()
    {
        var cell = page.QuerySelector(".cell.failed")!;

        Assert.Equal("#" + cell.Id, page.QuerySelector(".problem a")!.GetAttribute("href"));
        Assert.Equal("targets has <3> columns", cell.QuerySelector(".error p")!.TextContent);
        Assert.Contains("InvalidOperationException", cell.QuerySelector(".error")!.TextContent);
        Assert.Contains("at Submission#9", cell.QuerySelector(".error pre")!.TextContent);
        Assert.NotNull(page.QuerySelector(".bar .status.failed"));
    }

    [Fact]
    public void Why_a_run_ended_early_is_told_above_all_cells()
    {
        var stopped = Parse(HtmlReport.Render(
            SampleNotebook.Page with { Result = SampleNotebook.Page.Result with { Reason = "cell 3 ran <longer> than 120 s" } }));

        Assert.Contains("cell 3 ran <longer> than 120 s", stopped.QuerySelector("main .problem")!.TextContent);
    }

    [Fact]
    public void A_notebook_that_could_not_be_run_is_neither_passed_nor_failed()
    {
        var passed = SampleNotebook.PageOf(new Notebook([]));
        var skipped = passed with { Result = passed.Result with { Outcome = Outcome.NotRun, Reason = "Plotly.NET is not at hand" } };
        var html = Parse(HtmlReport.Render(skipped));
        var index = Parse(IndexPage.Render([skipped, passed]));

        Assert.Equal("not run", html.QuerySelector(".status")!.TextContent);
        Assert.Contains("Plotly.NET is not at hand", html.QuerySelector(".notice")!.TextContent);
        Assert.Equal("1 notebook passed, 1 not run", index.QuerySelector(".summary .status")!.TextContent);
        Assert.Equal(["not run", "passed"], index.QuerySelectorAll(".lessons .status").Select(status => status.TextContent));
    }

    [Fact]
    public void A_formula_between_double_dollars_stands_alone_and_one_between_single_ones_in_the_line()
    {
        var html = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", "$$a < b$$ and $c$")]))));

        Assert.Equal([@"\[a < b\]", @"\(c\)"], html.QuerySelectorAll(".math").Select(formula => formula.TextContent));
    }

    [Fact]
    public void A_formula_may_run_over_several_lines()
    {
        const string formula = "\\frac{a_1}{b_{11}} \\cdot\n\\underbrace{c}_{x_1}";
        var html = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", $"Text\n\n$${formula}$$\n\nafter")]))));

        Assert.Equal($@"\[{formula}\]", html.QuerySelector(".math")!.TextContent);
    }

    [Fact]
    public void A_tag_that_a_cell_leaves_open_ends_with_the_cell() =>
        Assert.All(page.QuerySelectorAll(".cell"), cell => Assert.Equal("MAIN", cell.ParentElement!.NodeName));

    [Fact]
    public void A_script_that_mentions_its_own_end_stays_whole() =>
        Assert.Contains(
            page.QuerySelectorAll(".output script"), script => script.TextContent == @"window.ranInCell = '<\/script>'.length;");

    [Fact]
    public void Source_that_is_not_to_be_read_is_folded_away() =>
        Assert.Equal(
            ["mermaid source", "javascript source"], page.QuerySelectorAll("details.input summary").Select(summary => summary.TextContent));

    [Theory]
    [InlineData("plain text", false, false, false)]
    [InlineData("a formula $x$", true, false, false)]
    [InlineData("```mermaid\ngraph LR\n```", false, false, true)]
    public void Large_scripts_are_in_a_page_only_where_something_needs_them(string markdown, bool katex, bool plotly, bool mermaid)
    {
        string html = HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", markdown)])));

        Assert.Equal(katex, html.Contains("KaTeX_Main", StringComparison.Ordinal));
        Assert.Equal(plotly, html.Contains("plotly.js v2.28.0", StringComparison.Ordinal));
        Assert.Equal(mermaid, html.Length > 3_000_000);
    }

    [Fact]
    public void The_richest_representation_that_a_page_can_show_is_shown()
    {
        Dictionary<string, string> data = new() { ["text/plain"] = "plain <b>" };
        Assert.Equal("plain <b>", Output(data).TextContent.Trim());

        data["text/markdown"] = "**bold**";
        Assert.NotNull(Output(data).QuerySelector("strong"));

        data["image/png"] = "iVBORw0KGgo=";
        Assert.Equal("data:image/png;base64,iVBORw0KGgo=", Output(data).QuerySelector("img")!.GetAttribute("src"));

        data["text/html"] = "<i>html</i>";
        Assert.NotNull(Output(data).QuerySelector("i"));

        static IElement Output(Dictionary<string, string> data)
        {
            var cell = new Cell("csharp", "1") { Outputs = [new DisplayOutput(new Dictionary<string, string>(data))] };
            return Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([cell])))).QuerySelector(".output")!;
        }
    }

    [Theory]
    [InlineData("[x](05-update.dib)", "05-update.html")]
    [InlineData("[x](../a%20b.ipynb#the-step)", "a%20b.html#the-step")]
    [InlineData("[x](#the-step)", "#the-step")]
    [InlineData("[x](https://example.org/a.ipynb)", "https://example.org/a.ipynb")]
    public void A_link_to_another_notebook_leads_to_its_page(string markdown, string address)
    {
        var html = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", markdown)]))));

        Assert.Equal(address, html.QuerySelector(".text a")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("is $x$.", @"is |\(x\).|")]
    [InlineData("with (the $x$), and", @"with (the |\(x\)),| and")]
    [InlineData("so ($x$)", @"so |(\(x\))|")]
    [InlineData("$x$, $y$", @"|\(x\),| \(y\)")]
    [InlineData("$x$ is", @"\(x\) is")]
    [InlineData("$$x$$.", @"\[x\].")]
    public void What_touches_an_inline_formula_stays_in_its_line(string markdown, string expected)
    {
        var text = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", markdown)]))))
            .QuerySelector(".text p")!;

        foreach (var part in text.QuerySelectorAll(".formula"))
        {
            part.Prepend(text.Owner!.CreateTextNode("|"));
            part.Append(text.Owner.CreateTextNode("|"));
        }

        Assert.Equal(expected, text.TextContent);
    }

    [Theory]
    [InlineData("<plaintext>")]
    [InlineData("<script>var s = \"<!--<script>\";</script>")]
    [InlineData("<textarea>abc")]
    [InlineData("<select><option>a")]
    [InlineData("<title>t")]
    [InlineData("<svg><foreignObject><div>x")]
    [InlineData("<!-- open")]
    [InlineData("<meta http-equiv=refresh content=1><base href=x>")]
    [InlineData("<noscript><!-- </noscript><plaintext> --></noscript>")]
    public void An_output_cannot_swallow_the_page_or_lead_away(string output)
    {
        var cell = new Cell("html", output) { Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/html"] = output })] };
        var html = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([cell, new Cell("markdown", "# After")]))));

        Assert.Contains("After", html.QuerySelector("h1#after, h1")!.TextContent);
        Assert.Empty(html.QuerySelectorAll("body meta, body base"));
    }

    [Theory]
    [InlineData("<svg onload=\"alert(1)\"></svg>")]
    [InlineData("<img src=\"data:,\" onerror=\"alert(1)\">")]
    [InlineData("<a href=\" javascript:alert(1)\">x</a>")]
    [InlineData("[x](javascript:alert(1))")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<meta http-equiv=\"refresh\" content=\"1;url=http://127.0.0.1/\">")]
    [InlineData("<a href=\"java&#10;script:alert(1)\">x</a>")]
    [InlineData("<a href=\"&#1;javascript:alert(1)\">x</a>")]
    [InlineData("<svg><a><animate attributeName=href values=\"#;javascript:alert(1)\"/></a></svg>")]
    [InlineData("<style>body { display: none } /* alert */</style>")]
    public void Markdown_may_have_HTML_but_nothing_that_runs(string markdown)
    {
        var text = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([new Cell("markdown", markdown)]))))
            .QuerySelector(".text")!;

        Assert.Empty(text.QuerySelectorAll("script, meta, style"));
        Assert.DoesNotContain("alert", text.InnerHtml.Replace(">alert", ">", StringComparison.Ordinal));
    }

    [Fact]
    public void Footnotes_of_one_cell_lead_to_no_other()
    {
        var cells = new[] { "one", "two" }.Select(text => new Cell("markdown", $"{text}[^1]\n\n[^1]: note of {text}"));
        var page = Parse(HtmlReport.Render(SampleNotebook.PageOf(new Notebook([.. cells]))));

        Assert.Equal(
            ["note of one", "note of two"],
            page.QuerySelectorAll("a.footnote-ref").Select(link => page.GetElementById(link.GetAttribute("href")![1..])!)
                .Select(note => note.QuerySelector("p")!.FirstChild!.TextContent));
        Assert.All(
            page.QuerySelectorAll("a.footnote-back-ref"),
            back => Assert.Equal("a", page.GetElementById(back.GetAttribute("href")![1..])!.LocalName));
    }

    internal static IHtmlDocument Parse(string html) => new HtmlParser().ParseDocument(html);
}
