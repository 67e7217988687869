namespace BrowserKernel.Tests;

/// <summary>
/// What ends the program that runs the cells, and what breaks a page's promises: nothing is lost, and the next run works.
/// </summary>
[Collection("course")]
public sealed class BreakdownTests(CourseSite course)
{
    [Theory]
    [InlineData(
        "async void Fail() { await Task.Yield(); throw new InvalidOperationException(\"lost\"); }\nFail(); await Task.Delay(500);", "lost")]
    [InlineData("int Down(int n) => Down(n + 1) + 1;\nDown(0)", "a method call itself without end")]
    public async Task What_ends_the_program_is_named_and_the_next_run_begins_again(string code, string reason)
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "int answer = 42;");
        await page.EditAsync(2, code);

        await page.RunAsync(2);
        string ended = await page.OutputAsync(2);
        await page.EditAsync(2, "answer");
        await page.RunAsync(2);

        Assert.Contains(reason, ended, StringComparison.Ordinal);
        Assert.Contains("The next run begins again with the cells above.", ended, StringComparison.Ordinal);
        Assert.Equal("42", (await page.OutputAsync(2)).Trim());
    }

    [Fact]
    public async Task What_a_cell_has_left_running_may_end_the_program_after_it()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(
            1, "int answer = 42;\nasync void Fail() { await Task.Delay(300); throw new Exception(\"lost\"); }\nFail();");
        await page.RunAsync(1);

        await page.WaitAsync("document.querySelector('#cell_1 .outputs').innerText.includes('lost')");
        await page.EditAsync(1, "int answer = 43;");
        await page.EditAsync(2, "answer");
        await page.RunAsync(2);

        Assert.Equal("43", (await page.OutputAsync(2)).Trim());
    }

    [Fact]
    public async Task What_a_task_writes_after_its_cell_belongs_to_that_cell()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(
            1, "_ = Task.Run(async () => { await Task.Delay(200); Console.WriteLine(\"late\"); });\nConsole.WriteLine(\"begun\");");
        await page.RunAsync(1);

        await page.WaitAsync("document.querySelector('#cell_1 .outputs').innerText.includes('late')");
    }

    [Fact]
    public async Task A_second_line_appears_while_its_cell_waits()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "for (int i = 0; i < 100; i++) Console.WriteLine($\"line {i}\");\nawait Task.Delay(60_000);");
        await page.StartAsync(1);

        await page.WaitAsync("document.querySelector('#cell_1.running .outputs')?.innerText.includes('line 99')");
        await page.PressAsync("stop");
    }

    [Fact]
    public async Task Stop_while_CSharp_still_loads_leaves_a_page_that_runs()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "6 * 7");

        await page.EvaluateAsync<object>("""
            document.querySelector("#cell_1 [data-action=run]").click();
            document.querySelector("[data-action=stop]").click();
            """);
        await page.WaitAsync();
        await page.RunAsync(1);

        Assert.Equal("42", (await page.OutputAsync(1)).Trim());
    }

    [Fact]
    public async Task Edits_in_two_tabs_of_a_lesson_are_both_kept()
    {
        await using var page = await OpenAsync();
        var other = await page.Page.BrowserContext.NewPageAsync();
        await other.GoToAsync(page.Page.Url);
        await using var second = new LessonPage(null, other);
        await second.WaitAsync("window.lesson !== undefined");

        await page.Page.BringToFrontAsync();
        await page.EditAsync(1, "1 + 1");
        await other.BringToFrontAsync();
        await second.EditAsync(2, "2 + 2");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        await other.ReloadAsync();
        await second.WaitAsync("window.lesson !== undefined");

        Assert.Equal("1 + 1", await CodeAsync(second, 1));
        Assert.Equal("2 + 2", await CodeAsync(second, 2));
    }

    [Fact]
    public async Task A_browser_that_keeps_nothing_is_said_to_while_there_is_time_to_download()
    {
        await using var page = await OpenAsync();
        await page.EvaluateAsync<object>("""
            (() => {
              let size = 1 << 20;
              for (let i = 0; size > 0; i++) try { localStorage.setItem(`full${i}`, "x".repeat(size)); } catch { size >>= 1; }
            })()
            """);

        await page.EditAsync(1, "string edit = \"that the browser has no room for\";");

        await page.WaitAsync("document.querySelector('.toolbar [role=status]').textContent.includes('keeps no edits')");
    }

    [Fact]
    public async Task Who_passes_with_the_tab_key_changes_nothing_and_gets_to_the_end()
    {
        await using var page = await OpenAsync();
        string before = await CodeAsync(page, 1);
        await page.Page.FocusAsync("#cell_1 .input [role=textbox]");
        await page.WaitAsync("document.querySelector('#cell_1 .CodeMirror-focused')");

        await page.Page.Keyboard.PressAsync("Tab");

        Assert.Equal("Run, cell 1", await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
        Assert.Equal(before, await page.EvaluateAsync<string>("document.querySelector('#cell_1 .CodeMirror').CodeMirror.getValue()"));
    }

    private Task<LessonPage> OpenAsync() => course.OpenAsync($"{course.Address}00-start-here.html");

    private static Task<string> CodeAsync(LessonPage page, int cell) =>
        page.EvaluateAsync<string>($"document.querySelector('#cell_{cell} .input pre').textContent");
}
