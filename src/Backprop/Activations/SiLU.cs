namespace Backprop;

/// <summary>φ(z) = z·σ(z) with the sigmoid σ; φ′(z) = σ(z)·(1 + z·(1 − σ(z))).</summary>
/// <remarks>S. Elfwing, E. Uchibe and K. Doya, Sigmoid-Weighted Linear Units, Neural Networks 107 (2018); also known as swish.</remarks>
internal readonly struct SiLU : IElementwiseFunction<SiLU>
{
    public static string Name => "silu";

    public static string Title => "SiLU";

    public static string Formula => @"\frac{z}{1 + e^{-z}}";

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z * Sigmoid.Apply(z);

    /// <summary>With 1 − σ(z) = σ(−z), which does not cancel where σ(z) is near 1.</summary>
    public static double Derivative(double z, double a) =>
        Sigmoid.Apply<Real>(z) * (1 + (z * Sigmoid.Apply<Real>(-z)));
}
