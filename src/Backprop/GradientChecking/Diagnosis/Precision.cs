namespace Backprop;

/// <summary>The precision a gradient was computed or printed in, as its own digits show it.</summary>
/// <param name="Name">Single precision, or rounded to so many decimals.</param>
/// <param name="Digits">What it agrees to: "7 digits".</param>
/// <param name="Tolerance">How far an entry may be off.</param>
/// <param name="Unit">The unit of the last decimal; 0 for single precision.</param>
internal sealed record Precision(string Name, string Digits, Func<int, double> Tolerance, double Unit)
{
    private const int MostDecimals = 12;

    /// <summary>The precision of a gradient; null if it has all its digits.</summary>
    public static Precision? Of(double[] given, double[] right, AnalyticRounding rounding)
    {
        if (given.All(g => g == 0) || !given.All(double.IsFinite)) return null;
        for (int decimals = 1; decimals <= MostDecimals; decimals++)
        {
            int places = decimals;
            if (!given.All(g => Math.Abs(g) < 1e15 && Math.Round(g, places) == g)) continue;
            double unit = Math.Pow(10, -decimals);
            return new($"rounded to {decimals} decimals", $"{decimals} decimals", i => (0.500001 * unit) + rounding[i], unit);
        }

        // 2²⁶ times the bound of double precision: 8 of the 64 units in it, in units of 2⁻²⁴.
        return given.All(g => (double)(float)g == g)
            ? new("single precision", "7 digits", i => (rounding[i] * (1 << 26)) + (Math.Abs(right[i]) / (1 << 22)), 0)
            : null;
    }

    /// <summary>
    /// Whether an entry that is within the tolerance is known to be right: it is the right number as this precision writes it, or the
    /// tolerance is small beside it.
    /// </summary>
    public bool Decides(int i, double given, double right) =>
        Unit > 0 || Math.Abs(given - right) <= Math.Abs(right) / (1 << 22) || Tolerance(i) <= Math.Abs(right) / 200;

    /// <summary>
    /// Whether a gradient is the right one in this precision, true or false; null if so few digits are left that this cannot be said.
    /// </summary>
    public bool? IsRight(double[] given, double[] right, int[] layerEnds)
    {
        int start = 0;
        double products = 0, squares = 0;
        foreach (int end in layerEnds)
        {
            double scale = 0, coarsest = 0;
            for (int i = start; i < end; i++)
            {
                if (!(Math.Abs(given[i] - right[i]) <= Tolerance(i))) return false;
                (scale, coarsest) = (Math.Max(scale, Math.Abs(right[i])), Math.Max(coarsest, Tolerance(i)));
                products += (given[i] - right[i]) * right[i];
                squares += right[i] * right[i];
            }

            if (scale > 0 && coarsest > (Unit > 0 ? 0.05 : 1e-3) * scale) return null;
            start = end;
        }

        // Rounding is as often up as down: a factor that all entries have in common is none of its effects.
        double deviation = 5 * Unit / Math.Sqrt(12 * squares);
        if (deviation > 2e-3) return null;
        return Math.Abs(products / squares) <= deviation + (Unit > 0 ? 0 : 1e-5);
    }
}
