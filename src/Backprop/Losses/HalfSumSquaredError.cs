namespace Backprop;

/// <summary>L = ½ Σ (ŷ − y)² over all samples and outputs: what the lab sheet's gradient descends, ∂L/∂ŷ = ŷ − y.</summary>
internal readonly struct HalfSumSquaredError : ILossFunction<HalfSumSquaredError>
{
    public static string Name => "halfSumSquaredError";

    public static string Title => "half sum of squared errors";

    public static string Formula => @"\frac{1}{2}\sum_{n,k}(\hat y_{nk} - y_{nk})^2";

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
