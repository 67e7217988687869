namespace Backprop.Tests.GradientChecking;

/// <summary>A random network with data and a loss that suits its output: any depth from 1 to 6, any activation, any loss.</summary>
internal sealed record RandomNetwork(Network Network, Dataset Data, Loss Loss, RandomState Random)
{
    /// <summary>The functions that a seed written into a test chooses from: a new one does not make it another network.</summary>
    internal static readonly Activation[] RecordedActivations = [.. new[]
        { "elu", "gelu", "identity", "leakyRelu", "relu", "sigmoid", "silu", "softmax", "softplus", "tanh" }.Select(Activation.Named)];

    internal static readonly Loss[] RecordedLosses = [.. new[]
        { "binaryCrossEntropy", "crossEntropy", "halfSumSquaredError", "huber", "meanAbsoluteError",
            "meanSquaredError" }.Select(Loss.Named)];

    /// <summary>The network of a seed that is written into a test.</summary>
    public static RandomNetwork Recorded(uint seed) => Create(seed, RecordedActivations, RecordedLosses);

    public static RandomNetwork Create(uint seed) => Create(seed, Activation.All, Loss.All);

    private static RandomNetwork Create(uint seed, IReadOnlyList<Activation> activationsToDraw, IReadOnlyList<Loss> losses)
    {
        Activation[] hidden = [.. activationsToDraw.Where(activation => activation.IsElementwise)];
        var random = new RandomState(seed);
        int Between(int low, int high) => low + (int)(random.NextDouble() * (high - low + 1));
        int depth = 1 + (int)(seed % 6), samples = Between(1, 7);
        var loss = losses[(int)(seed / 6 % (uint)losses.Count)];
        var outputs = loss.Name switch
        {
            "crossEntropy" => [Activation.Softmax, Activation.Softmax, Activation.Sigmoid],
            "binaryCrossEntropy" => [Activation.Sigmoid, Activation.Sigmoid, Activation.Softmax],
            // A loss whose slope is the same for all of a sample's outputs leaves softmax, whose outputs add up to 1, the gradient 0.
            _ when loss.Breakpoints.Count > 0 => hidden,
            _ => [.. activationsToDraw],
        };
        int[] sizes = [.. Enumerable.Range(0, depth).Select(_ => Between(1, 5)), Between(loss.Name == "crossEntropy" ? 2 : 1, 4)];
        Activation[] activations = [.. Enumerable.Range(0, depth - 1).Select(_ => hidden[Between(0, hidden.Length - 1)]),
            outputs[Between(0, outputs.Length - 1)]];
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);

        double Target() => loss.Name.EndsWith("CrossEntropy", StringComparison.Ordinal) ? Between(0, 1) : random.NextGaussian();
        int classes = sizes[^1];
        var targets = loss.Name == "crossEntropy"
            ? Matrix.OneHot([.. Enumerable.Range(0, samples).Select(_ => Between(0, classes - 1))], classes)
            : random.Randn(samples, classes).Map(_ => Target());
        if (loss.TargetError(targets.Row(0)) is not null) targets = targets.Map(y => y > 0 ? 1 : -1);
        return new(network, new Dataset($"network {seed}", random.Randn(samples, sizes[0]), targets), loss, random);
    }

    public override string ToString() => $"{Data.Name}: {Network}, {Loss}, {Data.Count} samples";
}
