namespace Backprop;

/// <summary>
/// L = mean over samples of −Σₖ yₖ ln ŷₖ, with one-hot rows y (or any distribution over the classes).
/// Where ŷₖ has rounded to 0 it counts as the smallest normal double, so L stays finite.
/// </summary>
internal readonly struct CrossEntropy : ILossFunction<CrossEntropy>
{
    private const double Smallest = 2.2250738585072014e-308;

    public static string Name => "crossEntropy";

    public static string Formula => @"-\frac{1}{N}\sum_{n,k} y_{nk}\ln\hat y_{nk}";

    public static Reduction OverOutputs => Reduction.Sum;

    public static Reduction OverSamples => Reduction.Mean;

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T> =>
        target == 0 ? 0.0 : -target * T.Log(prediction.Value < Smallest ? Smallest : prediction);

    public static double Derivative(double prediction, double target) =>
        target == 0 ? 0 : -target / Math.Max(prediction, Smallest);
}
