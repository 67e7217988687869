using System.Globalization;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>
/// A number as people write it: <c>1/4</c>, <c>½</c>, <c>0,25</c>, <c>−0.25</c>, <c>2.5·10⁻¹</c>, <c>40 000</c>, <c>25 %</c>.
/// </summary>
internal static partial class WrittenNumber
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    /// <summary>The number that a text says; null if it says none.</summary>
    public static double? Parse(string text)
    {
        string plain = Plain(text);
        string[] parts = plain.Split('/');
        if (parts.Length == 2) return Decimal(parts[0]) is { } above && Decimal(parts[1]) is { } below ? above / below : null;
        if (plain.Length > 0 && CharUnicodeInfo.GetNumericValue(plain[^1]) is > 0 and < 1 and var part)
            return plain.Length == 1 ? part : plain == $"-{plain[^1]}" ? -part : Decimal(plain[..^1]) + part;
        return Decimal(plain);
    }

    /// <summary>Without what surrounds a number, and with a computer's signs.</summary>
    private static string Plain(string text)
    {
        string plain = Surroundings().Replace(text, "").TrimStart('=', '≈', '~').TrimEnd('%', '.');
        plain = plain.Replace('−', '-').Replace('–', '-').Replace('⁄', '/').Replace('∕', '/').Replace('÷', '/').Replace(':', '/');
        plain = SuperscriptPower().Replace(plain, match => "10^" + string.Concat(match.Groups[1].Value.Select(Digit)));
        return PowerOfTen()
            .Replace(plain, match => $"{(match.Groups[1].Value is { Length: > 0 } number ? number : "1")}E{match.Groups[2].Value}");

        static char Digit(char c) => c == '⁻' ? '-' : (char)('0' + Superscripts.IndexOf(c, StringComparison.Ordinal));
    }

    /// <summary>A decimal number with a point or a comma; commas between groups of three digits only group them.</summary>
    private static double? Decimal(string text)
    {
        string plain = Grouped().IsMatch(text) ? text.Replace(",", "", StringComparison.Ordinal)
            : text.Contains('.', StringComparison.Ordinal) ? text : text.Replace(',', '.');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : null;
    }

    [GeneratedRegex(@"[\s_'’]")]
    private static partial Regex Surroundings();

    [GeneratedRegex("10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$")]
    private static partial Regex SuperscriptPower();

    [GeneratedRegex(@"^(?:(.*?)[·⋅×*xX])?10\^\(?([-+]?\d+)\)?$")]
    private static partial Regex PowerOfTen();

    [GeneratedRegex(@"^[-+]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$")]
    private static partial Regex Grouped();
}
