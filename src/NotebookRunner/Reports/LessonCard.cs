namespace NotebookRunner.Reports;

/// <summary>A lesson as the list of lessons shows it.</summary>
internal sealed record LessonCard
{
    private const double WordsPerMinute = 150, MinutesPerCell = 1, MinutesPerExercise = 4;
    private const int RoundedTo = 5;

    public required string Name { get; init; }
    public required string Link { get; init; }
    public required string Title { get; init; }

    /// <summary>What one learns: the first paragraph of a lesson of the course, the first sentence of another notebook.</summary>
    public required string Learns { get; init; }

    /// <summary>What one needs, as HTML; null where nothing is known of it.</summary>
    public string? Needs { get; init; }

    /// <summary>The element of its title: below the title of a part, where there are parts.</summary>
    public string Heading { get; init; } = "h2";

    public LessonPicture? Picture { get; init; }

    /// <summary>How long it takes, for a lesson of the course; null for another notebook.</summary>
    public string? Time { get; init; }

    public int Minutes { get; init; }
    public required string CellCount { get; init; }
    public string Exercises { get; init; } = "";

    // How its run ended, in the index of a report.
    public string? Status { get; init; }
    public string? RunTime { get; init; }
    public string? Problem { get; init; }
    public string? NotRun { get; init; }

    /// <summary>The card of a notebook.</summary>
    /// <param name="outline">What the course says of it.</param>
    /// <param name="exercises">The names of its exercises, with a space between them.</param>
    public static LessonCard Of(ReportPage page, CourseOutline outline, string exercises = "")
    {
        var lesson = outline.Find(page.Name);
        int codeCells = page.Notebook.Cells.Count(cell => cell.IsCode), minutes = MinutesOf(page, codeCells, exercises);
        return new()
        {
            Name = page.Name,
            Link = page.Link,
            Title = page.Title,
            Heading = outline.Parts.Count > 0 ? "h3" : "h2",
            Learns = lesson is null ? NotebookText.FirstSentence(page.Notebook) : NotebookText.FirstParagraph(page.Notebook),
            Needs = lesson is null ? null : new MarkdownHtml(page.Folder).Render(lesson.Needs).Replace("<p>", "").Replace("</p>", ""),
            Picture = lesson is null ? null : LessonPicture.Of(page.Notebook, page.Folder, lesson.Picture),
            Time = lesson is null ? null : $"about {minutes} min",
            Minutes = lesson is null ? 0 : minutes,
            CellCount = PageFacts.Count(codeCells, "code cell"),
            Exercises = exercises,
        };
    }

    /// <summary>The cards in the parts of the course, in the course's order; what it does not name comes last.</summary>
    public static IReadOnlyList<LessonPart> InParts(IReadOnlyList<LessonCard> cards, CourseOutline outline)
    {
        List<LessonPart> parts = [.. outline.Parts.Select(part => new LessonPart(
            part.Title,
            [.. part.Lessons.Select(lesson => cards.FirstOrDefault(card => card.Name == lesson.Name)).OfType<LessonCard>()]))];
        LessonCard[] others = [.. cards.Where(card => outline.Find(card.Name) is null)];
        if (others.Length > 0) parts.Add(new(parts.Count > 0 ? "Other notebooks" : null, others));
        return [.. parts.Where(part => part.Lessons.Count > 0)];
    }

    /// <summary>The time of a whole course; null where no card has one.</summary>
    public static string? TotalTime(IReadOnlyList<LessonCard> cards) =>
        cards.Sum(card => card.Minutes) is > 0 and var minutes
            ? $"{PageFacts.Count(cards.Count, "lesson")}, about {PageFacts.Count((int)Math.Round(minutes / 60.0), "hour")}: reading at "
                + $"{WordsPerMinute} words a minute, {MinutesPerCell} minute for each code cell, {MinutesPerExercise} for each exercise"
            : null;

    private static int MinutesOf(ReportPage page, int codeCells, string exercises)
    {
        int words = page.Notebook.Cells.Where(cell => cell.IsMarkdown).Sum(cell => Words(cell.Source).Length);
        double minutes = (words / WordsPerMinute) + (MinutesPerCell * codeCells) + (MinutesPerExercise * Words(exercises).Length);
        return RoundedTo * (int)Math.Ceiling(minutes / RoundedTo);
    }

    private static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}

internal sealed record LessonPart(string? Title, IReadOnlyList<LessonCard> Lessons);
