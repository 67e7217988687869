using System.Globalization;
using System.Xml.Linq;
using NotebookRunner.Documents;
using NotebookRunner.Tests.Execution;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>One run of notebooks that a runner may get wrong; what they showed is read from the executed notebooks.</summary>
public sealed class FaultRun : IDisposable
{
    private readonly RunnerProgram runner = new();

    public FaultRun()
    {
        runner
            .WithNotebook("01-task.dib",
                ["var t = Task.Run(async () => { for (int i = 0; i < 200; i++) { await Task.Delay(5); Console.WriteLine(\"bg\" + i); } });",
                    .. Enumerable.Repeat("0", 30), "await t;"])
            .WithNotebook("02-timer.dib",
                "var timer = new System.Timers.Timer(10); timer.Elapsed += (_, _) => Console.WriteLine(\"tick\"); timer.Start();", "display(1);", "await Task.Delay(100); display(2);", "timer.Stop();")
            .WithNotebook("03-dots.dib",
                "for (int i = 0; i < 60; i++) { Console.Write('.'); var s = System.Diagnostics.Stopwatch.StartNew(); while (s.Elapsed.TotalMilliseconds < 49.5 + i % 10 * 0.1) ; }")
            .WithNotebook("04-lines.dib", "for (int i = 0; i < 400_000; i++) Console.WriteLine(i % 10);")
            .WithNotebook("05-culture.dib",
                "string.Join(\" \", new[] { \"b\", \"A\", \"a\", \"B\", \"ä\", \"z\" }.OrderBy(x => x))", "string.Compare(\"a\", \"B\") < 0", "1.5.ToString(new System.Globalization.CultureInfo(\"de-DE\"))")
            .WithNotebook("06-assemblies.dib",
                "Enumerable.Range(0, 10).AsParallel().Sum()", "new System.Data.DataTable().Rows.Count", "System.Web.HttpUtility.UrlEncode(\"a b\")",
                "new System.ComponentModel.DataAnnotations.RequiredAttribute().AllowEmptyStrings", "System.Transactions.IsolationLevel.Chaos.ToString()",
                "new[] { 1 }.AsQueryable().Where(i => i > 0) is IQueryable<int>")
            .WithNotebook("07-match.dib", "System.Text.RegularExpressions.Regex.Match(\"abc\", \"b\")")
            .WithNotebook("08-extension.dib", "extension(string s) { }")
            .WithNotebook("09-failfast.dib", "Environment.FailFast(\"my message\");")
            .WithNotebook("index.dib", "Console.WriteLine(\"index notebook\");")
            .WithFile("notebooks/10-jupyter.ipynb", """
                {"nbformat":4,"nbformat_minor":5,"metadata":{"title":"T","authors":[{"name":"A"}]},"cells":[
                 {"cell_type":"raw","id":"a","metadata":{"format":"text/x-rst"},"source":["as it is"]},
                 {"cell_type":"code","id":"b","execution_count":null,"metadata":{"tags":["raises-exception"],"collapsed":true},"outputs":[],"source":["int.Parse(\"x\")"]},
                 {"cell_type":"code","id":"c","execution_count":null,"metadata":{},"outputs":[],"source":["1 + 1"]}]}
                """)
            .WithFile("notebooks/11-zero.dib", "#!markdown\n# Z\n\n![p](/dev/zero) ![up](../../../../../../etc/passwd)\n");
        Result = runner.Run("--results", "results.xml", "--save-notebooks", "--timeout", "300");
    }

    public ProgramResult Result { get; }

    /// <summary>What a cell of a notebook showed, by its number.</summary>
    public Cell Cell(string name, int number) =>
        NotebookFile.Read(Path.Combine(runner.Folder, "artifacts", "reports", name + ".ipynb")).Cells.Where(cell => cell.IsCode)
            .ElementAt(number - 1);

    public string File(string name) => System.IO.File.ReadAllText(Path.Combine(runner.Folder, name));

    public void Dispose() => runner.Dispose();
}

