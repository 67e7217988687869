using System.Net;

namespace NotebookRunner.Reports;

/// <summary>A picture that stands for a lesson: one that its cells have drawn, or a file.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Source">Its address, which holds it.</param>
internal sealed partial record LessonPicture(string Title, string Source)
{
    /// <summary>The picture of a lesson; null if it has none.</summary>
    /// <param name="wanted">How the picture's title begins, or the path of a file; null for the first picture.</param>
    public static LessonPicture? Of(Notebook notebook, string folder, string? wanted)
    {
        if (wanted is not null && LocalFile.DataUri(folder, wanted, out _) is { } file) return new("", file);
        LessonPicture[] drawn = [.. notebook.Cells.SelectMany(cell => cell.Outputs).OfType<DisplayOutput>().SelectMany(Drawn)];
        return drawn.FirstOrDefault(picture => wanted is null || picture.Title.StartsWith(wanted, StringComparison.Ordinal))
            ?? drawn.FirstOrDefault();
    }

    private static IEnumerable<LessonPicture> Drawn(DisplayOutput output)
    {
        string html = output.Data.GetValueOrDefault("text/html", "");
        foreach (Match figure in StillImage().Matches(html))
            yield return new(WebUtility.HtmlDecode(figure.Groups["title"].Value), figure.Groups["source"].Value);
        foreach (Match diagram in Diagram().Matches(html))
            yield return new(WebUtility.HtmlDecode(diagram.Groups["title"].Value), SvgUri(diagram.Value));
        if (output.Data.TryGetValue("image/svg+xml", out string? svg) && !html.Contains("plotly-figure"))
            yield return new("", SvgUri(svg));
    }

    private static string SvgUri(string svg)
    {
        if (!svg.Contains("xmlns=")) svg = svg.Replace("<svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"");
        return Asset.DataUri("image/svg+xml", Encoding.UTF8.GetBytes(svg));
    }

    [GeneratedRegex("<img class=\"plotly-figure-still\" alt=\"(?<title>[^\"]*)\"[^>]*src=\"(?<source>[^\"]*)\"")]
    private static partial Regex StillImage();

    [GeneratedRegex("<svg[^>]*aria-label=\"(?<title>[^\"]*)\"[^>]*>.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Diagram();
}
