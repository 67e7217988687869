namespace Backprop;

/// <summary>Which rows and columns of a large table are shown: the first and the last ones.</summary>
/// <param name="Rows">The most rows shown.</param>
/// <param name="Columns">The most columns of a group shown.</param>
internal readonly record struct Abridgement(int Rows, int Columns)
{
    /// <summary>
    /// The indices shown of so many; null stands for those left out: two at least, since a single one needs no more room than the gap.
    /// </summary>
    public static int?[] Shown(int count, int most)
    {
        if (count <= most + 1) return [.. Enumerable.Range(0, count).Select(i => (int?)i)];
        int last = Math.Max(1, most / 3);
        int first = most - last;
        return [.. Enumerable.Range(0, first), null, .. Enumerable.Range(count - last, last)];
    }
}
