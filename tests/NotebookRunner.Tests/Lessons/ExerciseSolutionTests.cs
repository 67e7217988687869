using Markdig;
using Markdig.Syntax;
using NotebookRunner.Documents;
using NotebookRunner.Tests.EndToEnd;

namespace NotebookRunner.Tests.Lessons;

/// <summary>
/// Every exercise of a lesson says "not done yet" as it stands, and "right" with the solution that is folded up below it.
/// A solution is a C# block in a <c>details</c> element; it replaces the nearest exercise cell above it.
/// </summary>
public sealed class ExerciseSolutionTests
{
    [Fact]
    public void Every_exercise_has_a_solution()
    {
        foreach (var (path, notebook) in LessonFolder.Read())
        {
            int exercises = notebook.Cells.Count(IsExercise);

            Assert.True(exercises == notebook.Cells.Sum(cell => Solutions(cell).Count()), $"{path} has {exercises} exercises, but another number of solutions.");
        }
    }

    [Fact]
    public void Every_exercise_is_not_done_yet_in_the_twin()
    {
        foreach (var (path, _) in LessonFolder.Read())
        {
            var twin = NotebookFile.Read(Path.ChangeExtension(path, ".ipynb"));

            Assert.All(twin.Cells.Where(IsExercise), cell => Assert.Contains("exercise-notdone", Html(cell)));
        }
    }

    [Fact]
    public void Every_solution_is_right()
    {
        using var program = LessonFolder.CopyTo(new RunnerProgram());
        var solved = LessonFolder.Read()
            .Where(lesson => lesson.Notebook.Cells.Any(IsExercise) && !LessonFolder.NeedsPackages(lesson.Path))
            .Select(lesson => (Path: Path.Combine(program.Folder, "notebooks", Path.GetFileName(lesson.Path)), Notebook: Solve(lesson.Notebook)))
            .ToList();
        foreach (var (path, notebook) in solved)
            NotebookFile.Write(notebook, path);

        var run = program.Run(["refresh", .. solved.Select(lesson => lesson.Path)]);

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.All(solved, lesson =>
        {
            var twin = NotebookFile.Read(Path.ChangeExtension(lesson.Path, ".ipynb"));
            Assert.All(twin.Cells.Where(IsExercise), cell => Assert.Contains("exercise-right", Html(cell)));
        });
    }

    private static bool IsExercise(Cell cell) => cell.Language == "csharp" && cell.Source.Contains("Exercise.Check", StringComparison.Ordinal);

    /// <summary>The notebook with each solution in the place of its exercise.</summary>
    private static Notebook Solve(Notebook notebook)
    {
        var cells = notebook.Cells.ToList();
        for (int i = 0; i < cells.Count; i++)
        {
            foreach (string solution in Solutions(cells[i]))
                cells[cells.FindLastIndex(i, IsExercise)] = new Cell("csharp", solution);
        }

        return notebook with { Cells = cells };
    }

    private static IEnumerable<string> Solutions(Cell cell)
    {
        if (!cell.IsMarkdown) yield break;
        bool folded = false;
        foreach (var block in Markdown.Parse(cell.Source))
        {
            if (block is HtmlBlock html) folded = html.Lines.ToString().StartsWith("<details>", StringComparison.Ordinal);
            if (folded && block is FencedCodeBlock { Info: "csharp" } code) yield return code.Lines.ToString();
        }
    }

    private static string Html(Cell cell) =>
        string.Concat(cell.Outputs.OfType<DisplayOutput>().Select(output => output.Data.GetValueOrDefault("text/html")));
}
