namespace NotebookRunner.Reports;

/// <summary>The page that lists the notebooks of one run.</summary>
public static class IndexPage
{
    public static string Render(IReadOnlyList<ReportPage> pages)
    {
        int failed = pages.Count(page => page.Status == "failed");
        int notRun = pages.Count(page => page.Status == "not run");
        var outline = CourseOutline.Read(pages[0].Folder);
        LessonCard[] cards = [.. pages.Select(page => LessonCard.Of(page, outline) with
        {
            Status = page.Status,
            RunTime = PageFacts.Duration(page.Result.Elapsed),
            Problem = page.Problem,
            NotRun = page.NotRun,
        })];
        var needs = PageNeeds.OfIndex(cards);
        return PageTemplate.Fill("index", new
        {
            PageTemplate.ContentSecurityPolicy,
            Title = "Lessons",
            Status = failed == 0 ? "passed" : "failed",
            Summary = (failed == 0
                ? $"{PageFacts.Count(pages.Count - notRun, "notebook")} passed"
                : $"{failed} of {PageFacts.Count(pages.Count, "notebook")} failed") + (notRun == 0 ? "" : $", {notRun} not run"),
            TotalTime = PageFacts.Duration(TimeSpan.FromTicks(pages.Sum(page => page.Result.Elapsed.Ticks))),
            Styles = needs.Styles.Select(Asset.StyleSheet).ToArray(),
            BodyScripts = needs.BodyScripts.Select(Asset.Text).ToArray(),
            Parts = LessonCard.InParts(cards, outline),
        });
    }
}
