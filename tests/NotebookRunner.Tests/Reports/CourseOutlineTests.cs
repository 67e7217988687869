using NotebookRunner.Commands;
using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

public sealed class CourseOutlineTests
{
    private static readonly string notebooks = NotebookFinder.FindFolder(AppContext.BaseDirectory);

    private static readonly string[] lessons =
        [.. NotebookFinder.Find([notebooks]).Where(file => file.EndsWith(".dib", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))];

    [Fact]
    public void The_outline_names_every_lesson_once()
    {
        var named = CourseOutline.Read(notebooks).Parts.SelectMany(part => part.Lessons).Select(lesson => lesson.Name);

        Assert.Equal(lessons.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_lesson_needs_only_lessons_that_come_before_it()
    {
        List<string> before = [];
        foreach (var lesson in CourseOutline.Read(notebooks).Parts.SelectMany(part => part.Lessons))
        {
            string needs = new MarkdownHtml(notebooks).Render(lesson.Needs);
            var links = HtmlReportTests.Parse(needs).QuerySelectorAll("a")
                .Select(link => Path.GetFileNameWithoutExtension(link.GetAttribute("href")!));

            Assert.Empty(links.Except(before));
            before.Add(lesson.Name);
        }
    }

    [Fact]
    public void Every_lesson_has_a_picture_a_time_and_what_one_learns()
    {
        var outline = CourseOutline.Read(notebooks);
        foreach (string name in lessons)
        {
            string path = Path.Combine(notebooks, name);
            var card = LessonCard.Of(SampleNotebook.PageOf(NotebookFile.Read(path + ".ipynb"), name, path + ".dib"), outline);

            Assert.True(card.Picture is { Source.Length: > 1000 }, name);
            Assert.InRange(card.Minutes, 10, 90);
            Assert.NotEqual("", card.Learns);
        }
    }

    [Fact]
    public void The_time_is_that_of_the_words_the_cells_and_the_exercises()
    {
        var page = SampleNotebook.PageOf(
            new([new("markdown", string.Join(' ', Enumerable.Repeat("word", 1500))), new("csharp", "1"), new("csharp", "2")]), "a");
        var outline = new CourseOutline([new("Part", [new("a", "nothing")])]);

        Assert.Equal("about 20 min", LessonCard.Of(page, outline, "1.1 1.2").Time); // 10 + 2 + 8
        Assert.Equal("about 15 min", LessonCard.Of(page, outline).Time); // 12, in steps of five
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"parts":null}""")]
    [InlineData("""{"parts":[{"title":"a","lessons":[{"name":"a"}]}]}""")]
    public void A_file_that_is_no_outline_is_said_by_name(string text)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "course.json"), text);

        string message = Assert.Throws<NotebookFormatException>(() => CourseOutline.Read(folder)).Message;

        Assert.Contains(Path.Combine(folder, "course.json"), message, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
