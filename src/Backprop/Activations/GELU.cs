namespace Backprop;

/// <summary>
/// φ(z) = z·Φ(z) with Φ(z) = ½·(1 + erf(z/√2)), the normal distribution; φ′(z) = Φ(z) + z·e^(−z²/2)/√(2π). PyTorch's <c>gelu</c>.
/// </summary>
/// <remarks>D. Hendrycks and K. Gimpel, Gaussian Error Linear Units (2016).</remarks>
internal readonly struct GELU : IElementwiseFunction<GELU>
{
    private const double RootHalf = 0.7071067811865476;
    private const double Density = 0.3989422804014327;

    public static string Name => "gelu";

    public static string Title => "GELU";

    public static string Equation => "½·z·(1 + erf(z/√2))";

    public static string DerivativeEquation => "½·(1 + erf(z/√2)) + z·e^(−z²/2)/√(2·π)";

    public static string JavaScript => "0.5 * z * erfc(-z * Math.SQRT1_2)";

    public static string JavaScriptDerivative => "0.5 * erfc(-z * Math.SQRT1_2) + z * Math.exp(-0.5 * z * z) * 0.3989422804014327";

    public static string PyTorch => "nn.GELU()";

    /// <summary>Written with erfc(−z/√2) = 1 + erf(z/√2), which does not cancel for negative z.</summary>
    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => 0.5 * z * T.Erfc(-RootHalf * z);

    public static double Derivative(double z, double a) =>
        (0.5 * ErrorFunction.Erfc(-RootHalf * z)) + (z * Density * Math.Exp(-0.5 * z * z));
}

/// <content>GELU.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z·Φ(z) with the normal distribution Φ.</summary>
    public static Activation GELU { get; } = BuiltIn<GELU>();
}
