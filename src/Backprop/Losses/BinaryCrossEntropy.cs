namespace Backprop;

/// <summary>
/// L = mean over all entries of −(y ln ŷ + (1 − y) ln(1 − ŷ)); PyTorch's <c>binary_cross_entropy</c>, with its bounds where ŷ
/// has rounded to 0 or 1: ln is at least −100, and the derivative's denominator at least 1e-12.
/// </summary>
internal readonly struct BinaryCrossEntropy : ILossFunction<BinaryCrossEntropy>
{
    public static string Name => "binaryCrossEntropy";

    public static IReadOnlyList<string> OtherNames => ["bce"];

    public static string Title => "binary cross-entropy";

    public static string Equation => "−(y·ln(ŷ) + (1 − y)·ln(1 − ŷ))";

    public static string DerivativeEquation => "(ŷ − y)/(ŷ·(1 − ŷ))";

    public static string JavaScript => "-(y * Math.max(Math.log(p), -100) + (1 - y) * Math.max(Math.log(1 - p), -100))";

    public static string JavaScriptDerivative => "(p - y) / Math.max(p * (1 - p), 1e-12)";

    public static string PyTorch => "-(torch.xlogy(y, a) + torch.xlogy(1 - y, 1 - a))";

    public static Reduction OverOutputs => Reduction.Mean;

    public static Reduction OverSamples => Reduction.Mean;

    public static bool IsOfProbabilities => true;

    public static string? TargetError(ReadOnlySpan<double> targets)
    {
        foreach (double target in targets)
        {
            if (!(target is >= 0 and <= 1))
            {
                return FormattableString.Invariant(
                    $"has the entry {target}, but a binary cross-entropy needs a probability from 0 to 1 for each output.");
            }
        }

        return null;
    }

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T> =>
        -((target * BoundedLog(prediction)) + ((1 - target) * BoundedLog(1.0 - prediction)));

    public static double Derivative(double prediction, double target) =>
        (prediction - target) / Math.Max(prediction * (1 - prediction), 1e-12);

    private static T BoundedLog<T>(T x)
        where T : struct, IScalar<T> =>
        Math.Log(x.Value) < -100 ? -100.0 : T.Log(x);
}

/// <content>Binary cross-entropy.</content>
public sealed partial class Loss
{
    /// <summary>L = mean over all entries of −(y ln ŷ + (1 − y) ln(1 − ŷ)).</summary>
    public static Loss BinaryCrossEntropy { get; } = BuiltIn<BinaryCrossEntropy>();
}
