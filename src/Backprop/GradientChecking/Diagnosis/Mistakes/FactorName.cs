using System.Globalization;

namespace Backprop;

/// <summary>Names the factors that come from a normalisation forgotten or applied twice.</summary>
internal static class FactorName
{
    /// <summary>Whether the factor is one that a program makes, rather than any number.</summary>
    public static bool IsCommon(double factor, PassIngredients x) => Hint(factor, x) is not null || IsInteger(Math.Abs(factor)) || IsInteger(1 / Math.Abs(factor));

    /// <summary>Whether it is an integer to rounding, and not too large to be one by chance.</summary>
    public static bool IsInteger(double factor) => factor < 1000 && Math.Abs(factor - Math.Round(factor)) <= 1e-9 * Math.Abs(factor) && Math.Round(factor) != 0;

    /// <summary>The factor as a short number: 2, 0.25, −1.</summary>
    public static string Number(double factor) => factor.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>What the factor is, in terms of the number of samples and outputs; null if nothing that is common.</summary>
    public static string? Hint(double factor, PassIngredients x)
    {
        (long n, long k) = (x.Samples, x.Network.Outputs);
        (double Value, string Text)[] names =
        [
            (2, "a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled"),
            (0.5, "a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled"),
            (n, $"it is the number of samples: the 1/{n} of the mean over them is missing"),
            (1.0 / n, $"it is 1 over the number of samples: the mean over the {n} samples is taken twice, or of a sum"),
            (n * k, $"it is the number of samples times outputs: the 1/{n * k} of the mean is missing"),
            (1.0 / n / k, $"it is 1 over the number of samples times outputs: the mean over all {n * k} entries is taken twice, or of a sum"),
            (k, $"it is the number of outputs: the 1/{k} of the mean over them is missing"),
            (1.0 / k, $"it is 1 over the number of outputs: the mean over the {k} outputs is taken twice, or of a sum"),
            (n / 2.0, "it is half the number of samples"),
            (2.0 / n, "it is 2 over the number of samples"),
            (n * k / 2.0, "it is half the number of samples times outputs"),
            (2.0 / n / k, "it is 2 over the number of samples times outputs"),
        ];
        foreach (var (value, text) in names)
        {
            if (value != 1 && Math.Abs(Math.Abs(factor) - value) <= 1e-9 * value) return text;
        }

        return null;
    }
}
