using System.Text.Json;
using System.Xml.Linq;
using NotebookRunner.Commands;
using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Commands;

/// <summary>What a run tells: on a terminal, and in files for other programs.</summary>
public sealed class RunResultsTests
{
    private const string Message = "a\u001b[31mred\u001b[0m\u0007\0 \U0001F600 \ud83d \uffff\r\nsecond\u001b]0;title\u0007 line";

    private static readonly NotebookResult failed = new(
        "x/01-bad.dib",
        new Notebook([new Cell("csharp", "1") { Outputs = [new ErrorOutput("Exception", Message, ["at cell 1, line 1\u001b[2J"])] }]),
        Outcome.Failed, TimeSpan.FromSeconds(1))
    { FailedCell = 0 };

    [Theory]
    [InlineData(".xml")]
    [InlineData(".json")]
    public void Whatever_an_exception_says_the_results_can_be_read(string extension)
    {
        string path = Path.ChangeExtension(Path.GetTempFileName(), extension);
        try
        {
            RunResults.Write([failed], path);
            string text = File.ReadAllText(path);
            string? message = extension == ".json"
                ? JsonDocument.Parse(text).RootElement[0].GetProperty("cells")[0].GetProperty("error").GetProperty("message").GetString()
                : XDocument.Parse(text).Descendants("failure").Single().Attribute("message")!.Value;
            Assert.Contains("\U0001F600", message, StringComparison.Ordinal);
            Assert.Contains("second", message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Notebooks_of_the_same_name_can_be_told_apart()
    {
        string path = Path.ChangeExtension(Path.GetTempFileName(), ".xml");
        using var output = new StringWriter();
        try
        {
            RunResults.Write([failed, failed with { Path = "y/01-bad.dib" }], path);
            Assert.Equal(
                ["01-bad", "01-bad-2"], XDocument.Load(path).Descendants("testsuite").Select(suite => suite.Attribute("name")!.Value));

            new RunConsole(output, isTerminal: false) { Files = ["x/01-bad.dib", "y/01-bad.dib", "x/02-a.dib"] }.Finished(failed, null);
            Assert.StartsWith("✗ x/01-bad.dib  failed", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Whatever_a_notebook_is_called_the_results_can_be_read_and_the_terminal_stays()
    {
        string path = Path.ChangeExtension(Path.GetTempFileName(), ".xml");
        using var output = new StringWriter();
        var named = failed with { Path = "[red]a\u001b[2J\u0001.dib" };
        try
        {
            RunResults.Write([named], path);
            Assert.Equal("[red]a", XDocument.Load(path).Descendants("testsuite").Single().Attribute("name")!.Value);

            new RunConsole(output, isTerminal: false).Finished(named, null);
            Assert.StartsWith("✗ [red]a[2J.dib  failed", output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_message_of_any_size_takes_a_few_lines_of_the_terminal()
    {
        using var output = new StringWriter();
        var huge = new ErrorOutput("Exception", string.Join('\n', Enumerable.Repeat(new string('x', 10_000), 1000)), []);
        var cell = failed.Notebook.Cells[0] with { Outputs = [huge] };

        new RunConsole(output, isTerminal: false).Finished(failed with { Notebook = new Notebook([cell]) }, null);

        string[] lines = output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 40, 50);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 600));
        Assert.Contains("  … and 960 more lines, which the page has", lines);
    }

    [Fact]
    public void Nothing_that_a_notebook_says_moves_or_colours_the_terminal()
    {
        using var output = new StringWriter();

        new RunConsole(output, isTerminal: false).Finished(failed, "a note\u001b[1A");

        string[] lines = output.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(
            ["  a note", "  cell 1: Exception: ared \U0001F600 \ud83d \uffff", "  second line", "    at cell 1, line 1"], lines[1..]);
    }

    [Fact]
    public void A_quiet_run_tells_of_a_notebook_that_passed_only_what_the_user_should_know()
    {
        using var output = new StringWriter();
        var console = new RunConsole(output, isTerminal: false, quiet: true);
        var passed = new NotebookResult("02-good.dib", new Notebook([]), Outcome.Passed, TimeSpan.Zero);

        console.Finished(passed, null);
        Assert.Equal("", output.ToString());
        console.Finished(passed, "its parameters do not name n");
        Assert.Contains("its parameters do not name n", output.ToString(), StringComparison.Ordinal);
    }
}
