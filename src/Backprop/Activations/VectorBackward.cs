using System.Numerics;
using System.Runtime.InteropServices;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>An activation whose delta has a formula over vectors, so that the loop over a span is written once.</summary>
internal interface IVectorBackward
{
    /// <summary>∂L/∂a ⊙ φ′(z).</summary>
    static abstract Vector<double> Delta(Vector<double> z, Vector<double> a, Vector<double> gradient);
}

/// <summary>The loop over a span, several entries at a time.</summary>
internal static class VectorBackward
{
    /// <summary>delta = ∂L/∂a ⊙ φ′(z).</summary>
    public static void Run<TFunction>(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta)
        where TFunction : IVectorBackward, IElementwiseFunction<TFunction>
    {
        int i = 0;
        if (z.Length < delta.Length || a.Length < delta.Length || gradient.Length < delta.Length)
            throw new ArgumentException("The spans differ in length.", nameof(delta));
        for (; !ElementaryFunctions.AreVectorized && i < delta.Length; i++)
            delta[i] = gradient[i] * TFunction.Derivative(z[i], a[i]);
        for (; i <= delta.Length - Vector<double>.Count; i += Vector<double>.Count)
            TFunction.Delta(Load(z, i), Load(a, i), Load(gradient, i)).StoreUnsafe(ref MemoryMarshal.GetReference(delta), (nuint)i);
        for (; i < delta.Length; i++)
            delta[i] = TFunction.Delta(Lanes.Create(z[i]), Lanes.Create(a[i]), Lanes.Create(gradient[i]))[0];
    }

    private static Vector<double> Load(ReadOnlySpan<double> span, int start) =>
        Lanes.LoadUnsafe(ref MemoryMarshal.GetReference(span), (nuint)start);
}
