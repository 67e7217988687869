namespace NotebookRunner.Execution;

/// <summary>
/// The C# that was compiled so far, and where in the notebook it stands: the kernel takes lines that are not C# out of a cell, so that
/// the compiler's line numbers are not always those of the cell.
/// </summary>
internal sealed class Submissions
{
    private readonly Dictionary<string, Submission> known = [];

    /// <summary>Adds code; gives the path under which the compiler is to know it.</summary>
    /// <param name="place">What errors call the cell, such as <c>cell 3</c> or <c>setup.dib cell 1</c>.</param>
    /// <param name="code">The C# of it that is compiled now.</param>
    public string Add(string place, string cell, string code)
    {
        string[] lines = code.Split('\n');
        var submission = new Submission(place, lines, LineNumbers(lines, cell.Split('\n')));
        string path = place;
        for (int again = 2; !known.TryAdd(path, submission); again++)
            path = Invariant($"{place}, part {again}");
        return path;
    }

    /// <summary>The line of a cell at a line that the compiler or a call stack names; null if it is in no cell.</summary>
    /// <param name="path">The path; symbols hold it as one in the notebook's folder.</param>
    /// <param name="index">The line, from 0.</param>
    public CellLine? Find(string? path, int index)
    {
        if (path is null || !known.TryGetValue(Path.GetFileName(path), out var submission)) return null;
        bool exists = index >= 0 && index < submission.Lines.Length;
        return new CellLine(
            submission.Place, exists ? submission.Numbers[index] : index + 1, exists ? submission.Lines[index].TrimEnd('\r') : null);
    }

    /// <summary>For each line of the code, the number of the line of the cell that it is.</summary>
    private static int[] LineNumbers(string[] code, string[] cell)
    {
        int[] numbers = new int[code.Length];
        int next = 0;
        for (int i = 0; i < code.Length; i++)
        {
            int found = Array.FindIndex(cell, next, line => line.TrimEnd() == code[i].TrimEnd());
            numbers[i] = found < 0 ? next + 1 : found + 1;
            if (found >= 0) next = found + 1;
        }
        return numbers;
    }

    private sealed record Submission(string Place, string[] Lines, int[] Numbers);
}

/// <summary>A line of a cell.</summary>
/// <param name="Number">The line, from 1.</param>
/// <param name="Text">What stands there; null if it is not known.</param>
internal sealed record CellLine(string Place, int Number, string? Text)
{
    public override string ToString() => Invariant($"{Place}, line {Number}");
}
