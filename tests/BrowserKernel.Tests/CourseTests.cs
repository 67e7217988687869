namespace BrowserKernel.Tests;

/// <summary>
/// All of the course: every lesson runs in a browser, from the site and from the one file, and shows what it shows in the runner.
/// </summary>
[Collection("course")]
public sealed class CourseTests(CourseSite course)
{
    /// <summary>Sums are added in another order there, so the last digits may differ.</summary>
    private const double Tolerance = 1e-3;

    /// <summary>What is below it is rounding, of which no digit need agree.</summary>
    private const double Rounding = 1e-6;

    /// <summary>
    /// The lessons that are run without being asked for; C# is interpreted in a page, and some lessons train for minutes there.
    /// </summary>
    private static readonly string[] quick =
    [
        "00-start-here", "01-initialize", "02-forward", "03-loss", "03a-autodiff", "04-backward", "05-update", "06-train",
        "07-gradient-check", "09-learning-rate", "17-beyond-one-machine",
    ];

    /// <summary>
    /// Cells in which the last digit of a sum decides what is shown, so that two processors differ too, and why. Of them only the words
    /// are compared.
    /// </summary>
    private static readonly Dictionary<(string Lesson, int Cell), string> undecided = new()
    {
        [("07-gradient-check", 12)] = "right entries are listed by their errors, which are rounding of 1e-15",
        [("07-gradient-check", 13)] = "as in cell 12",
        [("08-spot-the-bug", 6)] = "as in cell 7",
        [("08-spot-the-bug", 7)] = "right entries are listed by their errors, which are rounding of 1e-15",
        [("08-spot-the-bug", 9)] = "as in cell 7",
        [("08-spot-the-bug", 10)] = "as in cell 7",
        [("08-spot-the-bug", 13)] = "as in cell 7",
        [("09-learning-rate", 15)] = "the best of ten rates for each seed: near the largest that holds, 1000 epochs make a last digit a loss",
        [("12-deep", 11)] = "accuracies of deep networks after hundreds of steps at large rates: a last digit moves some points",
        [("12-deep", 13)] = "as in cell 11",
        [("11-optimizers", 8)] = "the best of some rates, at which a last digit becomes another loss within 100 epochs",
    };

    private static readonly bool runsAll = Environment.GetEnvironmentVariable("NOTEBOOKS_ALL") == "1";

    [Theory]
    [MemberData(nameof(CourseSite.Lessons), MemberType = typeof(CourseSite))]
    public async Task Every_lesson_of_the_site_runs_and_shows_the_numbers_of_the_runner(string lesson)
    {
        Assert.SkipUnless(runsAll || quick.Contains(lesson), "Set NOTEBOOKS_ALL=1 to run every lesson in the page.");
        await using var page = await course.OpenAsync($"{course.Address}{lesson}.html", isShared: true);
        await RunAllAsync(lesson, page);
    }

    [Theory]
    [MemberData(nameof(CourseSite.Lessons), MemberType = typeof(CourseSite))]
    public async Task Every_lesson_of_the_one_file_runs_and_shows_the_numbers_of_the_runner(string lesson)
    {
        Assert.SkipUnless(runsAll || lesson == "02-forward", "Set NOTEBOOKS_ALL=1 to run every lesson in the page.");
        await using var page = await course.OpenAsync($"{course.CourseFile}#{lesson}", isShared: true);
        await page.WaitAsync("window.lesson !== undefined");
        await RunAllAsync(lesson, page);
    }

    [Fact]
    public async Task The_list_of_the_one_file_leads_to_a_lesson_and_back()
    {
        await using var page = await course.OpenAsync(course.CourseFile);

        await page.Page.ClickAsync("a[href='02-forward.html']");
        await page.WaitAsync("window.lesson !== undefined");
        string title = await page.EvaluateAsync<string>("document.title");
        await page.Page.GoBackAsync();
        await page.WaitAsync("!document.getElementById('list').hidden");

        Assert.Contains("Forward", title, StringComparison.Ordinal);
        Assert.Contains("step by step", await page.EvaluateAsync<string>("document.title"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_files_are_no_larger_than_promised()
    {
        Assert.SkipWhen(course.Missing is not null, course.Missing ?? "");
        var runtime = new FileInfo(Path.Combine(course.SiteFolder, "assets", "runtime.pack"));
        var file = new FileInfo(new Uri(course.CourseFile).LocalPath);

        Assert.InRange(runtime.Length, 1, 8_000_000);
        Assert.InRange(file.Length, 1, 20_000_000);
    }

    /// <summary>What goes over the network until all figures and players are drawn, as GitHub Pages and <c>--serve</c> send it.</summary>
    [Theory]
    [MemberData(nameof(CourseSite.Lessons), MemberType = typeof(CourseSite))]
    public async Task A_page_that_is_only_read_loads_at_most_one_and_a_half_megabytes(string lesson)
    {
        await using var page = await course.OpenAsync($"{course.Address}{lesson}.html");
        await page.DrawnAsync();

        long loaded = await page.EvaluateAsync<long>("""
            [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
              .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
            """);

        Assert.InRange(loaded, 100_000, 1_500_000);
    }

    private static async Task RunAllAsync(string lesson, LessonPage page)
    {
        string[] recorded = await page.OutputsAsync();

        await page.PressAsync("run-all");
        await page.WaitAsync();

        Assert.Equal(
            "", await page.EvaluateAsync<string>(
                "[...document.querySelectorAll('.cell.failed')].map(cell => cell.id + ': ' + cell.querySelector('.outputs').innerText).join('\\n')"));
        string[] shown = await page.OutputsAsync();
        for (int i = 0; i < shown.Length; i++)
        {
            // Nothing is recorded of a lesson whose twin is behind.
            if (recorded[i].Length == 0 || shown[i].StartsWith("A page has no files", StringComparison.Ordinal)) continue;
            if (undecided.ContainsKey((lesson, i + 1))) Assert.Equal(LessonPage.Words(recorded[i]), LessonPage.Words(shown[i]));
            else AssertSameNumbers(i + 1, recorded[i], shown[i]);
        }
    }

    private static void AssertSameNumbers(int cell, string recorded, string shown)
    {
        double[] expected = LessonPage.Numbers(recorded), actual = LessonPage.Numbers(shown);
        Assert.True(expected.Length == actual.Length, $"cell {cell} shows other numbers:\n{shown}\nin the runner:\n{recorded}");
        for (int i = 0; i < expected.Length; i++)
        {
            double difference = Math.Abs(expected[i] - actual[i]);
            Assert.True(
                difference <= Math.Max(Rounding, Tolerance * Math.Abs(expected[i])),
                $"cell {cell} shows {actual[i]} where the runner shows {expected[i]}:\n{shown}\nin the runner:\n{recorded}");
        }
    }
}
