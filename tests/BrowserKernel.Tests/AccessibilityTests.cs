using System.Reflection;
using NotebookRunner.Commands;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace BrowserKernel.Tests;

/// <summary>What axe-core, the checker of the accessibility guidelines, finds on the pages.</summary>
[Collection("course")]
public sealed class AccessibilityTests(CourseSite course)
{
    private const string Violations = """
        axe.run(document, { resultTypes: ["violations"], rules: { "scrollable-region-focusable": { enabled: true } } })
          .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.slice(0, 3).map(node => `${id}: ${node.html.slice(0, 200)}`)).join("\n"))
        """;

    /// <summary>The list of lessons, and each of them.</summary>
    public static TheoryData<string> Pages =>
        ["index", .. NotebookFinder.Find([CourseSite.Notebooks]).Select(file => Path.GetFileNameWithoutExtension(file))];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_nothing_on_any_page_in_light_and_dark_with_an_open_editor(string name)
    {
        await using var page = await course.OpenAsync($"{course.Address}{name}.html");
        if (name != "index") await page.OpenEditorAsync();
        await page.DrawnAsync();

        await AssertNoViolationsAsync(page);
        await page.SetSchemeAsync("dark");
        await AssertNoViolationsAsync(page);
    }

    [Fact]
    public async Task Axe_finds_nothing_where_a_cell_is_edited_and_has_failed()
    {
        await using var page = await course.OpenAsync($"{course.Address}00-start-here.html");
        await page.EditAsync(1, "missing");
        await page.RunAsync(1);

        await AssertNoViolationsAsync(page);
    }

    /// <summary>Figures are fitted to paper only when a browser really prints.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_scrolls_sideways_or_hides_without_a_sign_what_is_beside_it_and_paper_holds_all(string name)
    {
        const int A4 = 658;
        await using var page = await course.OpenAsync($"{course.Address}{name}.html", width: 420);
        await page.DrawnAsync();

        Assert.InRange(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), 1, 420);
        Assert.Equal("", await page.EvaluateAsync<string>("""
            [...document.querySelectorAll("main *")].filter(box => box.clientWidth > 30 && box.scrollWidth > box.clientWidth + 2)
              .filter(box => getComputedStyle(box).overflowX !== "visible" && !getComputedStyle(box).backgroundImage.includes("gradient"))
              .map(box => box.outerHTML.slice(0, 100)).join("\n")
            """));

        await page.Page.SetViewportAsync(new ViewPortOptions { Width = A4, Height = 1000 });
        await page.Page.EmulateMediaTypeAsync(MediaType.Print);
        Assert.Equal("", await page.EvaluateAsync<string>($$"""
            [...document.querySelectorAll("main :is(svg, table, pre, img):not(.plotly-figure *, .js-plotly-plot *)")]
              .filter(part => part.getBoundingClientRect().right > {{A4}} + 2).map(part => part.outerHTML.slice(0, 100)).join("\n")
            """));
    }

    private static async Task AssertNoViolationsAsync(LessonPage page)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("axe.min.js")!);
        await page.Page.EvaluateExpressionAsync(await reader.ReadToEndAsync());
        string found = await page.EvaluateAsync<string>(Violations);
        Assert.True(found.Length == 0, found);
    }
}
