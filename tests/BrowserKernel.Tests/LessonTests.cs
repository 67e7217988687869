using NotebookRunner.Documents;

namespace BrowserKernel.Tests;

/// <summary>What a reader does with a lesson in a browser: run, edit, stop, and break it.</summary>
[Collection("course")]
public sealed class LessonTests(CourseSite course)
{
    private const string Lesson = "00-start-here";

    [Fact]
    public async Task An_edited_cell_changes_what_the_cells_below_show()
    {
        await using var page = await OpenAsync();

        await page.EditAsync(1, "int answer = 41;");
        await page.EditAsync(2, "answer + 1");
        await page.RunAsync(2);
        string before = await page.OutputAsync(2);
        await page.EditAsync(1, "int answer = 99;");
        await page.RunAsync(1);
        await page.RunAsync(2);

        Assert.Equal("42", before.Trim());
        Assert.Equal("100", (await page.OutputAsync(2)).Trim());
    }

    [Fact]
    public async Task A_cell_runs_the_cells_above_that_have_not_run()
    {
        await using var page = await OpenAsync();

        await page.RunAsync(3);

        Assert.Equal(0, await page.EvaluateAsync<int>("document.querySelectorAll('.cell.failed').length"));
        Assert.Contains("done", await StatusAsync(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_is_stopped_and_the_lesson_goes_on()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "Console.WriteLine(\"begun\"); while (true) { }");
        await page.StartAsync(1);
        await page.WaitAsync("document.querySelector('#cell_1.running')");

        Assert.Equal(2, await page.EvaluateAsync<int>("1 + 1"));
        await page.PressAsync("stop");
        await page.WaitAsync();
        string stopped = await page.OutputAsync(1);
        await page.EditAsync(1, "1 + 1");
        await page.RunAsync(1);

        Assert.Contains("Stopped before its end.", stopped, StringComparison.Ordinal);
        Assert.Equal("2", (await page.OutputAsync(1)).Trim());
    }

    [Fact]
    public async Task Output_appears_while_the_cell_still_runs()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "Console.WriteLine(\"begun\"); await Task.Delay(100); Console.WriteLine(\"going on\"); while (true) { }");
        await page.StartAsync(1);

        await page.WaitAsync("document.querySelector('#cell_1.running .stream')?.textContent.includes('going on')");
        await page.PressAsync("stop");

        Assert.Contains("begun\ngoing on", await page.OutputAsync(1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compile_error_names_its_line_and_is_underlined_there()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "int a = 1;\nint b = missing;");

        await page.RunAsync(1);

        string error = await page.OutputAsync(1);
        Assert.Contains("CS0103", error, StringComparison.Ordinal);
        Assert.Contains("cell 1, line 2", error, StringComparison.Ordinal);
        await page.WaitAsync("document.querySelector('.squiggle')?.textContent === 'missing'");
        Assert.Contains("CS0103", await page.EvaluateAsync<string>("document.querySelector('.squiggle').title"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_names_the_lines_of_its_cells()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "int Divide(int a, int b)\n{\n    return a / b;\n}");
        await page.EditAsync(2, "int zero = 0;\nDivide(1, zero)");

        await page.RunAsync(2);

        string error = await page.OutputAsync(2);
        Assert.Contains("System.DivideByZeroException", error, StringComparison.Ordinal);
        Assert.Contains("at cell 1, line 3", error, StringComparison.Ordinal);
        Assert.Contains("at cell 2, line 2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_program_is_told_and_the_next_run_begins_again()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "Environment.Exit(3);");

        await page.RunAsync(1);
        string ended = await page.OutputAsync(1);
        await page.EditAsync(1, "6 * 7");
        await page.RunAsync(1);

        Assert.Contains("Environment.Exit", ended, StringComparison.Ordinal);
        Assert.Equal("42", (await page.OutputAsync(1)).Trim());
    }

    [Fact]
    public async Task A_hundred_megabytes_of_output_leave_the_page_usable()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "string line = new('x', 999);\nfor (int i = 0; i < 100_000; i++) Console.WriteLine(line);");

        await page.RunAsync(1);
        string shown = await page.OutputAsync(1);
        await page.EditAsync(1, "6 * 7");
        await page.RunAsync(1);

        Assert.InRange(shown.Length, 900_000, 1_100_000);
        Assert.Contains("the rest is not shown", shown, StringComparison.Ordinal);
        Assert.Equal("42", (await page.OutputAsync(1)).Trim());
    }

