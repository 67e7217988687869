namespace Backprop.Tests.Display;

/// <summary>The lab sheet's first iteration, and a network too large to be shown whole.</summary>
internal static class Example
{
    public static Network Network { get; } = LabSheet();

    public static ForwardPass Forward { get; } = Network.Forward(Dataset.Xor.Inputs);

    public static LossValue Loss { get; } = Backprop.Loss.HalfSumSquaredError.Evaluate(Forward, Dataset.Xor.Targets);

    public static BackwardPass Backward { get; } = Network.Backward(Forward, Loss);

    public static ParameterUpdate Update { get; } = LabSheet().Update(Backward, learningRate: 0.1);

    public static Network LargeNetwork { get; } =
        Network.Create([64, 128, 32, 10], Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1));

    public static ForwardPass LargeForward { get; } =
        LargeNetwork.Forward(Network.Create([1, 64], Activation.Identity, Initializer.StandardNormal(seed: 2)).Predict(Rows(200)));

    public static LossValue LargeLoss { get; } =
        Backprop.Loss.CrossEntropy.Evaluate(LargeForward, Matrix.OneHot([.. Enumerable.Range(0, 200).Select(n => n % 10)], 10));

    public static BackwardPass LargeBackward { get; } = LargeNetwork.Backward(LargeForward, LargeLoss);

    public static ParameterUpdate LargeUpdate { get; } = LargeNetwork.Copy().Update(LargeBackward, learningRate: 0.01);

    private static Network LabSheet() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private static Matrix Rows(int count) => Matrix.Create([.. Enumerable.Range(0, count).Select(n => new[] { Math.Sin(n) })]);
}
