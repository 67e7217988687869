namespace NotebookRunner.Execution;

/// <summary>Charts of Plotly.NET with the same ids in each run instead of random ones: a twin changes only with its notebook.</summary>
internal static partial class PlotlyNetChart
{
    private static int shown;

    /// <summary>The HTML with a fixed id if it is that of a chart; one that is shown twice needs two.</summary>
    public static string WithFixedId(string html) =>
        html.Contains("Plotly.newPlot") ? WithFixedId(html, Interlocked.Increment(ref shown)) : html;

    /// <param name="html">The HTML of a chart.</param>
    /// <param name="number">How many charts the notebook has shown so far.</param>
    internal static string WithFixedId(string html, int number)
    {
        if (!Guid.TryParse(Id().Match(html).Value, out var random)) return html;
        return WithId(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{number} {WithId(Guid.Empty)}")).AsSpan(..16)));

        string WithId(Guid id) => html.Replace($"{random:D}", $"{id:D}").Replace($"{random:N}", $"{id:N}");
    }

    [GeneratedRegex("(?<=<div id=\")[0-9a-f-]{36}(?=\")")]
    private static partial Regex Id();
}
