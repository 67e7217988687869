namespace NotebookRunner.Execution;

/// <summary>What the process of a notebook is asked to do; a line of JSON.</summary>
/// <param name="FirstCell">The index of the first cell to run: what the cells before it defined is there from an earlier job.</param>
/// <param name="AllowErrors">Whether the notebook goes on after a cell that fails.</param>
internal sealed record NotebookJob(Notebook Notebook, int FirstCell, string Folder, bool AllowErrors = false);

/// <summary>Cells by their numbers, both included.</summary>
internal sealed record CellRange(int First, int Last)
{
    public bool Contains(int number) => number >= First && number <= Last;

    /// <summary>Reads <c>3</c>, <c>3-7</c>, <c>3-</c> or <c>-7</c>; null for anything else.</summary>
    public static CellRange? Parse(string text)
    {
        string[] ends = text.Split('-');
        return ends.Length <= 2 && text.Trim('-').Length > 0
            && Number(ends[0], 1) is >= 1 and var first && Number(ends[^1], int.MaxValue) is { } last && last >= first
            ? new CellRange(first, last)
            : null;

        static int? Number(string end, int ifEmpty) => end.Length == 0 ? ifEmpty
            : int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}

/// <summary>How jobs and events are written, known when the program is built: to find it out takes longer than a short cell.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(NotebookJob))]
[JsonSerializable(typeof(RunEvent))]
internal sealed partial class WorkerJson : JsonSerializerContext;
