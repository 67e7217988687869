using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>φ(z) = 1 / (1 + e⁻ᶻ), φ′(z) = a·(1 − a) with a = φ(z).</summary>
internal readonly struct Sigmoid : IElementwiseFunction<Sigmoid>, IVectorBackward
{
    public static string Name => "sigmoid";

    public static IReadOnlyList<string> OtherNames => ["logistic"];

    public static string Equation => "1/(1 + e^(−z))";

    public static string DerivativeEquation => "a·(1 − a)";

    public static string JavaScript => "1 / (1 + Math.exp(-z))";

    public static string JavaScriptDerivative => "a * (1 - a)";

    public static string PyTorch => "nn.Sigmoid()";

    /// <summary>Written with e^(−|z|), which cannot overflow: eᶻ / (1 + eᶻ) for negative z.</summary>
    public static T Apply<T>(T z)
        where T : struct, IScalar<T>
    {
        if (z.Value >= 0) return 1.0 / (1.0 + T.Exp(-z));
        var exp = T.Exp(z);
        return exp / (1.0 + exp);
    }

    /// <summary>a·(1 − a); where a is nearly 1, 1 − a has lost its digits, and e⁻ᶻ·a is the same number with all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Derivative(double z, double a) => a > Saturation.Threshold ? Math.Exp(-z) * a * a : a * (1 - a);

    /// <summary>
    /// The library's formula; for a few entries its call costs more than the formula. They are read one by one, as <see cref="SmallLayer"/>
    /// wrote them.
    /// </summary>
    public static void Apply(ReadOnlySpan<double> z, Span<double> a)
    {
        int i = 0;
        for (; ElementaryFunctions.AreVectorized && z.Length <= 16 && i <= z.Length - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            (Vector256<double>.One / (Vector256<double>.One + Vector256.Exp(-Vector256.Create(z[i], z[i + 1], z[i + 2], z[i + 3]))))
                .CopyTo(a[i..]);
        }

        if (i < z.Length) ElementaryFunctions.Sigmoid(z[i..], a[i..]);
    }

    public static void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta) =>
        VectorBackward.Run<Sigmoid>(z, a, gradient, delta);

    /// <summary>Multiplied from left to right, as PyTorch does.</summary>
    public static Vector<double> Delta(Vector<double> z, Vector<double> a, Vector<double> gradient) =>
        gradient * (Lanes.GreaterThanAny(a, Lanes.Create(Saturation.Threshold)) ? Rest(z, a) : Vector<double>.One - a) * a;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Rest(Vector<double> z, Vector<double> a) =>
        Lanes.ConditionalSelect(Lanes.GreaterThan(a, Lanes.Create(Saturation.Threshold)), Lanes.Exp(-z) * a, Vector<double>.One - a);
}

/// <content>Sigmoid.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = 1 / (1 + e⁻ᶻ).</summary>
    public static Activation Sigmoid { get; } = BuiltIn<Sigmoid>();
}
