using System.Numerics.Tensors;

namespace Backprop;

/// <summary>The check that numbers given by a caller are numbers.</summary>
internal static class Finite
{
    /// <summary>Whether every entry is a number: neither NaN nor infinite.</summary>
    public static bool All(ReadOnlySpan<double> values) => TensorPrimitives.IsFiniteAll(values);

    /// <summary>Throws if an entry is NaN or infinite.</summary>
    /// <exception cref="ArgumentException">An entry is not finite.</exception>
    public static void ThrowIfNot(ReadOnlySpan<double> values, string what, string parameterName)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new ArgumentException($"{what} has the entry {values[i]} at position {i}; every entry must be a finite number.", parameterName);
        }
    }
}
