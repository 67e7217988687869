using System.Globalization;
using System.Text;

namespace Backprop;

/// <summary>
/// A small figure of some numbers: a line over the epochs, or a bar for each layer; a second line for the training with a change.
/// </summary>
internal static class EvidencePicture
{
    private const int Width = 220;
    private const int Height = 64;
    private const int MostPoints = 120;
    private const int LabelHeight = 14;

    public static string Of(EvidenceSeries series, IReadOnlyList<double>? changed = null)
    {
        double[] values = [.. series.Values.Select(Shown)], others = [.. changed?.Select(Shown) ?? []];
        double[] all = [.. values.Concat(others).Where(double.IsFinite)];
        if (all.Length == 0) return "";
        double low = Math.Min(series.IsByEpoch ? all.Min() : 0, all.Min()), high = Math.Max(series.IsByEpoch ? all.Max() : 0, all.Max());
        if (high <= low) high = low + 1;
        double Y(double value) => 2 + ((Height - 4) * (high - value) / (high - low));
        var svg = new StringBuilder()
            .Append(CultureInfo.InvariantCulture,
            $"<svg viewBox=\"0 0 {Width} {Height + LabelHeight}\" width=\"{Width}\" height=\"{Height + LabelHeight}\" role=\"img\" "
                + $"aria-label=\"{series.Title}\" style=\"max-width:100%;color:inherit\">");
        if (series.IsByEpoch)
        {
            Line(svg, values, "currentColor", Y);
            if (others.Length > 0) Line(svg, others, "#2e9e5b", Y);
        }
        else
        {
            Bars(svg, values, Y);
        }

        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"0\" y=\"{Height + LabelHeight - 3}\" font-size=\"10\" fill=\"currentColor\" "
                + $"opacity=\"{Style.Faded}\">{NumberFormat.Single(low)} … {NumberFormat.Single(high)}</text></svg>");
        return svg.ToString();
    }

    private static double Shown(double value) => Math.Clamp(value, -1e30, 1e30);

    private static void Line(StringBuilder svg, double[] values, string colour, Func<double, double> y)
    {
        int step = (values.Length + MostPoints - 1) / MostPoints;
        var points = values.Index().Where(pair => (pair.Index % step == 0 || pair.Index == values.Length - 1) && double.IsFinite(pair.Item))
            .Select(pair =>
                string.Create(CultureInfo.InvariantCulture,
                $"{(double)Width * pair.Index / Math.Max(1, values.Length - 1):0.#},{y(pair.Item):0.#}"));
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<polyline points=\"{string.Join(' ', points)}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"/>");
    }

    private static void Bars(StringBuilder svg, double[] values, Func<double, double> y)
    {
        double slot = (double)Width / values.Length, thickness = Math.Min(24, 0.7 * slot);
        foreach (var (i, value) in values.Index())
        {
            if (!double.IsFinite(value)) continue;
            double top = Math.Min(y(value), y(0)), height = Math.Max(1, Math.Abs(y(value) - y(0)));
            svg.Append(
                CultureInfo.InvariantCulture,
                $"<rect x=\"{(slot * i) + ((slot - thickness) / 2):0.#}\" y=\"{top:0.#}\" width=\"{thickness:0.#}\" "
                    + $"height=\"{height:0.#}\" fill=\"#4c78a8\"/>");
        }
    }
}
