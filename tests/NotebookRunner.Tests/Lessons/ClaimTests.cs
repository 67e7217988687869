using System.Text.RegularExpressions;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Lessons;

/// <summary>
/// A number in a lesson's text is the result of one of its cells: the sentence stands in the lesson, and the output that shows it in the twin
/// (which another test compares with a run).
/// </summary>
public sealed partial class ClaimTests
{
    public static TheoryData<string, string, string> Claims => new()
    {
        // lesson, the claim as its text has it, the output that shows it
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void The_output_of_a_cell_shows_the_number(string lesson, string claim, string output)
    {
        string path = Assert.Single(Directory.GetFiles(LessonFolder.Path, lesson + "-*.ipynb"));
        var cells = NotebookFile.Read(path).Cells;

        Assert.Contains(Plain(claim), Plain(string.Concat(cells.Where(cell => cell.IsMarkdown).Select(cell => cell.Source))));
        Assert.Contains(Plain(output), Plain(string.Join('\n', cells.SelectMany(cell => cell.Outputs).Select(Text))));
    }

    private static string Text(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => display.Data.GetValueOrDefault("text/plain", ""),
        _ => "",
    };

    /// <summary>The same words with single spaces between them.</summary>
    private static string Plain(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
