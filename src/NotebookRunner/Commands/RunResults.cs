using System.Xml;
using System.Xml.Linq;

namespace NotebookRunner.Commands;

/// <summary>The results of a run in a file for other programs: JUnit's XML (.xml), which CI systems show, or JSON (.json).</summary>
internal static class RunResults
{
    /// <summary>Writes the results; the extension says how.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<NotebookResult> results, string path) => AtomicFile.Write(
        path, Path.GetExtension(path).Equals(".xml", StringComparison.OrdinalIgnoreCase) ? JUnit(results) : Json(results));

    /// <summary>Whether a file of this name can be written.</summary>
    public static bool IsKnown(string path) => Path.GetExtension(path).ToLowerInvariant() is ".xml" or ".json";

    private static string JUnit(IReadOnlyList<NotebookResult> results) =>
        new XElement("testsuites", results.Zip(NotebookRun.PageNames(results.Select(result => Text(result.Path))), Suite)).ToString();

    /// <summary>A suite a notebook, called as its page, a case a cell. What no cell is to blame for is a case called "notebook".</summary>
    private static XElement Suite(NotebookResult result, string name)
    {
        List<XElement> cases = [.. Cells(result).Select(cell => Case(
            $"cell {cell.Number}", cell.Time ?? TimeSpan.Zero,
            cell.Index == result.FailedCell ? Problem("failure", cell.Error?.Message, cell.Error)
                : cell.Time is null ? new XElement("skipped") : null))];
        if (result.FailedCell is null && result.Outcome != Outcome.Passed)
        {
            string kind = result.Outcome == Outcome.Failed ? "failure" : "skipped";
            cases.Add(Case("notebook", TimeSpan.Zero, Problem(kind, result.Reason)));
        }
        return new XElement(
            "testsuite", new XAttribute("name", name), new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)),
            new XAttribute("skipped", cases.Count(c => c.Element("skipped") is not null)),
            new XAttribute("time", Seconds(result.Elapsed)), cases);

        XElement Case(string what, TimeSpan time, XElement? problem) => new(
            "testcase", new XAttribute("classname", name), new XAttribute("name", what), new XAttribute("time", Seconds(time)), problem);
    }

    private static XElement Problem(string kind, string? message, ErrorOutput? error = null) => new(
        kind, error is null ? null : new XAttribute("type", Text(error.Name)), new XAttribute("message", Text(message)),
        error is null ? null : Text(string.Join('\n', error.Traceback)));

    private static string Json(IReadOnlyList<NotebookResult> results) => JsonSerializer.Serialize(results.Select(result => new
    {
        notebook = result.Path,
        outcome = JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()),
        seconds = result.Elapsed.TotalSeconds,
        reason = result.Reason,
        cells = Cells(result).Select(cell => new
        {
            number = cell.Number,
            seconds = cell.Time?.TotalSeconds,
            error = cell.Error is null
                ? null
                : new { name = cell.Error.Name, message = cell.Error.Message, traceback = cell.Error.Traceback },
        }),
    }), NotebookJson.Indented) + "\n";

    private static IEnumerable<(int Index, int Number, TimeSpan? Time, ErrorOutput? Error)> Cells(NotebookResult result) =>
        result.Notebook.Cells.Index().Where(cell => cell.Item.IsCode).Select((cell, i) => (
            cell.Index, i + 1, cell.Item.Time, cell.Item.Outputs.OfType<ErrorOutput>().LastOrDefault()));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Text without what XML has no place for.</summary>
    private static string Text(string? text) => string.Concat(CellText.WithoutEscapes(CellText.WellFormed(text ?? ""))
        .Where(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c)));
}
