using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Commands;

/// <summary>The results of a run in a file for other programs: JUnit's XML (.xml), which CI systems show, or JSON (.json).</summary>
internal static class RunResults
{
    /// <summary>Writes the results; the extension says how.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(IReadOnlyList<NotebookResult> results, string path) =>
        AtomicFile.Write(path, IsXml(path) ? JUnit(results) : Json(results));

    /// <summary>Whether a file of this name can be written.</summary>
    public static bool IsKnown(string path) => IsXml(path) || Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase);

    private static bool IsXml(string path) => Path.GetExtension(path).Equals(".xml", StringComparison.OrdinalIgnoreCase);

    /// <summary>A suite a notebook, a case a cell. What no cell is to blame for is a case called "notebook".</summary>
    private static string JUnit(IReadOnlyList<NotebookResult> results) => new XDocument(new XElement("testsuites", results.Select(result =>
    {
        string name = Path.GetFileNameWithoutExtension(result.Path);
        List<XElement> cases = [.. Cells(result).Select(cell => new XElement("testcase",
            new XAttribute("classname", name), new XAttribute("name", $"cell {cell.Number}"), new XAttribute(
                "time", Seconds(cell.Time ?? TimeSpan.Zero)),
            cell.Index == result.FailedCell ? Failure(cell.Error) : cell.Time is null ? new XElement("skipped") : null))];
        if (result.FailedCell is null && result.Outcome != Outcome.Passed)
        {
            var why = result.Outcome == Outcome.Failed
                ? new XElement("failure", new XAttribute("message", Text(result.Reason)))
                : new XElement("skipped", new XAttribute("message", Text(result.Reason)));
            cases.Add(
                new XElement("testcase", new XAttribute("classname", name), new XAttribute("name", "notebook"), new XAttribute("time", "0"),
                why));
        }
        return new XElement("testsuite", new XAttribute("name", name), new XAttribute("tests", cases.Count),
            new XAttribute("failures", cases.Count(c => c.Element("failure") is not null)), new XAttribute(
                "skipped", cases.Count(c => c.Element("skipped") is not null)),
            new XAttribute("time", Seconds(result.Elapsed)), cases);
    }))).ToString();

    private static XElement Failure(ErrorOutput? error) =>
        new("failure", new XAttribute("type", Text(error?.Name)), new XAttribute("message", Text(error?.Message)),
            Text(string.Join('\n', error?.Traceback ?? [])));

    private static string Json(IReadOnlyList<NotebookResult> results) => new JsonArray([.. results.Select(result => new JsonObject
    {
        ["notebook"] = result.Path,
        ["outcome"] = JsonNamingPolicy.CamelCase.ConvertName(result.Outcome.ToString()),
        ["seconds"] = result.Elapsed.TotalSeconds,
        ["reason"] = result.Reason,
        ["cells"] = new JsonArray([.. Cells(result).Select(cell => new JsonObject
        {
            ["number"] = cell.Number,
            ["seconds"] = cell.Time?.TotalSeconds,
            ["error"] = cell.Error is null ? null : new JsonObject
            {
                ["name"] = cell.Error.Name,
                ["message"] = cell.Error.Message,
                ["traceback"] = new JsonArray([.. cell.Error.Traceback.Select(line => JsonValue.Create(line))]),
            },
        })]),
    })]).ToJsonString(NotebookJson.Indented) + "\n";

    private static IEnumerable<(int Index, int Number, TimeSpan? Time, ErrorOutput? Error)> Cells(NotebookResult result) =>
        result.Notebook.Cells.Index().Where(cell => cell.Item.IsCode).Select((cell, i) => (
            cell.Index, i + 1, result.CellTimes.TryGetValue(cell.Index, out var time)
                ? time : (TimeSpan?)null, cell.Item.Outputs.OfType<ErrorOutput>().LastOrDefault()));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>Text without what XML has no place for.</summary>
    private static string Text(string? text) => string.Concat((text ?? "").Where(System.Xml.XmlConvert.IsXmlChar));
}
