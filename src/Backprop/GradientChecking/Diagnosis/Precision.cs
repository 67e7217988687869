using System.Globalization;

namespace Backprop;

/// <summary>The precision a gradient was computed or printed in, as its own digits show it.</summary>
/// <param name="Name">Single precision, or rounded to so many decimals or significant digits.</param>
/// <param name="Digits">What it agrees to: "7 digits".</param>
/// <param name="Tolerance">How far an entry may be off.</param>
/// <param name="Unit">The unit of the last decimal; 0 where there is none.</param>
/// <param name="Relative">How far an entry may be off relatively; 0 with decimals.</param>
internal sealed record Precision(string Name, string Digits, Func<int, double> Tolerance, double Unit, double Relative)
{
    private const int MostDecimals = 12;
    private const int FewestDigits = 3;
    private const int MostDigits = 9;

    /// <summary>How far an entry in single precision may be off for its own rounding: a few of its units.</summary>
    private const double OfSingle = 1.0 / (1 << 22);

    /// <summary>How far a number in half precision is off by its own rounding, and one that is too small for all its digits.</summary>
    private const double OfHalf = 1.0 / (1 << 11);
    private const double LeastOfHalf = 1.0 / (1 << 25);

    /// <summary>How far a number of bfloat16, the first half of a number in single precision, is off at most.</summary>
    private const double OfBrain = 1.0 / (1 << 7);

    /// <summary>The precisions that a gradient may be given in; none if it has all its digits.</summary>
    public static IEnumerable<Precision> Of(double[] given, double[] right, AnalyticRounding rounding)
    {
        if (given.All(g => g == 0) || !given.All(double.IsFinite)) yield break;
        if (FirstOf(1, MostDecimals, decimals => given.All(g => Math.Abs(g) < 1e15 && Math.Round(g, decimals) == g)) is { } decimals)
        {
            double unit = Math.Pow(10, -decimals);
            yield return new($"rounded to {decimals} decimals", $"{decimals} decimals", i => (0.500001 * unit) + rounding[i], unit, 0);
        }

        // 2²⁶ times the bound of double precision: 8 of the 64 units in it, in units of 2⁻²⁴.
        if (given.All(g => (double)(float)g == g))
        {
            yield return new("single precision", "7 digits",
                i => (rounding[i] * (1 << 26)) + (Math.Abs(right[i]) * OfSingle) + float.Epsilon, 0, OfSingle);
        }

        if (FirstOf(FewestDigits, MostDigits, digits => given.All(g => Math.Abs(g - Rounded(g, digits)) <= 1e-15 * Math.Abs(g)))
            is { } most)
        {
            double half = 5.000001 * Math.Pow(10, -most);
            yield return new($"rounded to {most} significant digits", $"{most} digits",
                i => (half * Math.Pow(10, Math.Floor(Math.Log10(Math.Max(Math.Abs(given[i]), 1e-300))))) + rounding[i], 0, half);
        }
    }

    /// <summary>
    /// The precisions of two bytes that a gradient may be given in: enough to tell that it may be right, too few digits to name a mistake.
    /// </summary>
    public static IEnumerable<Precision> OfTwoBytes(double[] given, double[] right, AnalyticRounding rounding)
    {
        if (given.All(g => g == 0) || !given.All(double.IsFinite)) yield break;
        if (given.All(g => (double)(Half)g == g))
            yield return new("half precision", "3 digits", i => (Math.Abs(right[i]) * OfHalf) + LeastOfHalf + rounding[i], 0, 1.5 * OfHalf);

        if (given.All(IsBrain))
            yield return new("bfloat16", "2 digits", i => (Math.Abs(right[i]) * OfBrain) + float.Epsilon + rounding[i], 0, OfBrain);
    }

    /// <summary>
    /// Whether an entry that is within the tolerance is known to be right: it is the right number as this precision writes it, or the
    /// tolerance is small beside it.
    /// </summary>
    public bool Decides(int i, double given, double right) =>
        Unit > 0 || Math.Abs(given - right) <= Relative * Math.Abs(right) || Tolerance(i) <= Math.Abs(right) / 200;

    /// <summary>
    /// Whether a gradient is the right one in this precision, true or false; null if so few digits are left that this cannot be said.
    /// </summary>
    public bool? IsRight(double[] given, double[] right, int[] layerEnds)
    {
        int start = 0;
        double products = 0, squares = 0, largest = 0;
        foreach (int end in layerEnds)
        {
            double scale = 0, coarsest = 0;
            for (int i = start; i < end; i++)
            {
                if (!(Math.Abs(given[i] - right[i]) <= Tolerance(i))) return false;
                (scale, coarsest) = (Math.Max(scale, Math.Abs(right[i])), Math.Max(coarsest, Tolerance(i)));
                products += (given[i] - right[i]) * right[i];
                squares += right[i] * right[i];
                largest = Math.Max(largest, Math.Abs(right[i]));
            }

            if (scale > 0 && coarsest > (Unit > 0 ? 0.05 : Math.Max(1e-3, 2 * Relative)) * scale) return null;
            start = end;
        }

        // Rounding is as often up as down: a factor that all entries have in common is none of its effects. But equal ones round alike.
        double independent = right.GroupBy(r => BitConverter.DoubleToInt64Bits(Math.Abs(r)) >> 20)
            .Sum(equal => Square(equal.Sum(Math.Abs)));
        double deviation = 5 * (Unit + (2 * Relative * largest)) * Math.Sqrt(independent / 12) / squares;
        if (deviation > (Relative > 6e-4 ? 5e-4 : 2e-3)) return null;
        return Math.Abs(products / squares) <= deviation + (Unit > 0 ? 0 : 1e-5);

        static double Square(double x) => x * x;
    }

    private static bool IsBrain(double x) => (float)x == x && (BitConverter.SingleToUInt32Bits((float)x) & 0xFFFF) == 0;

    private static int? FirstOf(int least, int most, Func<int, bool> holds)
    {
        for (int digits = least; digits <= most; digits++)
        {
            if (holds(digits)) return digits;
        }

        return null;
    }

    private static double Rounded(double x, int digits) => double.Parse(
        x.ToString(FormattableString.Invariant($"E{digits - 1}"), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
