using System.Numerics.Tensors;
using System.Runtime.Intrinsics.Wasm;

namespace Backprop;

/// <summary>
/// e^x, tanh x and 1 / (1 + e⁻ˣ) of many numbers. In a web page the runtime interprets the vectorised forms, which are long polynomials;
/// there a call of the C library for each number, which is compiled, is 13 to 16 times as fast.
/// </summary>
internal static class ElementaryFunctions
{
    /// <summary>Whether the vectorised forms are the fast ones.</summary>
    public static bool AreVectorized => !PackedSimd.IsSupported;

    /// <summary>y = e^x; both may be the same span.</summary>
    public static void Exp(ReadOnlySpan<double> x, Span<double> y)
    {
        if (AreVectorized)
        {
            TensorPrimitives.Exp(x, y);
            return;
        }

        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Exp(x[i]);
    }

    /// <summary>y = tanh x. A vectorised one subtracts from 1: it is right to 1e-16, but to no digit of a tiny x.</summary>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> y)
    {
        if (AreVectorized)
        {
            TensorPrimitives.Tanh(x, y);
            return;
        }

        for (int i = 0; i < x.Length; i++)
            y[i] = Math.Tanh(x[i]);
    }

    /// <summary>y = 1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> y)
    {
        if (AreVectorized)
        {
            TensorPrimitives.Sigmoid(x, y);
            return;
        }

        for (int i = 0; i < x.Length; i++)
            y[i] = 1 / (1 + Math.Exp(-x[i]));
    }
}
