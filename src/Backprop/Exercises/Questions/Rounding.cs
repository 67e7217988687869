using System.Globalization;

namespace Backprop;

/// <summary>
/// When a number that somebody worked out by hand is right: if it equals the expected one rounded to the digits that were given.
/// </summary>
internal static class Rounding
{
    private const int LeastDigits = 3;

    /// <summary>More digits than these are not compared: two ways of adding up differ in the last ones.</summary>
    private const int MostDigits = 10;

    /// <summary>
    /// Whether the answer is the expected number rounded to as many digits as the answer has, at least three significant ones
    /// (0.14 may be 0.140). At a tie both neighbours are right.
    /// </summary>
    public static bool Agree(double answer, double expected)
    {
        if (!double.IsFinite(answer)) return false;
        if (answer == expected) return true;
        if (expected == 0) return Math.Abs(answer) < 1e-12;
        int leading = (int)Math.Floor(Math.Log10(Math.Abs(expected)));
        int place = Math.Clamp(LastPlace(answer), leading - MostDigits + 1, leading - LeastDigits + 1);
        return Math.Abs(answer - expected) <= 0.5 * Math.Pow(10, place) * (1 + 1e-6);
    }

    /// <summary>To how many significant digits both round to the same number.</summary>
    public static int RightDigits(double answer, double expected)
    {
        int digits = MostDigits;
        while (digits > 0 && !Rounded(answer, digits).Equals(Rounded(expected, digits), StringComparison.Ordinal)) digits--;
        return digits;

        static string Rounded(double value, int digits) => value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture);
    }

    /// <summary>How many significant digits a number is written with, without zeros at its end: 2 for 0.0150.</summary>
    public static int Digits(double value) =>
        value == 0 || !double.IsFinite(value) ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value))) - LastPlace(value) + 1;

    /// <summary>The power of ten of the last digit that is not zero: −3 for 0.125.</summary>
    private static int LastPlace(double value)
    {
        string[] parts = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture).Split('E');
        int exponent = parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        string digits = parts[0];
        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0) return exponent - (digits.TrimEnd('0').Length - point - 1);
        return exponent + digits.Length - digits.TrimEnd('0').Length;
    }
}
