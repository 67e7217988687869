namespace Backprop;

/// <summary>
/// L = mean over samples of −Σₖ yₖ ln ŷₖ, with one-hot rows y (or any distribution over the classes).
/// Where ŷₖ has rounded to 0 it counts as the smallest normal double, so L stays finite.
/// </summary>
internal readonly struct CrossEntropy : ILossFunction<CrossEntropy>
{
    private const double Smallest = 2.2250738585072014e-308;

    public static string Name => "crossEntropy";

    public static IReadOnlyList<string> OtherNames => ["ce", "categoricalCrossEntropy"];

    public static string Title => "cross-entropy";

    public static string Equation => "−y·ln(ŷ)";

    public static string DerivativeEquation => "−y/ŷ";

    public static string JavaScript => "y === 0 ? 0 : -y * Math.log(Math.max(p, 2.2250738585072014e-308))";

    public static string JavaScriptDerivative => "y === 0 ? 0 : -y / Math.max(p, 2.2250738585072014e-308)";

    public static string PyTorch => "-torch.xlogy(y, a)";

    public static Reduction OverOutputs => Reduction.Sum;

    public static Reduction OverSamples => Reduction.Mean;

    public static bool IsOfProbabilities => true;

    /// <summary>One-hot, or a distribution: at least 0, with the sum 1 up to rounding in single precision.</summary>
    public static string? TargetError(ReadOnlySpan<double> targets)
    {
        double sum = 0;
        foreach (double target in targets)
        {
            if (!(target >= 0))
            {
                return FormattableString.Invariant(
                    $"has the entry {target}, but a cross-entropy needs a probability for each class: a one-hot row.");
            }

            sum += target;
        }

        return Math.Abs(sum - 1) <= 1e-6
            ? null
            : FormattableString.Invariant($"has the sum {sum}, but a cross-entropy needs a one-hot row: ")
                + "a 1 for the class, and 0 elsewhere. For a single output use Loss.BinaryCrossEntropy.";
    }

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T> =>
        target == 0 ? 0.0 : -target * T.Log(prediction.Value < Smallest ? Smallest : prediction);

    public static double Derivative(double prediction, double target) =>
        target == 0 ? 0 : -target / Math.Max(prediction, Smallest);
}

/// <content>Cross-entropy.</content>
public sealed partial class Loss
{
    /// <summary>L = mean over samples of −Σₖ yₖ ln ŷₖ, with one-hot targets.</summary>
    public static Loss CrossEntropy { get; } = BuiltIn<CrossEntropy>();
}
