using System.Globalization;
using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>A colour scale of plotly.js: colours at places from 0 to 1, mixed between them.</summary>
internal sealed class StillColours
{
    private readonly (double At, double[] Colour)[] stops;
    private readonly double low, high;

    /// <param name="scale">Pairs of a place and a colour.</param>
    /// <param name="low">The value at 0.</param>
    /// <param name="high">The value at 1.</param>
    public StillColours(JsonArray scale, double low, double high)
    {
        stops = [.. scale.Select(stop => (StillAxis.Number(stop![0]), Parse(stop[1]!.GetValue<string>())))];
        this.low = low;
        this.high = high > low ? high : low + 1;
    }

    /// <summary>Red, green and blue of a value, from 0 to 255; white for a gap.</summary>
    public byte[] Of(double value)
    {
        if (double.IsNaN(value)) return [255, 255, 255];
        double at = Math.Clamp((value - low) / (high - low), 0, 1);
        int k = 1;
        while (k < stops.Length - 1 && stops[k].At < at) k++;
        var ((from, first), (to, second)) = (stops[k - 1], stops[k]);
        double share = to > from ? Math.Clamp((at - from) / (to - from), 0, 1) : 1;
        return [.. first.Zip(second, (a, b) => (byte)Math.Round(a + (share * (b - a))))];
    }

    /// <summary>#rrggbb, or rgba(r,g,b,alpha) on white.</summary>
    private static double[] Parse(string colour)
    {
        if (colour.StartsWith('#'))
            return [.. Enumerable.Range(0, 3).Select(k => (double)Convert.ToInt32(colour.Substring(1 + (2 * k), 2), 16))];
        double[] parts = [.. colour[(colour.IndexOf('(', StringComparison.Ordinal) + 1)..].TrimEnd(')').Split(',')
            .Select(part => double.Parse(part, CultureInfo.InvariantCulture))];
        double alpha = parts.Length > 3 ? parts[3] : 1;
        return [.. parts.Take(3).Select(part => (alpha * part) + ((1 - alpha) * 255))];
    }
}
