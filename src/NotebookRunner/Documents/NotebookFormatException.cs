namespace NotebookRunner.Documents;

/// <summary>A file that cannot be read, or a notebook that cannot be written, in a notebook format.</summary>
/// <param name="problem">What is wrong, and what would be right.</param>
/// <param name="line">The line of the file, from 1, where known.</param>
/// <param name="file">The file, as the caller named it, where known.</param>
public sealed class NotebookFormatException(string problem, int? line = null, string? file = null, Exception? inner = null)
    : Exception((file, line) switch
    {
        (null, null) => problem,
        (null, _) => $"line {line}: {problem}",
        (_, null) => $"{file}: {problem}",
        _ => $"{file}({line}): {problem}",
    }, inner)
{
    /// <summary>What is wrong, without the place.</summary>
    public string Problem { get; } = problem;

    public int? Line { get; } = line;

    /// <summary>The same problem, told with the file it was found in.</summary>
    internal NotebookFormatException In(string path) => new(Problem, Line, path, InnerException);
}
