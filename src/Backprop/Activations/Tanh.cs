using System.Numerics;
using System.Runtime.CompilerServices;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>φ(z) = tanh z, φ′(z) = 1 − a² with a = φ(z).</summary>
internal readonly struct Tanh : IElementwiseFunction<Tanh>, IVectorBackward
{
    private const double Tiny = 1e-4;

    public static string Name => "tanh";

    public static string Equation => "tanh(z)";

    public static string DerivativeEquation => "1 − a²";

    public static string JavaScript => "Math.tanh(z)";

    public static string JavaScriptDerivative => "1 - a * a";

    public static string PyTorch => "nn.Tanh()";

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => T.Tanh(z);

    /// <summary>
    /// 1 − a²; where a is nearly ±1 that has lost its digits, and 4e^(−2|z|)/(1 + e^(−2|z|))² is the same number with all.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Derivative(double z, double a) => Math.Abs(a) > Saturation.Threshold ? Slope(z) : 1 - (a * a);

    /// <summary>The vectorised form subtracts from 1, right to 1e-16 but to no digit of a tiny z; there the scalar one stands in.</summary>
    public static void Apply(ReadOnlySpan<double> z, Span<double> a)
    {
        ElementaryFunctions.Tanh(z, a);
        if (!ElementaryFunctions.AreVectorized) return;
        int i = 0;
        var tiny = Lanes.Create(Tiny);
        for (; i <= z.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            if (Lanes.LessThanAny(Lanes.Abs(new Vector<double>(z[i..])), tiny)) Replace(z.Slice(i, Vector<double>.Count), a[i..]);
        }

        Replace(z[i..], a[i..]);

        static void Replace(ReadOnlySpan<double> z, Span<double> a)
        {
            for (int k = 0; k < z.Length; k++)
            {
                if (Math.Abs(z[k]) < Tiny) a[k] = Math.Tanh(z[k]);
            }
        }
    }

    public static void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta) =>
        VectorBackward.Run<Tanh>(z, a, gradient, delta);

    public static Vector<double> Delta(Vector<double> z, Vector<double> a, Vector<double> gradient) =>
        gradient * (Lanes.GreaterThanAny(Lanes.Abs(a), Lanes.Create(Saturation.Threshold)) ? Slope(z, a) : Vector<double>.One - (a * a));

    private static double Slope(double z)
    {
        double exp = Math.Exp(-2 * Math.Abs(z));
        return 4 * exp / ((1 + exp) * (1 + exp));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> Slope(Vector<double> z, Vector<double> a)
    {
        var exp = Lanes.Exp(-2 * Lanes.Abs(z));
        var sum = Vector<double>.One + exp;
        return Lanes.ConditionalSelect(
            Lanes.GreaterThan(Lanes.Abs(a), Lanes.Create(Saturation.Threshold)), 4 * exp / (sum * sum), Vector<double>.One - (a * a));
    }
}

/// <content>Tanh.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = tanh z.</summary>
    public static Activation Tanh { get; } = BuiltIn<Tanh>();
}
