namespace Backprop;

/// <summary>From the entries to a verdict and the mistake behind it.</summary>
internal static class GradientDiagnoser
{
    /// <summary>The verdict over all entries.</summary>
    public static GradientVerdict Verdict(IReadOnlyList<GradientEntry> entries) =>
        entries.Any(entry => entry.Verdict == EntryVerdict.NotFinite) ? GradientVerdict.NotFinite
        : entries.Any(entry => entry.Verdict == EntryVerdict.Wrong) ? GradientVerdict.Wrong
        : GradientVerdict.Right;

    /// <summary>The diagnosis where nothing is known of the function's inside.</summary>
    public static GradientDiagnosis OfFunction(IReadOnlyList<GradientEntry> entries) => Verdict(entries) switch
    {
        GradientVerdict.Right => new(GradientMistake.None, null, "The gradient is right.", "", []),
        GradientVerdict.NotFinite => new(GradientMistake.NotFinite, null, "A derivative is NaN or infinite.", "", []),
        _ => new(GradientMistake.Unknown, null, "The gradient is wrong.", "", []),
    };
}
