namespace NotebookRunner.Reports;

/// <summary>The file <c>course.json</c> beside the notebooks: their order in parts, and what each of them needs.</summary>
internal sealed record CourseOutline(IReadOnlyList<CoursePart> Parts)
{
    private const string FileName = "course.json";
    private static readonly JsonSerializerOptions json =
        new(JsonSerializerOptions.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>The outline of the notebooks of a folder; without parts where they belong to none.</summary>
    /// <exception cref="NotebookFormatException">The file is not such an outline.</exception>
    public static CourseOutline Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) return new([]);
        try
        {
            return JsonSerializer.Deserialize<CourseOutline>(File.ReadAllText(path), json) ?? new([]);
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException($"{path}: {e.Message}");
        }
    }

    /// <summary>What it says of a lesson; null for one that it does not name.</summary>
    public CourseLesson? Find(string name) => Parts.SelectMany(part => part.Lessons).FirstOrDefault(lesson => lesson.Name == name);
}

internal sealed record CoursePart(string Title, IReadOnlyList<CourseLesson> Lessons);

/// <param name="Name">The name of its notebook without extension.</param>
/// <param name="Needs">What a reader should know before, as Markdown.</param>
/// <param name="Picture">How the title of one of its pictures begins, or the path of an image file; null for its first picture.</param>
internal sealed record CourseLesson(string Name, string Needs, string? Picture = null);
