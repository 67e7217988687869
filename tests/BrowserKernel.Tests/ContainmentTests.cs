namespace BrowserKernel.Tests;

/// <summary>What a cell shows that is run in the page stays in its place, as in a report.</summary>
[Collection("course")]
public sealed class ContainmentTests(CourseSite course)
{
    private const string ToolbarIsSeen = """
        (() => {
          const { left, top, height } = document.querySelector(".toolbar").getBoundingClientRect();
          const there = document.elementFromPoint(left + 5, top + height / 2);
          return there?.closest(".toolbar") !== null && getComputedStyle(document.querySelector("h1")).display === "block";
        })()
        """;

    [Fact]
    public async Task An_output_neither_covers_nor_changes_nor_leaves_the_page()
    {
        Assert.SkipWhen(course.Missing is not null, course.Missing ?? "");
        await using var page = await course.OpenAsync($"{course.Address}00-start-here.html");
        foreach (string html in new[]
        {
            "<style>body { display: none }</style>",
            "<style>} * { display: none }</style>",
            "<style>@media all { @property --paper { syntax: '<color>'; inherits: false; initial-value: red } h1 { display: none } }</style>",
            "<style>:scope { position: fixed; inset: 0; background: white; z-index: 99; contain: none !important }</style>",
            "<div style='position: fixed; inset: 0; background: white; z-index: 99999'>cover</div>",
            "<script>location = \"javascript:'gone'\"</script>",
            "<script>location = 'about:blank'; document.write('gone'); document.body.innerHTML = ''</script>",
            "<meta http-equiv=refresh content='0; url=about:blank'><base href='https://example.org/'>",
        })
        {
            await page.EditAsync(1, $"HTML(\"\"\"{html}\"\"\")");
            await page.RunAsync(1);
            await Task.Delay(300, TestContext.Current.CancellationToken);
            Assert.True(await page.EvaluateAsync<bool>(ToolbarIsSeen), html);
        }

        await page.EditAsync(1, "HTML(\"<style>b { color: rgb(1, 2, 3) }</style><b id=own>own</b>\")");
        await page.RunAsync(1);
        Assert.Equal("rgb(1, 2, 3)", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('#own')).color"));
    }
}
