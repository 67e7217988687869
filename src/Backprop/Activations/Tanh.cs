using System.Numerics.Tensors;

namespace Backprop;

/// <summary>φ(z) = tanh z, φ′(z) = 1 − a² with a = φ(z).</summary>
internal readonly struct Tanh : IElementwiseFunction<Tanh>
{
    public static string Name => "tanh";

    public static string Formula => @"\tanh z";

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => T.Tanh(z);

    public static double Derivative(double z, double a) => 1 - (a * a);

    public static void Apply(ReadOnlySpan<double> z, Span<double> a) => TensorPrimitives.Tanh(z, a);
}
