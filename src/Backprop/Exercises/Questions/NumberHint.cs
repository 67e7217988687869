using System.Globalization;

namespace Backprop;

/// <summary>What a wrong number looks like: a slip of C#, a sign, a factor, a power, too few digits.</summary>
internal static class NumberHint
{
    private static readonly (double Value, string Name)[] factors =
    [
        (2, "2"), (0.5, "½"), (4, "4"), (0.25, "¼"), (3, "3"), (1.0 / 3, "⅓"), (8, "8"), (0.125, "⅛"), (10, "10"), (0.1, "1/10"), (100,
            "100"), (0.01, "1/100"),
    ];

    /// <summary>The hint for a number; null if nothing fits.</summary>
    public static string? For(double answer, double expected)
    {
        if (!double.IsFinite(answer))
            return $"{answer.ToString(CultureInfo.InvariantCulture)} is not a number one can compare: is something divided by 0?";
        if (IsTruncated(answer, expected))
            return "In C#, a whole number divided by a whole number is cut to a whole number: 1 / 5 is 0. Write 1.0 / 5.";
        if (Rounding.Agree(-answer, expected)) return "The size is right, the sign is not.";
        foreach (var (value, name) in factors)
        {
            if (Rounding.Agree(answer, value * expected))
                return $"Your answer is {name} times the right one: where does a factor of {name} come from?";
            if (Rounding.Agree(answer, -value * expected))
                return $"Your answer is −{name} times the right one: look at the sign and at the factor.";
        }

        if (expected != 0 && Rounding.Agree(answer, 1 / expected)) return "That is one divided by the right answer.";
        if (Rounding.Agree(answer, expected * expected)) return "That is the square of the right answer.";
        if (expected > 0 && Rounding.Agree(answer, Math.Sqrt(expected))) return "That is the square root of the right answer.";
        return Rounding.RightDigits(answer, expected) switch
        {
            >= 3 and var digits =>
                $"The first {digits} digits are right, those after them are not: was a rounded number used on the way? "
                    + "Three right digits are enough.",
            var digits when Math.Abs(answer - expected) <= 0.02 * Math.Abs(expected)
                || (Rounding.Digits(answer) is 1 or 2 && digits >= Rounding.Digits(answer)) =>
                "Close, but three right digits are asked for: round at the end, not on the way.",
            _ => null,
        };
    }

    /// <summary>Whether a division of whole numbers may have cut the answer.</summary>
    private static bool IsTruncated(double answer, double expected) =>
        answer == Math.Truncate(answer) && expected != Math.Truncate(expected) && (answer == 0 || answer == Math.Truncate(expected));
}
