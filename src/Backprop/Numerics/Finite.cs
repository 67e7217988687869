using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>The check that numbers given by a caller are numbers.</summary>
internal static class Finite
{
    /// <summary>
    /// Whether every entry is a number: neither NaN nor infinite. For a few entries a call of the library costs more than the loop.
    /// </summary>
    public static bool All(ReadOnlySpan<double> values)
    {
        if (values.Length > 16) return TensorPrimitives.IsFiniteAll(values);
        foreach (double x in values)
        {
            if (!double.IsFinite(x)) return false;
        }

        return true;
    }

    /// <summary>Throws if an entry is NaN or infinite.</summary>
    /// <exception cref="ArgumentException">An entry is not finite.</exception>
    public static void ThrowIfNot(ReadOnlySpan<double> values, string what, string parameterName)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"{what} has the entry {values[i]} at position {i}; every entry must be a finite number."),
                    parameterName);
            }
        }
    }

    /// <summary>Throws if a number is not finite and above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static void ThrowIfNotPositive(double value, [CallerArgumentExpression(nameof(value))] string parameterName = "")
    {
        if (!(value > 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(
                parameterName, value, FormattableString.Invariant($"{parameterName} is {value} but must be a finite number above 0."));
        }
    }

    /// <summary>Throws if a number is not finite or below 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is.</exception>
    public static void ThrowIfNegative(double value, [CallerArgumentExpression(nameof(value))] string parameterName = "")
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(
                parameterName, value, FormattableString.Invariant($"{parameterName} is {value} but must be a finite number, 0 or above."));
        }
    }
}
