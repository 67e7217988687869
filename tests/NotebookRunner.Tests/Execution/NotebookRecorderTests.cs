using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

public sealed class NotebookRecorderTests
{
    [Fact]
    public void What_a_task_writes_between_two_cells_belongs_to_the_one_before()
    {
        var recorder = new NotebookRecorder(new Notebook([new Cell("csharp", "1"), new Cell("csharp", "2")]));

        foreach (var message in (RunEvent[])[new CellStarted(0), Wrote("a"), new CellFinished(0, 1, true), Wrote("b"), new CellStarted(1),
            Wrote("c"), new CellFinished(1, 1, true), Wrote("d")])
        {
            recorder.Add(message);
        }

        Assert.Equal(["ab", "cd"], recorder.Notebook.Cells.Select(cell => cell.Text()));
    }

    private static CellShowed Wrote(string text) => new(new StreamOutput("stdout", text));
}
