namespace Backprop;

/// <summary>
/// The background of a number: blue above zero, orange below, stronger the larger it is beside the largest of its group.
/// The colours are half transparent, so that they suit light and dark pages and leave the text readable on both.
/// </summary>
internal static class Tint
{
    /// <summary>The colour of numbers above zero, as #rrggbb.</summary>
    public const string Positive = "#2f7fe0";

    /// <summary>The colour of numbers below zero.</summary>
    public const string Negative = "#e8710a";

    /// <summary>The colour of NaN and infinity.</summary>
    public const string NotFinite = "#d01884";

    /// <summary>The largest opacity, of 255.</summary>
    public const int Strongest = 110;

    private const int Weakest = 10;

    /// <summary>The size that gets the strongest colour: the largest finite one.</summary>
    public static double Scale(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
        {
            if (double.IsFinite(value)) largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }

    /// <summary>The background as #rrggbbaa; null for zero, which has none.</summary>
    public static string? Of(double value, double scale)
    {
        if (!double.IsFinite(value)) return NotFinite + Hex(Strongest);
        if (value == 0) return null;
        int opacity = Weakest + (int)Math.Round((Strongest - Weakest) * (Math.Abs(value) / scale));
        return (value > 0 ? Positive : Negative) + Hex(opacity);
    }

    private static string Hex(int number) => number.ToString("x2", System.Globalization.CultureInfo.InvariantCulture);
}
