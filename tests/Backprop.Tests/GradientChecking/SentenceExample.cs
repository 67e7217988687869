namespace Backprop.Tests.GradientChecking;

/// <summary>Networks in which no two mistakes look alike, and what the diagnosis says of a gradient of theirs.</summary>
internal static class SentenceExample
{
    public static RandomNetwork Mean(uint seed) =>
        Example([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Softmax], Matrix.OneHot([0, 1, 1, 0, 1], 2),
            Loss.CrossEntropy, seed);

    public static RandomNetwork Sum(uint seed) =>
        Example([3, 4, 3, 2], [Activation.SiLU, Activation.Tanh, Activation.Sigmoid], new RandomState(7).Randn(5, 2),
            Loss.HalfSumSquaredError, seed);

    public static Gradients GradientOf(Network network, Dataset data, Loss loss)
    {
        var forward = network.Forward(data.Inputs);
        return network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
    }

    public static Matrix Row(Matrix matrix, int n) => Matrix.Create([matrix.Row(n).ToArray()]);

    public static (GradientMistake, int?, string) Diagnose(RandomNetwork example, params LayerGradient[] gradients) =>
        GradientCheck.Compare(example.Network, example.Data, example.Loss, [.. gradients]).Diagnosis is var diagnosis
            ? (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary)
            : default;

    private static RandomNetwork Example(int[] sizes, Activation[] activations, Matrix targets, Loss loss, uint seed)
    {
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed: 8));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return new(network, new Dataset("five", new RandomState(6).Randn(5, 3), targets), loss, new RandomState(seed));
    }
}
