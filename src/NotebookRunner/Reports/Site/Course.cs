namespace NotebookRunner.Reports.Site;

/// <summary>The course whose cells run in the page: as a static site, and as one file that needs nothing else.</summary>
/// <param name="runtime">What runs the cells; see <see cref="RuntimePack"/>.</param>
/// <param name="workerScript">The script around it.</param>
/// <param name="outline">The course's order in parts, and what each lesson needs.</param>
/// <param name="bundles">The bundles of plotly.js that figures ask for, compressed, by their names.</param>
internal sealed class Course(
    IReadOnlyList<ReportPage> pages, CourseOutline outline, byte[] runtime, string workerScript,
    IReadOnlyDictionary<string, byte[]> bundles)
{
    private const string Title = "Gradient descent and backpropagation, step by step";
    private const string Introduction =
        "Every cell of these lessons can be edited and run in the page. Nothing is installed, and nothing leaves this machine.";

    private const string Policy =
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; worker-src blob:; style-src 'self' 'unsafe-inline'; " +
        "connect-src 'self' data:; img-src 'self' data: blob:; media-src data: blob:; font-src 'self' data:; default-src 'none'; "
            + "form-action 'none'; base-uri 'none'; " +
        "require-trusted-types-for 'script'";

    private static readonly string[] styles = ["vendor/codemirror/codemirror.css", "notebook/notebook.css"];
    private static readonly string[] editor = ["vendor/codemirror/codemirror.js", "vendor/codemirror/clike.js",
        "vendor/codemirror/matchbrackets.js"];
    private static readonly string[] scripts = ["storage.js", "session.js", "outputs.js", "editor.js", "download.js", "lesson.js"];

    private readonly PageView[] lessons = [.. pages.Select(page =>
        new PageView(page with { Result = page.Result with { Notebook = WithoutHeavyCharts(page.Notebook) } }))];
    private readonly string shared = PageTemplate.Fill("scripts", new { WorkerScript = workerScript });

    public void WriteSite(string folder)
    {
        var site = new SiteFolder(folder);
        string runtimeLink = site.Link("runtime.pack", runtime);
        string editorLinks = string.Join('\n', editor.Select(site.Link));
        var bundleLinks = bundles.Select(bundle => new { Name = bundle.Key, Link = site.Link($"plotly-{bundle.Key}.pack", bundle.Value) })
            .ToArray();
        var cards = Cards;
        Write("index.html", Title, "index", Index(cards), PageNeeds.OfIndex(cards));
        foreach (var lesson in lessons) Write(lesson.Page.Name + ".html", lesson.Page.Title, "report", Lesson(lesson), lesson.Needs);

        void Write(string name, string title, string kind, string body, PageNeeds needs) => site.Write(name, PageTemplate.Fill("site", new
        {
            ContentSecurityPolicy = Policy,
            Title = title,
            Kind = kind,
            Body = body,
            Scripts = shared,
            RuntimeLink = runtimeLink,
            RuntimeSize = runtime.Length,
            EditorLinks = editorLinks,
            Bundles = bundleLinks,
            StyleLinks = needs.Styles.Concat(styles).Select(site.Link).ToArray(),
            HeadScriptLinks = needs.HeadScripts.Select(site.Link).ToArray(),
            BodyScriptLinks = needs.BodyScripts.Append("report.js").Distinct().Concat(scripts.Append("site.js").Select(InFolder))
                .Select(site.Link).ToArray(),
        }));
    }

    public void WriteFile(string path)
    {
        var needs = lessons.Select(lesson => lesson.Needs).ToArray();
        AtomicFile.Write(path, PageTemplate.Fill("course", new
        {
            ContentSecurityPolicy = Policy,
            Title,
            Index = Index(Cards),
            Scripts = shared,
            RuntimeSize = runtime.Length,
            Runtime = Convert.ToBase64String(runtime),
            Bundles = bundles.Select(bundle => new { Name = bundle.Key, Content = Convert.ToBase64String(bundle.Value) }).ToArray(),
            Lessons = lessons.Select(lesson => new { lesson.Page.Name, Content = RuntimePack.Packed(Lesson(lesson)) }).ToArray(),
            Styles = needs.SelectMany(need => need.Styles).Append("index.css").Concat(styles).Distinct().Select(Asset.StyleSheet).ToArray(),
            HeadScripts = needs.SelectMany(need => need.HeadScripts).Distinct().Select(Asset.Text).ToArray(),
            BodyScripts = needs.SelectMany(need => need.BodyScripts).Distinct().Concat(editor)
                .Concat(scripts.Append("course.js").Select(InFolder)).Select(Asset.Text).ToArray(),
        }));
    }

    /// <summary>The lessons for the list of them.</summary>
    private LessonCard[] Cards => [.. pages.Zip(lessons, (page, lesson) => LessonCard.Of(page, outline, lesson.Exercises))];

    private string Index(LessonCard[] cards) => PageTemplate.Fill("lessons", new
    {
        Title,
        Introduction,
        Time = LessonCard.TotalTime(cards),
        Exercises = string.Join(' ', cards.Select(card => card.Exercises).Where(names => names.Length > 0)),
        Parts = LessonCard.InParts(cards, outline),
    });

    /// <summary>A lesson's part of the page; plotly.js is in the page already.</summary>
    private static string Lesson(PageView lesson) => PageNeeds.WithoutPlotlyJs(PageTemplate.Fill("lesson", lesson));

    private static string InFolder(string script) => "notebook/" + script;

    /// <summary>Plotly.NET draws only with all of plotly.js, and no page can run it: of its charts the image stays.</summary>
    private static Notebook WithoutHeavyCharts(Notebook notebook) => notebook with
    {
        Cells = [.. notebook.Cells.Select(cell => cell with
        {
            Outputs = [.. cell.Outputs.Select(output => output is DisplayOutput { Data: var data }
                && data.GetValueOrDefault("text/html", "").Contains("Plotly.newPlot")
                && data.Keys.Any(type => type.StartsWith("image/", StringComparison.Ordinal))
                ? new DisplayOutput(data.Where(pair => pair.Key != "text/html").ToDictionary())
                : output)],
        })],
    };
}
