using System.Globalization;

namespace Backprop;

/// <summary>
/// How the numbers of one table or equation are written: with the same number of decimals, so that their points align,
/// chosen for four to five significant digits of the largest; in scientific notation what that would show as 0 or as a long row of digits.
/// </summary>
internal readonly struct NumberFormat
{
    private const double Huge = 1e5;
    private const double Tiny = 1e-4;
    private const int ShortestOnItsOwn = 5;

    private NumberFormat(int decimals) => Decimals = decimals;

    /// <summary>The digits after the point.</summary>
    public int Decimals { get; }

    /// <summary>The format for numbers shown together.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="extraDecimals">Decimals beyond the usual ones; none for integers.</param>
    public static NumberFormat For(ReadOnlySpan<double> values, int extraDecimals = 0)
    {
        double largest = 0;
        bool integers = true;
        foreach (double value in values)
        {
            double size = Math.Abs(value);
            if (!double.IsFinite(size)) continue;
            if (size != Math.Floor(size) || size >= Huge) integers = false;
            if (size is < Huge and >= Tiny) largest = Math.Max(largest, size);
        }

        if (integers || largest == 0) return new NumberFormat(integers ? 0 : 4);
        int digits = (int)Math.Floor(Math.Log10(largest)) + 1;
        return new NumberFormat((digits > 0 ? Math.Max(5 - digits, 1) : 4 - digits) + extraDecimals);
    }

    /// <summary>A number on its own, with a hyphen for minus: all its digits if they are few, such as 0.1.</summary>
    public static string SingleAscii(double value)
    {
        if (value == 0) return "0";
        return IsShort(value) ? Exact(value) : For([value]).WriteAscii(value);
    }

    /// <summary>A number beside a table in this format: all its digits if they are few, such as 0.1, else as the table shows it.</summary>
    public string Short(double value) => IsShort(value) ? Exact(value).Replace('-', '−') : Write(value);

    /// <summary>A number on its own.</summary>
    public static string Single(double value) => SingleAscii(value).Replace('-', '−');

    /// <summary>Every digit, so that it reads back as the same double.</summary>
    /// <remarks>
    /// The shortest form of .NET is one digit short at some powers of two, such as 2⁻²⁵, and then reads back as their neighbour.
    /// </remarks>
    public static string Exact(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(shortest, CultureInfo.InvariantCulture).Equals(value)
            ? shortest
            : value.ToString("G17", CultureInfo.InvariantCulture);
    }

    private static bool IsShort(double value) => double.IsFinite(value) && Exact(value).TrimStart('-').Length <= ShortestOnItsOwn;

    /// <summary>The number as it is shown, with a typographic minus.</summary>
    public string Write(double value) => WriteAscii(value).Replace('-', '−');

    /// <summary>The number as it is shown, with a hyphen for minus.</summary>
    public string WriteAscii(double value)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "∞" : "-∞";
        if (value == 0) return double.IsNegative(value) ? "-0" : "0";
        double size = Math.Abs(value);
        return size >= Huge || size < Math.Pow(10, -Decimals)
            ? value.ToString("0.000e-0", CultureInfo.InvariantCulture)
            : value.ToString("F" + Decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
