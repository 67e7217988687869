namespace Backprop;

/// <summary>L = mean over all N·outputs of (ŷ − y)²; PyTorch's <c>mse_loss</c>.</summary>
internal readonly struct MeanSquaredError : ILossFunction<MeanSquaredError>
{
    public static string Name => "meanSquaredError";

    public static IReadOnlyList<string> OtherNames => ["mse", "l2"];

    public static string Title => "mean squared error";

    public static string Equation => "(ŷ − y)²";

    public static string DerivativeEquation => "2·(ŷ − y)";

    public static string JavaScript => "(p - y) * (p - y)";

    public static string JavaScriptDerivative => "2 * (p - y)";

    public static string PyTorch => "(a - y).square()";

    public static Reduction OverOutputs => Reduction.Mean;

    public static Reduction OverSamples => Reduction.Mean;

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>
    {
        var error = prediction - target;
        return error * error;
    }

    public static double Derivative(double prediction, double target) => 2 * (prediction - target);
}

/// <content>Mean squared error.</content>
public sealed partial class Loss
{
    /// <summary>L = mean over all N·outputs of (ŷ − y)².</summary>
    public static Loss MeanSquaredError { get; } = BuiltIn<MeanSquaredError>();
}