    [Fact]
    public async Task Edits_survive_a_reload_in_the_middle_of_a_run_and_a_reset_undoes_them()
    {
        await using var page = await OpenAsync();
        string original = await page.EvaluateAsync<string>("document.querySelector('#cell_1 .input pre').textContent");
        await page.EditAsync(1, "while (true) { }");
        await page.StartAsync(1);
        await page.WaitAsync("document.querySelector('#cell_1.running')");

        await page.Page.ReloadAsync();
        await page.WaitAsync("window.lesson !== undefined");
        string kept = await page.EvaluateAsync<string>("document.querySelector('#cell_1 .input pre').textContent");
        await page.EvaluateAsync<object>("document.querySelector('#cell_1 [data-action=reset]').click()");

        Assert.Equal("while (true) { }", kept);
        Assert.Equal(original, await page.EvaluateAsync<string>("document.querySelector('#cell_1 .input pre').textContent"));
    }

    [Theory]
    [InlineData("display(\"one\")")]
    [InlineData("\"one\".Display()")]
    [InlineData("\"one\".DisplayAs(\"text/html\")")]
    public async Task A_display_is_replaced_in_its_place(string first)
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, $"var shown = {first};\ndisplay(\"below\");\nshown.Update(\"two\");");

        await page.RunAsync(1);

        Assert.Equal(
            "two below", string.Join(' ', (await page.OutputAsync(1)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public async Task A_warning_of_the_compiler_is_shown_as_the_runner_shows_it()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "int Unused()\n{\n    int never = 1;\n    return 2;\n}\nUnused()");

        await page.RunAsync(1);

        string shown = await page.OutputAsync(1);
        const string Warning = "cell 1, line 3: warning CS0219: The variable 'never' is assigned but its value is never used";
        Assert.Contains(Warning, shown, StringComparison.Ordinal);
        Assert.EndsWith("2", shown.Trim(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#r \"nuget: Plotly.NET\"", "NuGet packages (Plotly.NET) cannot be loaded in a page.")]
    [InlineData("#!import ./plotly-net.dib", "there is no ./plotly-net.dib")]
    [InlineData("#r \"./lib/Other.dll\"", "there is no ./lib/Other.dll")]
    public async Task What_a_page_cannot_do_is_said_with_the_place_where_it_can_be_done(string code, string sentence)
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, code);

        await page.RunAsync(1);

        string said = await page.OutputAsync(1);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.Contains("VS Code or Jupyter", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_keyboard_runs_a_cell_moves_on_and_leaves_the_editor()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "6 * 7");

        await page.Page.Keyboard.DownAsync("Shift");
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.UpAsync("Shift");
        await page.WaitAsync("document.querySelector('#cell_2 .CodeMirror-focused')");
        await page.WaitAsync();
        await page.Page.Keyboard.PressAsync("Escape");

        Assert.Equal("42", (await page.OutputAsync(1)).Trim());
        Assert.Equal("Run, cell 2", await page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
    }

    [Fact]
    public async Task A_download_is_the_notebook_with_the_edits()
    {
        await using var page = await OpenAsync();
        await page.EditAsync(1, "6 * 7");

        string dib = await page.DownloadAsync("dib", Lesson + ".dib"), ipynb = await page.DownloadAsync("ipynb", Lesson + ".ipynb");

        var source = NotebookFile.Read(Path.Combine(CourseSite.Notebooks, Lesson + ".dib"));
        int edited = source.Cells.ToList().FindIndex(cell => cell.Language == "csharp");
        var expected = source.Cells.Select((cell, i) => (cell.Language, i == edited ? "6 * 7" : cell.Source)).ToArray();
        Assert.Equal(expected, DibFormat.Parse(dib).Cells.Select(cell => (cell.Language, cell.Source)));
        Assert.Equal(expected, IpynbFormat.Parse(ipynb).Cells.Select(cell => (cell.Language, cell.Source)));
    }

    [Fact]
    public async Task Reading_a_lesson_loads_neither_the_runtime_nor_the_editor()
    {
        await using var page = await OpenAsync();

        string[] loaded = await page.EvaluateAsync<string[]>("performance.getEntriesByType('resource').map(entry => entry.name)");

        Assert.DoesNotContain(
            loaded, address => address.Contains("runtime.pack", StringComparison.Ordinal)
            || address.Contains("codemirror.js", StringComparison.Ordinal));
    }

    private Task<LessonPage> OpenAsync() => course.OpenAsync($"{course.Address}{Lesson}.html");

    private static Task<string> StatusAsync(LessonPage page) =>
        page.EvaluateAsync<string>("document.querySelector('.toolbar [role=status]').textContent");
}
