namespace NotebookRunner.Execution;

public enum Outcome
{
    Passed,

    /// <summary>A cell failed, or the notebook could not be read or run.</summary>
    Failed,

    /// <summary>The notebook needs something that is not there, such as a package that is not on the feed.</summary>
    NotRun,
    Cancelled,
}

/// <summary>What a run of a notebook gave.</summary>
/// <param name="Path">The file.</param>
/// <param name="Notebook">Its cells with their outputs, execution counts and times.</param>
public sealed record NotebookResult(string Path, Notebook Notebook, Outcome Outcome, TimeSpan Elapsed)
{
    /// <summary>The index of the cell that failed; null if none did.</summary>
    public int? FailedCell { get; init; }

    /// <summary>Why it did not pass, in a sentence; null if it passed, or a cell says it.</summary>
    public string? Reason { get; init; }

    /// <summary>That of a notebook that could not be read, or was not to run.</summary>
    internal static NotebookResult Unread(string path, Outcome outcome, string reason) =>
        new(path, new Notebook([]), outcome, TimeSpan.Zero) { Reason = reason };
}
