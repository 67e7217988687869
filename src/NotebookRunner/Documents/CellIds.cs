namespace NotebookRunner.Documents;

/// <summary>
/// The cell ids that nbformat 4.5 asks for. A cell keeps the id it came with; any other gets one derived from its text
/// and how often that text occurred before, so that the same notebook always has the same ids and a new cell changes
/// no other cell's id.
/// </summary>
/// <remarks>The rules for ids: Jupyter Enhancement Proposal 62.</remarks>
internal static partial class CellIds
{
    /// <summary>One id a cell, in order, all different.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<Cell> cells)
    {
        var taken = new HashSet<string>();
        string?[] kept = [.. cells.Select(cell => cell.Id is { } id && ValidId().IsMatch(id) && taken.Add(id) ? id : null)];
        return [.. cells.Select((cell, i) => kept[i]
            ?? Enumerable.Range(0, int.MaxValue).Select(occurrence => Derive(cell, occurrence)).First(taken.Add))];
    }

    private static string Derive(Cell cell, int occurrence) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{cell.Language}\n{occurrence}\n{cell.Source}")))[..8];

    [GeneratedRegex(@"^[a-zA-Z0-9_-]{1,64}\z")]
    private static partial Regex ValidId();
}