public sealed class FaultTests(FaultRun run) : IClassFixture<FaultRun>
{
    [Fact]
    public void A_task_or_timer_that_prints_while_other_cells_show_something_holds_up_nobody()
    {
        Assert.Contains("✓ 01-task.dib", run.Result.Output);
        Assert.Contains("✓ 02-timer.dib", run.Result.Output);
        string printed =
            string.Concat(Enumerable.Range(1, 32).SelectMany(number => run.Cell("01-task", number).Outputs.OfType<StreamOutput>())
            .Select(output => output.Text));
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"bg{i}"), printed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_cell_that_writes_a_character_now_and_then_is_kept_whole() =>
        Assert.Equal(new string('.', 60), run.Cell("03-dots", 1).Text());

    [Fact]
    public void Many_lines_take_no_time_of_their_own() => Assert.Contains("✓ 04-lines.dib", run.Result.Output);

    [Fact]
    public void Strings_sort_and_numbers_read_as_in_the_readers_culture()
    {
        Assert.SkipWhen(
            CultureInfo.GetCultures(CultureTypes.SpecificCultures).Length <= 1
            && Environment.GetEnvironmentVariable("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT") is "1" or "true", "There is no ICU here.");
        Assert.Equal("[a A ä b B z]", run.Cell("05-culture", 1).Text());
        Assert.Equal("[True]", run.Cell("05-culture", 2).Text());
        Assert.Equal("[1,5]", run.Cell("05-culture", 3).Text());
    }

    [Fact]
    public void The_assemblies_of_the_framework_are_there() =>
        Assert.Equal(
            ["[45]", "[0]", "[a+b]", "[False]", "[Chaos]", "[True]"], Enumerable.Range(1, 6)
            .Select(number => run.Cell("06-assemblies", number).Text()));

    [Fact]
    public void A_match_can_be_the_value_of_a_cell() => Assert.Contains("✓ 07-match.dib", run.Result.Output);

    [Fact]
    public void What_the_compiler_says_without_a_place_ends_no_process()
    {
        Assert.Contains("✗ 08-extension.dib", run.Result.Output);
        Assert.Contains("cell 1, line 1: CS9283", run.Result.Output);
    }

    [Fact]
    public void The_message_of_FailFast_is_told() => Assert.Contains("FailFast: my message", run.Result.Output);

    [Fact]
    public void A_notebook_called_index_has_a_page_and_the_index_too()
    {
        Assert.Contains("index notebook", run.File("artifacts/reports/index-2.html"));
        Assert.Contains("01-task.html", run.File("artifacts/reports/index.html"));
    }

    [Fact]
    public void Raw_cells_and_cells_that_may_fail_fail_no_notebook_and_what_Jupyter_knows_of_them_stays()
    {
        Assert.Contains("✓ 10-jupyter.ipynb", run.Result.Output);
        Assert.StartsWith("!FormatException", run.Cell("10-jupyter", 1).Text(), StringComparison.Ordinal);
        Assert.Equal("[2]", run.Cell("10-jupyter", 2).Text());
        string written = run.File("artifacts/reports/10-jupyter.ipynb");
        Assert.All(
            (string[])["\"title\": \"T\"", "\"name\": \"A\"", "text/x-rst", "\"collapsed\": true", "raises-exception"],
            part => Assert.Contains(part, written));
    }

    [Fact]
    public void A_page_shows_no_file_from_outside_of_its_notebooks_folder()
    {
        string page = run.File("artifacts/reports/11-zero.html");
        Assert.Contains("not shown, since it is outside", page);
        Assert.DoesNotContain(
            Convert.ToBase64String("root:"u8)[..6],
            page[page.IndexOf("<body", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)]);
    }

    [Fact]
    public void The_results_are_there_for_a_CI_system()
    {
        var suites = XDocument.Parse(run.File("results.xml")).Root!.Elements("testsuite")
            .ToDictionary(suite => (string)suite.Attribute("name")!);
        Assert.Equal("32", (string?)suites["01-task"].Attribute("tests"));
        Assert.Equal("0", (string?)suites["01-task"].Attribute("failures"));
        var failure = Assert.Single(suites["08-extension"].Descendants("failure"));
        Assert.StartsWith("CS9283", (string?)failure.Attribute("message"), StringComparison.Ordinal);
    }
}
