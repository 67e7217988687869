using System.Globalization;
using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>One axis of a still image: where a value lies, and its ticks.</summary>
/// <remarks>
/// The part of plotly.js's axes that the library's figures use: type (linear, log, category), range, domain, autorange reversed, title.
/// </remarks>
internal sealed class StillAxis
{
    private const int MostTicks = 6;
    private static readonly double[] roundFactors = [1, 2, 5, 10];

    private readonly List<string> categories = [];
    private readonly JsonObject axis;
    private double low = double.PositiveInfinity, high = double.NegativeInfinity;

    /// <param name="axis">What the layout says of it.</param>
    public StillAxis(JsonObject axis) => this.axis = axis;

    public bool IsVisible => axis["visible"]?.GetValue<bool>() ?? true;

    public string Title => StillText.Plain(axis["title"]);

    public bool HasGrid => axis["showgrid"]?.GetValue<bool>() ?? !IsCategory;

    /// <summary>The part of the plot that it takes, from 0 to 1.</summary>
    public (double From, double To) Domain => axis["domain"] is JsonArray domain ? (Number(domain[0]), Number(domain[1])) : (0, 1);

    /// <summary>From its lowest to its highest value.</summary>
    public double Length => high - low;

    private bool IsLog => Kind == "log";

    private bool IsCategory => Kind == "category" || categories.Count > 0;

    private string? Kind => axis["type"]?.GetValue<string>();

    private bool IsReversed => axis["autorange"]?.GetValueKind() == System.Text.Json.JsonValueKind.String;

    /// <summary>A number of the JSON; NaN for a gap.</summary>
    public static double Number(JsonNode? node) => node is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number
        ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)
        : double.NaN;

    /// <summary>A coordinate as a number: its place among the categories where it is a name.</summary>
    public double Coordinate(JsonNode? node)
    {
        if (node is not JsonValue value || (Kind != "category" && value.GetValueKind() != System.Text.Json.JsonValueKind.String))
            return Number(node);
        string name = value.ToString();
        int index = categories.IndexOf(name);
        if (index >= 0) return index;
        categories.Add(name);
        return categories.Count - 1;
    }

    /// <summary>Makes room for a value, with half a cell on both sides.</summary>
    public void Include(double value, double halfCell = 0)
    {
        if (!double.IsFinite(value) || (IsLog && value <= 0)) return;
        low = Math.Min(low, Scaled(value) - halfCell);
        high = Math.Max(high, Scaled(value) + halfCell);
    }

    /// <summary>Fixes the range, when all values are known.</summary>
    /// <param name="margin">The share of the range left free on both sides.</param>
    public void Close(double margin)
    {
        if (low > high) (low, high) = (0, 1);
        if (axis["range"] is JsonArray range)
        {
            (low, high) = (Number(range[0]), Number(range[1]));
            return;
        }

        if (axis["rangemode"]?.GetValue<string>() == "tozero" && !IsLog) low = Math.Min(low, 0);
        double room = high > low ? margin * (high - low) : 0.5;
        (low, high) = (low - room, high + room);
    }

    /// <summary>Where a value lies, from 0 to 1.</summary>
    public double Position(double value)
    {
        double share = (Scaled(value) - low) / (high - low);
        return IsReversed ? 1 - share : share;
    }

    /// <summary>The places of the ticks and what they are called.</summary>
    public IEnumerable<(double Position, string Label)> Ticks()
    {
        if (IsCategory)
        {
            int step = Math.Max(1, (categories.Count + 11) / 12);
            return categories.Select((name, k) => (Position(k), name)).Where((_, k) => k % step == 0);
        }

        double span = high - low;
        double step10 = Math.Pow(10, Math.Floor(Math.Log10(span / MostTicks)));
        double step1 = roundFactors.Select(factor => factor * step10).First(step => span / step <= MostTicks);
        if (IsLog) step1 = Math.Max(1, Math.Ceiling(step1));
        return Enumerable.Range(0, MostTicks + 2).Select(k => (Math.Ceiling((low / step1) - 1e-9) + k) * step1)
            .Where(tick => tick <= high + (1e-9 * span))
            .Select(tick => IsLog ? Math.Pow(10, tick) : tick).Select(tick => (Position(tick), Label(tick)));
    }

    private double Scaled(double value) => IsLog ? Math.Log10(value) : value;

    private static string Label(double value)
    {
        double size = Math.Abs(value);
        if (size < 1e-12) return "0";
        if (size is >= 1e6 or < 1e-3) return value.ToString("0.##e-0", CultureInfo.InvariantCulture).Replace('-', '−');
        string text = value.ToString(size >= 1e4 ? "### ### ##0" : "0.#####", CultureInfo.InvariantCulture).Trim();
        return text.Replace('-', '−');
    }
}
