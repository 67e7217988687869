using System.Text;

namespace Backprop;

/// <summary>Whether a training is in order.</summary>
public enum TrainingVerdict
{
    /// <summary>It reaches what the data allow, as far as that can be measured.</summary>
    Healthy,

    /// <summary>It falls short, and the findings say why; or it cannot work as it is set up.</summary>
    Ill,

    /// <summary>It falls short and no finding explains it, or there is nothing to compare it with.</summary>
    CannotSay,
}

/// <summary>What was found out about a training.</summary>
public sealed partial record TrainingCheckReport
{
    internal TrainingCheckReport(TrainingVerdict verdict, string summary, IReadOnlyList<TrainingFinding> findings, TrainingHistory? history)
    {
        Verdict = verdict;
        Summary = summary;
        Findings = findings;
        History = history;
    }

    /// <summary>Healthy, ill, or cannot say.</summary>
    public TrainingVerdict Verdict { get; }

    /// <summary>What the training reached and what the data allow, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>What is wrong, the weightiest first; empty for a healthy training.</summary>
    public IReadOnlyList<TrainingFinding> Findings { get; }

    /// <summary>The training that was examined; null where none could start.</summary>
    public TrainingHistory? History { get; }

    /// <summary>
    /// The training with all proposed changes that it took, ready to run; null without a change, or where none was tried.
    /// </summary>
    public TrainingSetup? Proposal { get; init; }

    /// <summary>
    /// The changes of the proposal, in the order in which they are made: those of the findings, and those of what showed once they were
    /// made.
    /// </summary>
    public IReadOnlyList<TrainingChange> Changes { get; init; } = [];

    /// <summary>How the training with all proposed changes went; null where none was tried.</summary>
    public TrainingProof? Proof { get; init; }

    /// <summary>Whether a finding has this name, such as <c>dead ReLU</c>.</summary>
    public bool Has(string fault) => Findings.Any(finding => string.Equals(finding.Fault, fault, StringComparison.OrdinalIgnoreCase));

    /// <summary>Does nothing unless the training is ill: for use in a test of one's own.</summary>
    /// <exception cref="TrainingCheckException">The training is ill; the message is the report.</exception>
    public void ThrowIfIll()
    {
        if (Verdict == TrainingVerdict.Ill) throw new TrainingCheckException(this);
    }

    /// <summary>The report for a terminal, a log or a test failure.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{VerdictWords}. {Summary}");
        for (int i = 0; i < Findings.Count; i++)
            Write(text, i + 1, Findings[i]);
        if (Proof is not { } proof || (Changes.Count == 1 && Findings.Any(finding => finding.Proof == proof))) return text.ToString();
        foreach (var change in LaterChanges)
            text.Append($"\nThen still: {change.Code}");
        return text.Append($"\n{(Changes.Count == 1 ? "With the change" : "All changes together")}: {Sentence(proof)}").ToString();
    }

    /// <summary>The changes of the proposal that no finding names: of what showed only once the others were made.</summary>
    internal IEnumerable<TrainingChange> LaterChanges =>
        Changes.Where(change => Findings.All(finding => finding.Change?.Code != change.Code));

    internal string VerdictWords => Verdict switch
    {
        TrainingVerdict.Healthy => "The training is healthy",
        TrainingVerdict.Ill => "The training is ill",
        _ => "Cannot say what is wrong with the training, if anything",
    };

    internal static string Sentence(TrainingProof proof) =>
        $"{proof.Measure} {NumberFormat.Single(proof.Before)} → "
            + $"{NumberFormat.Single(proof.After)}{Worth(proof)}.";

    private static string Worth(TrainingProof proof) =>
        proof.Heals ? ", and nothing is left to find" : proof.Helps ? ", which is better but not all" : ", which does not help alone";

    private static void Write(StringBuilder text, int number, TrainingFinding finding)
    {
        text.Append($"\n\n{number}. {Capital(finding.Fault)}{(finding.Where.Length == 0 ? "" : $" ({finding.Where})")}: {finding.What}");
        if (finding.Evidence.Count > 0)
        {
            text.Append("\n   Evidence: ")
                .AppendJoin("; ", finding.Evidence.Select(evidence => $"{evidence.Name}: {NumberFormat.Single(evidence.Value)}"))
                .Append('.');
        }

        text.Append($"\n   Why: {finding.Why}");
        if (finding.Change is { } change) text.Append($"\n   Change: {change.Code}");
        if (finding.Proof is { } proof) text.Append($"\n   Tried: {Sentence(proof)}");
    }

    internal static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}

/// <summary>A training is ill; the message is the report.</summary>
/// <param name="report">The report.</param>
public sealed class TrainingCheckException(TrainingCheckReport report) : Exception(report?.ToString())
{
    /// <summary>The report.</summary>
    public TrainingCheckReport Report { get; } = report!;
}
