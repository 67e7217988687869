namespace Backprop;

/// <summary>L = mean over all N·outputs of |ŷ − y|; PyTorch's <c>l1_loss</c>, with the derivative 0 at the kink ŷ = y.</summary>
internal readonly struct MeanAbsoluteError : ILossFunction<MeanAbsoluteError>
{
    public static string Name => "meanAbsoluteError";

    public static IReadOnlyList<string> OtherNames => ["mae", "l1"];

    public static string Title => "mean absolute error";

    public static Reduction OverOutputs => Reduction.Mean;

    public static Reduction OverSamples => Reduction.Mean;

    public static IReadOnlyList<double> Kinks => [0];

    public static string Equation => "|ŷ − y|";

    public static string DerivativeEquation => "sign(ŷ − y)";

    public static string JavaScript => "Math.abs(p - y)";

    public static string JavaScriptDerivative => "Math.sign(p - y)";

    public static string PyTorch => "(a - y).abs()";

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T> => prediction.Value >= target ? prediction - target : target - prediction;

    public static double Derivative(double prediction, double target) => (prediction > target ? 1 : 0) - (prediction < target ? 1 : 0);
}

/// <content>Mean absolute error.</content>
public sealed partial class Loss
{
    /// <summary>L = mean over all N·outputs of |ŷ − y|.</summary>
    public static Loss MeanAbsoluteError { get; } = BuiltIn<MeanAbsoluteError>();
}
