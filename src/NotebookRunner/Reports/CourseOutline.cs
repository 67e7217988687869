using System.Text.Json;
using NotebookRunner.Documents;

namespace NotebookRunner.Reports;

/// <summary>The file <c>course.json</c> beside the notebooks: their order in parts, and what each of them needs.</summary>
/// <param name="Parts">The parts of the course.</param>
internal sealed record CourseOutline(IReadOnlyList<CoursePart> Parts)
{
    private const string FileName = "course.json";

    /// <summary>The outline for notebooks that belong to none: one part without a title.</summary>
    public static CourseOutline Empty { get; } = new([]);

    /// <summary>Reads the outline of a folder.</summary>
    /// <param name="folder">The folder with the notebooks; null if there is none.</param>
    /// <exception cref="NotebookFormatException">The file is not such an outline.</exception>
    public static CourseOutline Read(string? folder)
    {
        string path = Path.Combine(folder ?? "", FileName);
        if (folder is null || !File.Exists(path)) return Empty;
        try
        {
            return JsonSerializer.Deserialize<CourseOutline>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? Empty;
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"{path}: {e.Message}");
        }
    }

    /// <summary>What it says of a lesson; null for one that it does not name.</summary>
    public CourseLesson? Find(string name) => Parts.SelectMany(part => part.Lessons).FirstOrDefault(lesson => lesson.Name == name);
}

/// <summary>A part of the course.</summary>
internal sealed record CoursePart(string Title, IReadOnlyList<CourseLesson> Lessons);

/// <summary>A lesson of the course.</summary>
/// <param name="Name">The name of its notebook without extension.</param>
/// <param name="Needs">What a reader should know before, as Markdown.</param>
/// <param name="Picture">How the title of one of its pictures begins, or the path of an image file; null for its first picture.</param>
internal sealed record CourseLesson(string Name, string Needs, string? Picture = null);
