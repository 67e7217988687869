namespace Backprop;

/// <summary>φ(z) = ln(1 + eᶻ), φ′(z) = 1 / (1 + e⁻ᶻ).</summary>
internal readonly struct Softplus : IElementwiseFunction<Softplus>
{
    public static string Name => "softplus";

    public static string Equation => "ln(1 + e^z)";

    public static string DerivativeEquation => "1/(1 + e^(−z))";

    public static string JavaScript => "Math.max(0, z) + Math.log1p(Math.exp(-Math.abs(z)))";

    public static string JavaScriptDerivative => "1 / (1 + Math.exp(-z))";

    public static string PyTorch => "nn.Softplus(threshold=700)";

    /// <summary>max(0, z) + ln(1 + e^(−|z|)): the same number, without overflow.</summary>
    public static T Apply<T>(T z)
        where T : struct, IScalar<T> =>
        z.Value > 0 ? z + T.LogP1(T.Exp(-z)) : T.LogP1(T.Exp(z));

    public static double Derivative(double z, double a) => Sigmoid.Apply<Real>(z);
}

/// <content>Softplus.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = ln(1 + eᶻ).</summary>
    public static Activation Softplus { get; } = BuiltIn<Softplus>();
}
