namespace Backprop;

/// <summary>The 2-2-1 network with round weights that lessons 2 to 5 follow, on XOR, with half the sum of squared errors.</summary>
internal static class RoundNetwork
{
    public static Network Network { get; } = Create();

    public static ForwardPass Forward { get; } = Network.Forward(Dataset.Xor.Inputs);

    public static LossValue HalfSum { get; } = Loss.HalfSumSquaredError.Evaluate(Forward, Dataset.Xor.Targets);

    public static LossValue Mean { get; } = Loss.MeanSquaredError.Evaluate(Forward, Dataset.Xor.Targets);

    public static BackwardPass Backward { get; } = Network.Backward(Forward, HalfSum);

    private static Network Create()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = [[0.5, -0.4], [0.3, 0.8]];
        network.Layers[0].Bias = [0.1, -0.2];
        network.Layers[1].Weights = [[0.7], [-0.6]];
        network.Layers[1].Bias = [0.2];
        return network;
    }
}
