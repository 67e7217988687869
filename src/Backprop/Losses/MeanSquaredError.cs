namespace Backprop;

/// <summary>L = mean over all N·outputs of (ŷ − y)²; PyTorch's <c>mse_loss</c>.</summary>
internal readonly struct MeanSquaredError : ILossFunction<MeanSquaredError>
{
    public static string Name => "meanSquaredError";

    public static string Title => "mean squared error";

    public static string Formula => @"\frac{1}{NK}\sum_{n,k}(\hat y_{nk} - y_{nk})^2";

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
