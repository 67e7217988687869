using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>φ(z) = z for z &gt; 0, else 0.01·z; φ′(z) = 1 for z &gt; 0, else 0.01 (PyTorch's default slope).</summary>
/// <remarks>A. Maas, A. Hannun and A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML 2013.</remarks>
internal readonly struct LeakyReLU : IElementwiseFunction<LeakyReLU>, IVectorBackward
{
    public const double Slope = 0.01;

    public static string Name => "leakyRelu";

    public static string Title => "leaky ReLU";

    public static string Equation => "max(0.01·z, z)";

    public static string DerivativeEquation => "1 if z > 0, else 0.01";

    public static string JavaScript => "Math.max(0.01 * z, z)";

    public static string JavaScriptDerivative => "z > 0 ? 1 : 0.01";

    public static string PyTorch => "nn.LeakyReLU(0.01)";

    public static IReadOnlyList<double> Kinks => [0];

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z.Value > 0 ? z : Slope * z;

    public static double Derivative(double z, double a) => z > 0 ? 1 : Slope;

    public static void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta) =>
        VectorBackward.Run<LeakyReLU>(z, a, gradient, delta);

    public static Vector<double> Delta(Vector<double> z, Vector<double> a, Vector<double> gradient) =>
        Lanes.ConditionalSelect(Lanes.GreaterThan(z, Vector<double>.Zero), gradient, gradient * Slope);
}

/// <content>Leaky ReLU.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z for z &gt; 0, else 0.01·z.</summary>
    public static Activation LeakyReLU { get; } = BuiltIn<LeakyReLU>();
}
