namespace Backprop;

/// <summary>φ(z) = z for z &gt; 0, else eᶻ − 1; φ′(z) = 1 for z &gt; 0, else eᶻ = a + 1.</summary>
/// <remarks>
/// D. Clevert, T. Unterthiner and S. Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear Units, ICLR 2016.
/// </remarks>
internal readonly struct ELU : IElementwiseFunction<ELU>
{
    public static string Name => "elu";

    public static string Title => "ELU";

    public static string Equation => "z if z > 0, else e^z − 1";

    public static string DerivativeEquation => "1 if z > 0, else a + 1";

    public static string JavaScript => "z > 0 ? z : Math.expm1(z)";

    public static string JavaScriptDerivative => "z > 0 ? 1 : a + 1";

    public static string PyTorch => "nn.ELU()";

    /// <summary>φ″ jumps from 1 to 0.</summary>
    public static IReadOnlyList<double> Breakpoints => [0];

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z.Value > 0 ? z : T.ExpM1(z);

    /// <summary>1, or a + 1; where a is nearly −1 that has lost its digits, and e^z is the same number with all of them.</summary>
    public static double Derivative(double z, double a) => z > 0 ? 1 : a < -Saturation.Threshold ? Math.Exp(z) : a + 1;
}

/// <content>ELU.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z for z &gt; 0, else eᶻ − 1.</summary>
    public static Activation ELU { get; } = BuiltIn<ELU>();
}
