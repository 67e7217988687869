using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>How the run of a notebook ended.</summary>
public enum Outcome
{
    /// <summary>Every cell ran.</summary>
    Passed,

    /// <summary>A cell failed, or the notebook could not be read or run.</summary>
    Failed,

    /// <summary>The notebook needs something that is not there, such as a package that is not on the feed.</summary>
    NotRun,

    /// <summary>The run was cancelled.</summary>
    Cancelled,
}

/// <summary>What a run of a notebook gave.</summary>
/// <param name="Path">The file.</param>
/// <param name="Notebook">Its cells with their outputs and execution counts.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Elapsed">How long all of it took.</param>
public sealed record NotebookResult(string Path, Notebook Notebook, Outcome Outcome, TimeSpan Elapsed)
{
    /// <summary>That of a notebook that could not be read, or was not to run.</summary>
    internal static NotebookResult Unread(string path, Outcome outcome, string reason) =>
        new(path, new Notebook([]), outcome, TimeSpan.Zero) { Reason = reason };

    /// <summary>How long each cell took, by its index among the cells.</summary>
    public IReadOnlyDictionary<int, TimeSpan> CellTimes { get; init; } = new Dictionary<int, TimeSpan>();

    /// <summary>The index of the cell that failed; null if none did.</summary>
    public int? FailedCell { get; init; }

    /// <summary>Why it did not pass, in a sentence; null if it passed.</summary>
    public string? Reason { get; init; }
}
