namespace Backprop;

/// <summary>
/// L = mean over all N·outputs of ½·(ŷ − y)² where |ŷ − y| is at most 1, else |ŷ − y| − ½; PyTorch's <c>huber_loss</c>.
/// An outlier pulls no harder than an error of 1.
/// </summary>
/// <remarks>P. Huber, Robust Estimation of a Location Parameter, Annals of Mathematical Statistics 35 (1964).</remarks>
internal readonly struct Huber : ILossFunction<Huber>
{
    public static string Name => "huber";

    public static IReadOnlyList<string> OtherNames => ["smoothL1"];

    public static string Title => "Huber loss";

    public static Reduction OverOutputs => Reduction.Mean;

    public static Reduction OverSamples => Reduction.Mean;

    /// <summary>The second derivative jumps from 1 to 0.</summary>
    public static IReadOnlyList<double> Breakpoints => [-1, 1];

    public static string Equation => "½·(ŷ − y)² if |ŷ − y| ≤ 1, else |ŷ − y| − ½";

    public static string DerivativeEquation => "min(1, max(−1, ŷ − y))";

    public static string JavaScript => "Math.abs(p - y) <= 1 ? 0.5 * (p - y) * (p - y) : Math.abs(p - y) - 0.5";

    public static string JavaScriptDerivative => "Math.min(1, Math.max(-1, p - y))";

    public static string PyTorch => "functional.huber_loss(a, y, reduction=\"none\")";

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>
    {
        var error = prediction - target;
        if (Math.Abs(error.Value) <= 1) return 0.5 * (error * error);
        return (error.Value > 0 ? error : -error) - 0.5;
    }

    public static double Derivative(double prediction, double target) => Math.Clamp(prediction - target, -1, 1);
}

/// <content>Huber loss.</content>
public sealed partial class Loss
{
    /// <summary>L = mean over all N·outputs of ½·(ŷ − y)² where |ŷ − y| is at most 1, else |ŷ − y| − ½.</summary>
    public static Loss Huber { get; } = BuiltIn<Huber>();
}
