namespace NotebookRunner.Execution;

/// <summary>How a cell, or a part of one, ended.</summary>
internal abstract record CellEnd
{
    /// <summary>It ran.</summary>
    public sealed record Succeeded : CellEnd;

    /// <summary>It failed; the error is among its outputs.</summary>
    public sealed record Failed : CellEnd;

    /// <summary>The notebook cannot go on here, without a mistake in it.</summary>
    public sealed record Stopped(string Reason) : CellEnd;

    public static readonly CellEnd Success = new Succeeded();

    public static readonly CellEnd Failure = new Failed();
}
