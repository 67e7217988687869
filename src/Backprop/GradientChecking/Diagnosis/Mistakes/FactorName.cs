using System.Globalization;

namespace Backprop;

/// <summary>Names the factors that come from a normalisation forgotten or applied twice.</summary>
internal static class FactorName
{
    /// <summary>Whether the factor is one that a program makes, rather than any number.</summary>
    public static bool IsCommon(double factor, MeasuredPass pass) =>
        Hint(factor, pass) is not null || IsInteger(Math.Abs(factor)) || IsInteger(1 / Math.Abs(factor));

    /// <summary>Whether it is an integer to rounding, and not too large to be one by chance.</summary>
    public static bool IsInteger(double factor) =>
        factor < 1000 && Math.Abs(factor - Math.Round(factor)) <= 1e-9 * Math.Abs(factor) && Math.Round(factor) != 0;

    /// <summary>The common factor that a measured one is, up to a relative error; else the measured one.</summary>
    public static double Nearest(double factor, MeasuredPass pass, double error)
    {
        foreach (double common in (double[])[1, Math.Round(factor), 1 / Math.Round(1 / factor), pass.Samples / 2.0, 2.0 / pass.Samples,
            pass.Samples * pass.Network.Outputs / 2.0, 2.0 / pass.Samples / pass.Network.Outputs])
        {
            double candidate = Math.CopySign(common, factor);
            if (common != 0 && double.IsFinite(candidate) && Math.Abs(candidate) < 1e6
                && Math.Abs(factor - candidate) <= error * Math.Abs(candidate))
            {
                return candidate;
            }
        }

        return factor;
    }

    /// <summary>The number with the fewest digits within a relative error: no digits are said that were not measured.</summary>
    public static double Shortest(double number, double error)
    {
        for (int digits = 1; digits <= 9; digits++)
        {
            double shorter = double.Parse(
                number.ToString(FormattableString.Invariant($"G{digits}"), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (Math.Abs(shorter - number) <= Math.Min(error, 1e-3) * Math.Abs(number)) return shorter;
        }

        return number;
    }

    /// <summary>The factor as a short number: 2, 0.25, −1; with as many digits as tell it from 1.</summary>
    public static string Number(double factor) =>
        factor.ToString(Math.Abs(Math.Abs(factor) - 1) is > 1e-9 and < 5e-6 ? "G10" : "G6", CultureInfo.InvariantCulture);

    /// <summary>What the factor is, in terms of the number of samples and outputs; null if nothing that is common.</summary>
    public static string? Hint(double factor, MeasuredPass pass)
    {
        (long n, long k) = (pass.Samples, pass.Network.Outputs);
        (double Value, string Text)[] names =
        [
            (2, "a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled"),
            (0.5, "a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled"),
            (n, $"it is the number of samples: the 1/{n} of the mean over them is missing"),
            (1.0 / n, $"it is 1 over the number of samples: the mean over the {n} samples is taken twice, or of a sum"),
            (n * k, $"it is the number of samples times outputs: the 1/{n * k} of the mean is missing"),
            (1.0 / n / k,
                $"it is 1 over the number of samples times outputs: the mean over all {n * k} entries is taken twice, or of a sum"),
            (k, $"it is the number of outputs: the 1/{k} of the mean over them is missing"),
            (1.0 / k, $"it is 1 over the number of outputs: the mean over the {k} outputs is taken twice, or of a sum"),
            (n / 2.0, "it is half the number of samples"),
            (2.0 / n, "it is 2 over the number of samples"),
            (n * k / 2.0, "it is half the number of samples times outputs"),
            (2.0 / n / k, "it is 2 over the number of samples times outputs"),
        ];
        string[] hints = [.. names.Where(name => name.Value != 1 && Math.Abs(Math.Abs(factor) - name.Value) <= 1e-9 * name.Value)
            .Select(name => name.Text).Distinct()];
        if (hints.Length == 0) return null;
        if (hints.Any(hint => !IsHalf(hint))) hints = [.. hints.Where(hint => !IsHalf(hint))];
        string sign = factor < 0 ? ", and the sign is wrong: y − ŷ instead of ŷ − y" : "";
        return string.Join(", or ", hints) + sign;

        // Of two accounts of a factor, one without a stray 2 is the likelier.
        static bool IsHalf(string hint) =>
            hint.StartsWith("it is half", StringComparison.Ordinal) || hint.StartsWith("it is 2 over", StringComparison.Ordinal);
    }
}
