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
