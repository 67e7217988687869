using NotebookRunner.Documents;
using NotebookRunner.Tests.Documents;
using NotebookRunner.Tests.Lessons;
using NotebookRunner.Twins;

namespace NotebookRunner.Tests.Twins;

public sealed class TwinTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("twin-");

    private string Source => Path.Combine(folder.FullName, "01-lesson.dib");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task The_twin_of_a_source_has_its_cells_and_passes_the_schema()
    {
        File.WriteAllText(Source, "#!markdown\r\n\r\n# Title\r\n\r\n\r\n#!csharp\r\n\r\n#!time\r\nvar x = 1;");

        await Twin.WriteAsync(NotebookFile.Read(Source), Source, TestContext.Current.CancellationToken);
        string path = Twin.PathOf(Source);

        Assert.Equal(Path.Combine(folder.FullName, "01-lesson.ipynb"), path);
        Assert.Empty(Twin.Differences(Source));
        Assert.Empty(await NotebookSchema.ErrorsAsync(File.ReadAllText(path)));
    }

    [Fact]
    public void A_missing_twin_is_a_difference()
    {
        NotebookFile.Write(new Notebook([]), Source);

        Assert.Contains("01-lesson.ipynb is missing", Assert.Single(Twin.Differences(Source)));
    }

    [Fact]
    public void Each_cell_that_differs_is_named()
    {
        var source = new Notebook([new Cell("csharp", "1"), new Cell("csharp", "2"), new Cell("markdown", "3")]);
        var twin =
            new Notebook([new Cell("csharp", "1"), new Cell("csharp", "two"), new Cell("html", "3"), new Cell("csharp", "4")], "fsharp");

        var differences = Twin.Differences(source, twin).ToList();

        Assert.Equal(4, differences.Count);
        Assert.Contains(differences, difference => difference.Contains("fsharp"));
        Assert.Contains(differences, difference => difference.Contains("4 cells"));
        Assert.Contains(differences, difference => difference.StartsWith("cell 2 "));
        Assert.Contains(differences, difference => difference.StartsWith("cell 3 is html"));
    }

    [Fact]
    public void Outputs_ids_and_counts_are_no_difference()
    {
        var source = new Notebook([new Cell("csharp", "1")]);
        var twin = new Notebook([new Cell("csharp", "1") { Id = "a", ExecutionCount = 3, Outputs = [new StreamOutput("stdout", "x")] }]);

        Assert.Empty(Twin.Differences(source, twin));
    }

    [Fact]
    public void Every_lesson_of_this_repository_has_a_twin_with_the_same_cells() =>
        Assert.Empty(LessonFolder.Read().SelectMany(lesson => Twin.Differences(lesson.Path)));

    [Fact]
    public void Every_twin_of_this_repository_has_the_outputs_of_a_whole_run() =>
        Assert.All(LessonFolder.Read(), lesson =>
        {
            var code = NotebookFile.Read(Twin.PathOf(lesson.Path)).Cells.Where(cell => !cell.IsMarkdown).ToList();

            Assert.Equal(Enumerable.Range(1, code.Count).Select(number => (int?)number), code.Select(cell => cell.ExecutionCount));
            Assert.DoesNotContain(code.SelectMany(cell => cell.Outputs), output => output is ErrorOutput);
        });

    [Fact]
    public async Task The_schema_of_nbformat_accepts_every_twin_of_this_repository()
    {
        foreach (string path in Directory.GetFiles(LessonFolder.Path, "*.ipynb"))
        {
            Assert.Empty((await NotebookSchema.ErrorsAsync(File.ReadAllText(path))).Select(error => $"{path}: {error}"));
        }
    }
}
