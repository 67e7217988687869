namespace Backprop;

/// <summary>The questions of all lessons. A new lesson: a file in <c>Lessons</c>, and its line here.</summary>
internal static class Course
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        .. Lesson00.Questions,
        .. Lesson01.Questions,
        .. Lesson02.Questions,
        .. Lesson03.Questions,
        .. Lesson03a.Questions,
        .. Lesson04.Questions,
        .. Lesson05.Questions,
        .. Lesson06.Questions,
        .. Lesson07.Questions,
        .. Lesson08.Questions,
        .. Lesson09.Questions,
        .. Lesson10.Questions,
        .. Lesson11.Questions,
        .. Lesson12.Questions,
        .. Lesson13.Questions,
        .. Lesson14.Questions,
        .. Lesson15.Questions,
        .. Lesson16.Questions,
        .. Lesson17.Questions,
        .. Appendix.Questions,
    ];

    /// <exception cref="ArgumentException">There is no such exercise.</exception>
    public static Question Question(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return Questions.FirstOrDefault(question => question.Id == id.Trim())
            ?? throw new ArgumentException($"There is no exercise {id}. {(Of(LessonOf(id)) is [var first, .., var last]
                ? $"Lesson {LessonOf(id)} has {first.Id} to {last.Id}."
                    : "They are named by lesson and number, such as 04.1.")}", nameof(id));
    }

    /// <exception cref="ArgumentException">The lesson has no exercises.</exception>
    public static IReadOnlyList<Question> Lesson(string lesson)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        return Of(lesson) is { Count: > 0 } questions ? questions
            : throw new ArgumentException(
                $"There are no exercises of lesson {lesson}; there are those of "
                    + $"{string.Join(", ", Questions.Select(question => LessonOf(question.Id)).Distinct())}.", nameof(lesson));
    }

    private static List<Question> Of(string lesson) => [.. Questions.Where(question => LessonOf(question.Id) == lesson)];

    private static string LessonOf(string id) => id.Split('.')[0].Trim();
}
