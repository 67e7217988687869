namespace BrowserKernel.Tests;

/// <summary>What readers try in a cell, and how a page that has no keyboard, files or threads for it answers.</summary>
[Collection("course")]
public sealed class CellTests(OpenLesson lesson) : IClassFixture<OpenLesson>
{
    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("Console.Read()")]
    [InlineData("Console.In.ReadToEnd()")]
    public async Task Who_waits_for_a_line_of_the_keyboard_is_told_to_use_a_variable(string code) =>
        Assert.Contains("give the value to a variable instead", await lesson.ShowAsync(code), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.Threading.Thread.Sleep(20);")]
    [InlineData("await Task.Delay(20);")]
    [InlineData("await Task.WhenAll(Enumerable.Range(0, 5).Select(async i => { await Task.Delay(i); }));")]
    [InlineData("Task.Run(() => 1).Wait();")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 10, i => { });")]
    [InlineData("await foreach (int i in Numbers()) { }\nasync IAsyncEnumerable<int> Numbers() { await Task.Yield(); yield return 1; }")]
    public async Task Waiting_works(string code) =>
        Assert.Equal("waited", await lesson.ShowAsync($"{code}\nConsole.WriteLine(\"waited\");"));

    [Theory]
    [InlineData("Console.Write('\\ud83d'); Console.Write('\\ude80');", "🚀")]
    [InlineData("Console.Write(\"∂L/∂W = δ·aᵀ\");", "∂L/∂W = δ·aᵀ")]
    [InlineData("\"שלום 你好 é 👩‍🏫\"", "שלום 你好 é 👩‍🏫")]
    [InlineData("double η = 0.5, Δw = 2; η * Δw", "1")]
    [InlineData("foreach (char c in \"a🚀b\") { Console.Write(c); System.Threading.Thread.Sleep(60); }", "a🚀b")]
    public async Task Every_letter_arrives_whole(string code, string shown) => Assert.Equal(shown, await lesson.ShowAsync(code));

    [Theory]
    [InlineData("System.IO.File.ReadAllText(\"data.csv\")", "data.csv")]
    [InlineData("System.IO.Directory.GetFiles(\"notebooks\")", "notebooks")]
    [InlineData("Console.Beep();", "A page cannot do that.")]
    [InlineData("new System.Threading.Thread(() => { }).Start();", "A page cannot do that.")]
    [InlineData("System.Diagnostics.Process.Start(\"ls\")", "no network, no processes")]
    [InlineData("new System.Net.Http.HttpClient()", "no network, no processes")]
    public async Task What_a_page_has_not_is_said_with_the_place_where_it_works(string code, string about)
    {
        string shown = await lesson.ShowAsync(code);

        Assert.Contains(about, shown, StringComparison.Ordinal);
        Assert.Contains("VS Code or Jupyter", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_a_cell_has_written_can_be_read() =>
        Assert.Equal("1,2", await lesson.ShowAsync(
            "System.IO.File.WriteAllText(\"mine.csv\", \"1,2\");\nSystem.IO.File.ReadAllText(\"mine.csv\")"));

    [Theory]
    [InlineData("#!fsharp\nlet x = 1", "#!fsharp")]
    [InlineData("#!javascript\nalert(1)", "#!javascript")]
    [InlineData("#!time\n1 + 1", "#!time")]
    [InlineData("#load \"other.csx\"", "other.csx")]
    public async Task Another_language_and_a_command_of_the_kernel_are_named(string code, string name)
    {
        string shown = await lesson.ShowAsync(code);

        Assert.Contains(name, shown, StringComparison.Ordinal);
        Assert.Contains("VS Code or Jupyter", shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_memory_than_there_is_ends_the_cell_and_not_the_page()
    {
        string shown = await lesson.ShowAsync("var all = new List<double[]>();\nwhile (true) all.Add(new double[50_000_000]);");

        Assert.Contains("memory", shown, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("2", await lesson.ShowAsync("1 + 1"));
    }

    [Fact]
    public async Task Displays_without_end_are_ended() =>
        Assert.Contains("more than 1000 values", await lesson.ShowAsync("for (int i = 0; ; i++) display(i);"), StringComparison.Ordinal);

    [Fact]
    public async Task A_display_that_is_updated_in_a_tight_loop_shows_the_last_value() =>
        Assert.Equal("20000", await lesson.ShowAsync("var shown = display(0);\nfor (int i = 1; i <= 20_000; i++) shown.Update(i);"));

    [Fact]
    public async Task Text_and_values_keep_their_order_in_a_tight_loop()
    {
        string shown = await lesson.ShowAsync("for (int i = 0; i < 200; i++) { Console.Write($\"a{i} \"); display(i); }");

        string[] words = shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal([.. Enumerable.Range(0, 200).SelectMany(i => (string[])[$"a{i}", $"{i}"])], words);
    }
}
