using System.Text.RegularExpressions;
using Backprop;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Lessons;

/// <summary>
/// The exercises as they stand in the lessons: each with its question, none with its answer.
/// What is right and what is wrong is tested with the library, where the answers are.
/// </summary>
public sealed partial class ExerciseCellTests
{
    [Fact]
    public void Every_exercise_of_the_library_stands_in_its_lesson_once()
    {
        string[] ids = [.. LessonFolder.Read().SelectMany(lesson => lesson.Notebook.Cells.Where(IsExercise).Select(cell =>
        {
            string id = Id(cell);
            Assert.StartsWith(id.Split('.')[0], Path.GetFileName(lesson.Path), StringComparison.Ordinal);
            return id;
        }))];

        Assert.Equal(Exercise.Ids.Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_question_stands_word_for_word_above_its_cell()
    {
        foreach (var (path, notebook) in LessonFolder.Read())
        {
            for (int i = 1; i < notebook.Cells.Count; i++)
            {
                if (!IsExercise(notebook.Cells[i])) continue;
                string above =
                    string.Concat(notebook.Cells.Take(i).Reverse().TakeWhile(cell => cell.IsMarkdown || !IsExercise(cell))
                    .Select(cell => cell.Source));
                Assert.True(
                    above.Contains(Exercise.Question(Id(notebook.Cells[i])), StringComparison.Ordinal),
                    $"{path}: above {Id(notebook.Cells[i])} there should be: {Exercise.Question(Id(notebook.Cells[i]))}");
            }
        }
    }

    [Fact]
    public void No_lesson_has_a_solution_in_its_source() =>
        Assert.All(LessonFolder.Read(), lesson => Assert.All(lesson.Notebook.Cells, cell => Assert.False(
            cell.Source.Contains("<summary>Solution", StringComparison.Ordinal)
                || Exercise.Ids.Any(id => cell.Source.Contains(Exercise.Solution(id), StringComparison.Ordinal)), lesson.Path)));

    [Fact]
    public void Every_exercise_is_not_done_yet_in_the_twin() =>
        Assert.All(LessonFolder.Read(), lesson => Assert.All(
            NotebookFile.Read(Path.ChangeExtension(lesson.Path, ".ipynb")).Cells.Where(IsExercise), cell =>
                Assert.Contains("exercise-notdone", Html(cell))));

    private static bool IsExercise(Cell cell) => cell.Language == "csharp" && Check().IsMatch(cell.Source);

    private static string Id(Cell cell) => Check().Match(cell.Source).Groups[1].Value;

    private static string Html(Cell cell) =>
        string.Concat(cell.Outputs.OfType<DisplayOutput>().Select(output => output.Data.GetValueOrDefault("text/html")));

    [GeneratedRegex("""Exercise\.Check\("([^"]+)",""")]
    private static partial Regex Check();
}
