namespace NotebookRunner.Reports;

/// <summary>How pages spell times and counts.</summary>
internal static class PageFacts
{
    /// <summary>A duration for reading: <c>8 ms</c>, <c>1.3 s</c>, <c>2 min 5 s</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => "< 1 ms",
        { TotalMilliseconds: < 999.5 } => Invariant($"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 59.95 } => Invariant($"{time.TotalSeconds:0.0} s"),
        _ => Invariant($"{(int)time.TotalMinutes} min {time.Seconds} s"),
    };

    /// <summary>A number of things: <c>1 cell</c>, <c>2 cells</c>.</summary>
    public static string Count(int number, string thing) => $"{number} {thing}{(number == 1 ? "" : "s")}";
}
