using NotebookRunner.Documents;
using NotebookRunner.Tests.Lessons;

namespace NotebookRunner.Tests.Jupyter;

/// <summary>The lessons' twins in Jupyter, on the kernel that a course with Jupyter installs, without a network.</summary>
[Collection(nameof(JupyterTests))]
public sealed class JupyterTests : IDisposable
{
    private readonly JupyterInstallation? jupyter;

    public JupyterTests()
    {
        Assert.SkipUnless(JupyterInstallation.IsThere, JupyterInstallation.Missing);
        jupyter = new();
    }

    /// <summary>Two lessons; all of them, which takes minutes, where the environment variable NOTEBOOKS_ALL is set.</summary>
    public static IEnumerable<TheoryDataRow<string>> Lessons() => LessonFolder.Read()
        .Select(lesson => Path.GetFileNameWithoutExtension(lesson.Path))
        .Where(name => Environment.GetEnvironmentVariable("NOTEBOOKS_ALL") is null ? name is "00-start-here" or "06-train"
            : !LessonFolder.NeedsPackages(name))
        .Select(name => new TheoryDataRow<string>(name));

    public void Dispose() => jupyter?.Dispose();

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_runs_in_Jupyter_and_every_cell_that_shows_something_in_the_twin_shows_something_there(string name)
    {
        var twin = NotebookFile.Read(Path.Combine(LessonFolder.Path, name + ".ipynb"));

        var run = jupyter!.Run(name);

        Assert.DoesNotContain(run.Cells.SelectMany(cell => cell.Outputs), output => output is ErrorOutput);
        Assert.All(
            twin.Cells.Zip(run.Cells),
            pair => Assert.True(pair.First.Outputs.Count == 0 || pair.Second.Outputs.Count > 0, pair.First.Source));
    }
}
