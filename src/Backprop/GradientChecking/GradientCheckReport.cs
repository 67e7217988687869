using System.Globalization;

namespace Backprop;

/// <summary>The outcome of a gradient check.</summary>
public enum GradientVerdict
{
    /// <summary>Every derivative agrees to within its error.</summary>
    Right,

    /// <summary>At least one derivative is wrong.</summary>
    Wrong,

    /// <summary>The loss or a derivative is NaN or infinite, so nothing can be compared.</summary>
    NotFinite,

    /// <summary>Two evaluations at the same parameters gave different values, so there is no derivative to compare with.</summary>
    NotDeterministic,

    /// <summary>No derivative is wrong, but of at least one the check cannot say whether it is right.</summary>
    Undecided,
}

/// <summary>What a gradient check found, parameter by parameter, and what it means.</summary>
public sealed partial record GradientCheckReport
{
    internal GradientCheckReport(
        string subject, GradientVerdict verdict, GradientDiagnosis diagnosis, DifferentiationMethod method,
        IReadOnlyList<GradientEntry> entries, long evaluations, FastCheck? fast = null)
    {
        Subject = subject;
        Verdict = verdict;
        Diagnosis = diagnosis;
        Method = method;
        Entries = entries;
        Evaluations = evaluations;
        Fast = fast;
    }

    /// <summary>What was checked, in words.</summary>
    public string Subject { get; }

    /// <summary>Right, wrong, not finite, not deterministic or undecided.</summary>
    public GradientVerdict Verdict { get; }

    /// <summary>Whether the gradient is right.</summary>
    public bool Passed => Verdict == GradientVerdict.Right;

    /// <summary>How many derivatives the check could not decide: nobody knows whether they are right.</summary>
    public int Undecided => Count(EntryVerdict.Undecided);

    /// <summary>How many derivatives are 0 in both gradients, so that no mistake could show in them.</summary>
    public int Untested => Entries.Count(entry => entry is { Analytic: 0, Numeric: 0 });

    /// <summary>What is wrong, in words, and what shows it.</summary>
    public GradientDiagnosis Diagnosis { get; }

    /// <summary>How the loss was differentiated.</summary>
    public DifferentiationMethod Method { get; }

    /// <summary>The check of every parameter: W1 row by row, b1, W2, …; empty if a fast check passed.</summary>
    public IReadOnlyList<GradientEntry> Entries { get; }

    /// <summary>The cost: how often the loss was evaluated (a perturbed parameter recomputes only what lies behind it).</summary>
    public long Evaluations { get; }

    /// <summary>The random directions of a fast check; null if there was none.</summary>
    public FastCheck? Fast { get; }

    /// <summary>The largest relative error of a wrong entry, or of all entries if none is wrong.</summary>
    public double WorstRelativeError => Worst(1) is [var worst] ? worst.RelativeError : Fast?.WorstRelativeError ?? 0;

    /// <summary>One row a layer; empty for a function of a vector.</summary>
    public IReadOnlyList<GradientLayerSummary> Layers =>
        [.. Entries.Where(entry => entry.Layer > 0).GroupBy(entry => entry.Layer).Select(Summarize)];

    /// <summary>The entries with the largest errors: wrong ones first, then by relative error.</summary>
    public IReadOnlyList<GradientEntry> Worst(int count) =>
        [.. Entries.OrderByDescending(entry => Severity(entry.Verdict)).ThenByDescending(entry => entry.RelativeError).Take(count)];

    /// <summary>The entries with a verdict.</summary>
    public IReadOnlyList<GradientEntry> With(EntryVerdict verdict) => [.. Entries.Where(entry => entry.Verdict == verdict)];

    /// <summary>The relative errors of every layer in the shape of its parameters.</summary>
    public IReadOnlyList<GradientHeatmap> Heatmaps =>
        [.. Entries.Where(entry => entry.Layer > 0).GroupBy(entry => entry.Layer).Select(Heatmap)];

    /// <summary>Does nothing if the gradient is right: for use in a test of one's own.</summary>
    /// <exception cref="GradientCheckException">The gradient is not right, or the check could not decide; the message says how and
    /// why.</exception>
    public void ThrowIfFailed()
    {
        if (!Passed) throw new GradientCheckException(this);
    }

    /// <summary>One paragraph for a log or a test failure.</summary>
    public override string ToString()
    {
        string counts = Entries.Count == 0
            ? ""
            : $" Wrong: {Count(EntryVerdict.Wrong) + Count(EntryVerdict.NotFinite)} of {Entries.Count} derivatives{Others()}.";
        string worst = Verdict is GradientVerdict.Wrong or GradientVerdict.NotFinite && Worst(1) is [var entry]
            ? $" Worst: {entry.Name} analytic {Number(entry.Analytic, 9)}, numeric {Number(entry.Numeric, 9)} "
                + $"± {Number(entry.ErrorEstimate, 2)}, relative error {Number(entry.RelativeError, 3)}."
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Gradient check {Outcome}: {Subject}. {Diagnosis}{counts}{worst} ({Words.Of(Method)}, {Evaluations} evaluations.)");
    }

    /// <summary>A number with some significant digits, its power of ten as everywhere: 9.6e-16.</summary>
    private static string Number(double value, int digits) =>
        value.ToString($"g{digits}", CultureInfo.InvariantCulture).Replace("e-0", "e-", StringComparison.Ordinal);

    private int Count(EntryVerdict verdict) => Entries.Count(entry => entry.Verdict == verdict);

    /// <summary>passed, FAILED or undecided.</summary>
    internal string Outcome => Verdict switch
    {
        GradientVerdict.Right => "passed",
        GradientVerdict.Undecided => "undecided",
        _ => "FAILED",
    };

    private string Others() => (Count(EntryVerdict.Kink) is var kinks and > 0 ? $", {kinks} on a kink" : "")
        + (Undecided > 0 ? $", {Undecided} undecided" : "");

    private static int Severity(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.NotFinite => 3,
        EntryVerdict.Wrong => 2,
        EntryVerdict.Undecided => 1,
        _ => 0,
    };

    private static GradientLayerSummary Summarize(IGrouping<int, GradientEntry> layer)
    {
        double Norm(Func<GradientEntry, double> of) => Math.Sqrt(layer.Sum(entry => of(entry) * of(entry)));
        int Wrong(bool bias) => layer.Count(entry => entry.IsBias == bias && entry.Verdict is EntryVerdict.Wrong or EntryVerdict.NotFinite);
        var worst = layer.OrderByDescending(entry => Severity(entry.Verdict)).ThenByDescending(entry => entry.RelativeError).First();
        int Of(EntryVerdict verdict) => layer.Count(entry => entry.Verdict == verdict);
        return new(layer.Key, layer.Count(), Wrong(bias: false), Wrong(bias: true), Of(EntryVerdict.Kink), worst,
            Norm(entry => entry.Analytic), Norm(entry => entry.Numeric), Of(EntryVerdict.Undecided));
    }

    private static GradientHeatmap Heatmap(IGrouping<int, GradientEntry> layer)
    {
        double[] weights = [.. layer.Where(entry => !entry.IsBias).Select(entry => entry.RelativeError)];
        double[] bias = [.. layer.Where(entry => entry.IsBias).Select(entry => entry.RelativeError)];
        return new(layer.Key, new Matrix(weights.Length / bias.Length, bias.Length, weights), new Vector(bias));
    }
}
