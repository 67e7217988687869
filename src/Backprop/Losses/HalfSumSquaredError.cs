namespace Backprop;

/// <summary>L = ½ Σ (ŷ − y)² over all samples and outputs: what the lab sheet's gradient descends, ∂L/∂ŷ = ŷ − y.</summary>
internal readonly struct HalfSumSquaredError : ILossFunction<HalfSumSquaredError>
{
    public static string Name => "halfSumSquaredError";

    public static IReadOnlyList<string> OtherNames => ["halfSse"];

    public static string Title => "half sum of squared errors";

    public static string Equation => "½·(ŷ − y)²";

    public static string DerivativeEquation => "ŷ − y";

    public static string JavaScript => "0.5 * (p - y) * (p - y)";

    public static string JavaScriptDerivative => "p - y";

    public static string PyTorch => "0.5 * (a - y).square()";

    public static Reduction OverOutputs => Reduction.Sum;

    public static Reduction OverSamples => Reduction.Sum;

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>
    {
        var error = prediction - target;
        return 0.5 * (error * error);
    }

    public static double Derivative(double prediction, double target) => prediction - target;
}

/// <content>Half sum of squared errors.</content>
public sealed partial class Loss
{
    /// <summary>L = ½ Σ (ŷ − y)²: what the lab sheet's gradient descends.</summary>
    public static Loss HalfSumSquaredError { get; } = BuiltIn<HalfSumSquaredError>();
}
