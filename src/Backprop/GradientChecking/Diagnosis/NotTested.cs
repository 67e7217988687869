namespace Backprop;

/// <summary>Says which derivatives no mistake could have shown in, and what data would show it.</summary>
internal static class NotTested
{
    public static string OfNetwork(IReadOnlyList<GradientEntry> entries, BasePass pass)
    {
        var sentences = new List<string>();
        int zeros = entries.Count(entry => entry is { Analytic: 0, Numeric: 0 });
        if (zeros > 0) sentences.Add($"{zeros} of {entries.Count} derivatives are 0 in both: not tested{Why(pass)}.");
        if (entries.Count(entry => entry.IsLost) is var lost and > 0)
        {
            sentences.Add($"{lost} of {entries.Count} derivatives are nothing beside the largest of their layer, and rounding has taken "
                + "their digits: they are what double precision gives, and not tested further.");
        }

        if (pass.Samples == 1) sentences.Add("There is one sample: sums over samples not tested; give at least two.");
        return string.Join(" ", sentences);
    }

    public static string OfFunction(IReadOnlyList<GradientEntry> entries)
    {
        var sentences = new List<string>();
        if (entries.Count(entry => entry is { Analytic: 0, Numeric: 0 }) is var zeros and > 0)
            sentences.Add($"{zeros} of {entries.Count} derivatives are 0 in both: not tested; check at another point.");
        int lost = entries.Count(entry => entry.Verdict == EntryVerdict.Right && entry.Analytic != 0
            && Math.Abs(entry.Numeric) <= entry.ErrorEstimate);
        if (lost > 0)
        {
            sentences.Add($"{lost} of {entries.Count} derivatives are nothing beside the largest and smaller than what rounding of f "
                + "leaves: not tested further.");
        }

        return string.Join(" ", sentences);
    }

    private static string Why(BasePass pass)
    {
        var inputs = pass.Data.Inputs;
        int[] columns = [.. Enumerable.Range(0, inputs.ColumnCount)
            .Where(i => Enumerable.Range(0, inputs.RowCount).All(n => inputs[n, i] == 0))];
        if (columns.Length == inputs.ColumnCount) return "; all inputs are 0: give inputs that are not";
        foreach (var layer in pass.Network.Layers.Skip(1))
        {
            if (!layer.WeightSpan.ContainsAnyExcept(0))
            {
                return $"; W{layer.Number} is all 0, so nothing reaches the layers before it: "
                    + "draw the weights at random, as Initializer.XavierNormal does";
            }
        }

        if (pass.A[^1].AsSpan().SequenceEqual(pass.Data.Targets.Values))
            return "; every output is its target, so nothing is left to descend: give other targets or weights";
        foreach (var layer in pass.Network.Layers)
        {
            for (int unit = 0; unit < layer.Outputs; unit++)
            {
                int at = unit;
                double[] a = pass.A[layer.Number - 1];
                if (Enumerable.Range(0, pass.Samples).All(n => a[(n * layer.Outputs) + at] == 0))
                {
                    return $"; unit {unit + 1} of layer {layer.Number} gives 0 for every sample: "
                        + "give samples, weights or biases that wake it";
                }
            }
        }

        return columns.Length > 0 ? $"; input {columns[0] + 1} is 0 in every sample: give it other values" : "";
    }
}
