using System.Numerics;
using System.Numerics.Tensors;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>φ(z) = max(0, z); φ′(z) = 1 for z &gt; 0, else 0 (also at 0, as in PyTorch).</summary>
/// <remarks>V. Nair and G. Hinton, Rectified Linear Units Improve Restricted Boltzmann Machines, ICML 2010.</remarks>
internal readonly struct ReLU : IElementwiseFunction<ReLU>, IVectorBackward
{
    public static string Name => "relu";

    public static string Title => "ReLU";

    public static string Equation => "max(0, z)";

    public static string DerivativeEquation => "1 if z > 0, else 0";

    public static string JavaScript => "Math.max(0, z)";

    public static string JavaScriptDerivative => "z > 0 ? 1 : 0";

    public static string PyTorch => "nn.ReLU()";

    public static IReadOnlyList<double> Kinks => [0];

    public static T Apply<T>(T z)
        where T : struct, IScalar<T> => z.Value > 0 || double.IsNaN(z.Value) ? z : 0.0;

    public static double Derivative(double z, double a) => z > 0 ? 1 : 0;

    public static void Apply(ReadOnlySpan<double> z, Span<double> a) => TensorPrimitives.Max(z, 0, a);

    public static void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta) =>
        VectorBackward.Run<ReLU>(z, a, gradient, delta);

    public static Vector<double> Delta(Vector<double> z, Vector<double> a, Vector<double> gradient) =>
        Lanes.ConditionalSelect(Lanes.GreaterThan(z, Vector<double>.Zero), gradient, Vector<double>.Zero);
}

/// <content>ReLU.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = max(0, z).</summary>
    public static Activation ReLU { get; } = BuiltIn<ReLU>();
}
