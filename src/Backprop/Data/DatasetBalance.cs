using System.Runtime.InteropServices;

namespace Backprop;

/// <content>Classes that are equally frequent.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// The samples with those of rarer targets repeated until each target is as frequent as the most frequent one, in random order, so that
    /// a loss, which is a mean over samples, counts every class alike.
    /// </summary>
    /// <param name="seed">The same seed gives the same order.</param>
    /// <example><code>var balanced = data.Balanced(seed: 1);</code></example>
    public Dataset Balanced(uint seed)
    {
        int[][] groups = [.. Enumerable.Range(0, Count).GroupBy(TargetsOf).Select(group => group.ToArray())];
        int most = groups.Max(group => group.Length);
        int[] chosen = [.. groups.SelectMany(group => Enumerable.Range(0, most).Select(i => group[i % group.Length]))];
        new RandomState(seed).Shuffle<int>(chosen);
        return Select($"{Name}, balanced", chosen);

        string TargetsOf(int sample) => Convert.ToBase64String(MemoryMarshal.AsBytes(Targets.Row(sample)));
    }
}
