namespace Backprop;

/// <summary>φ(z) = z, φ′(z) = 1.</summary>
internal readonly struct Identity : IElementwiseFunction<Identity>
{
    public static string Name => "identity";

    public static IReadOnlyList<string> OtherNames => ["linear"];

    public static string Equation => "z";

    public static string DerivativeEquation => "1";

    public static string JavaScript => "z";

    public static string JavaScriptDerivative => "1";

    public static string PyTorch => "nn.Identity()";

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z;

    public static double Derivative(double z, double a) => 1;

    public static void Apply(ReadOnlySpan<double> z, Span<double> a) => z.CopyTo(a);

    public static void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta) =>
        gradient.CopyTo(delta);
}

/// <content>Identity.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z.</summary>
    public static Activation Identity { get; } = BuiltIn<Identity>();
}
