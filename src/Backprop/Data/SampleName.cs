using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Backprop;

/// <summary>What a sample is called: by its inputs where these are few and short, such as <c>0,1</c>, and by its number from 1.</summary>
internal static class SampleName
{
    private const int Longest = 9;

    /// <summary>A sample in a sentence: <c>sample 2 (0,1)</c>.</summary>
    public static string Of(Matrix? inputs, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"sample {index + 1}{(AreShort(inputs) ? $" ({Inputs(inputs, index)})" : "")}");

    /// <summary>Whether the inputs of every sample are few and short enough to be its name.</summary>
    public static bool AreShort([NotNullWhen(true)] Matrix? inputs)
    {
        if (inputs is null || inputs.ColumnCount > 4) return false;
        foreach (double value in inputs.Values)
        {
            if (value != Math.Floor(value) || Math.Abs(value) >= 1000) return false;
        }

        return Enumerable.Range(0, inputs.RowCount).All(row => Inputs(inputs, row).Length <= Longest);
    }

    /// <summary>The inputs of a sample as its name: <c>0,1</c>.</summary>
    public static string Inputs(Matrix inputs, int row) =>
        string.Join(',', inputs.Row(row).ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture).Replace('-', '−')));
}
