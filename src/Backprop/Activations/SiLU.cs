namespace Backprop;

/// <summary>φ(z) = z·σ(z) with the sigmoid σ; φ′(z) = σ(z)·(1 + z·(1 − σ(z))).</summary>
/// <remarks>S. Elfwing, E. Uchibe and K. Doya, Sigmoid-Weighted Linear Units, Neural Networks 107 (2018); also known as swish.</remarks>
internal readonly struct SiLU : IElementwiseFunction<SiLU>
{
    public static string Name => "silu";

    public static IReadOnlyList<string> OtherNames => ["swish"];

    public static string Title => "SiLU";

    public static string Equation => "z/(1 + e^(−z))";

    public static string DerivativeEquation => "(1 + z/(1 + e^z))/(1 + e^(−z))";

    public static string JavaScript => "z / (1 + Math.exp(-z))";

    public static string JavaScriptDerivative => "(1 + z / (1 + Math.exp(z))) / (1 + Math.exp(-z))";

    public static string PyTorch => "nn.SiLU()";

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z * Sigmoid.Apply(z);

    /// <summary>With 1 − σ(z) = σ(−z), which does not cancel where σ(z) is near 1.</summary>
    public static double Derivative(double z, double a) =>
        Sigmoid.Apply<Real>(z) * (1 + (z * Sigmoid.Apply<Real>(-z)));
}

/// <content>SiLU.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z / (1 + e⁻ᶻ).</summary>
    public static Activation SiLU { get; } = BuiltIn<SiLU>();
}
