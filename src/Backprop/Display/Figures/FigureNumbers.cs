using System.Globalization;
using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>Numbers on their way into a figure: no more digits, and no more points, than can be seen.</summary>
internal static class FigureNumbers
{
    private const int MostDigits = 7;

    /// <summary>A number to 7 significant digits, or fewer; JSON has no NaN or infinity, which become a gap.</summary>
    public static JsonNode? Rounded(double value, int digits = MostDigits) =>
        double.IsFinite(value)
            ? JsonValue.Create(double.Parse(value.ToString("G" + Symbols.Invariant(digits), CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture)) : null;

    public static JsonArray Array(IEnumerable<double> values, int digits = MostDigits) =>
        new([.. values.Select(value => Rounded(value, digits))]);

    public static JsonArray Array(IEnumerable<int> values) => new([.. values.Select(value => (JsonNode)value)]);

    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>An array for each row, as a heat map's z.</summary>
    public static JsonArray Rows(Matrix matrix)
    {
        var rows = new JsonArray();
        foreach (double[] row in matrix)
            rows.Add(Array(row));
        return rows;
    }

    /// <summary>
    /// The indices to draw of a long series: the first and last, and the lowest and highest of each of equally long
    /// stretches, so that no spike is lost.
    /// </summary>
    /// <param name="values">The series.</param>
    /// <param name="most">About how many points to keep, at least 4.</param>
    public static int[] Thin(IReadOnlyList<double> values, int most)
    {
        if (values.Count <= most) return [.. Enumerable.Range(0, values.Count)];
        int stretches = (most - 2) / 2;
        var kept = new SortedSet<int> { 0, values.Count - 1 };
        for (int k = 0; k < stretches; k++)
        {
            int start = (int)((long)k * values.Count / stretches), end = (int)((long)(k + 1) * values.Count / stretches);
            int low = start, high = start;
            for (int i = start; i < end; i++)
            {
                if (values[i] < values[low]) low = i;
                if (values[i] > values[high]) high = i;
            }

            kept.Add(low);
            kept.Add(high);
        }

        return [.. kept];
    }
}
