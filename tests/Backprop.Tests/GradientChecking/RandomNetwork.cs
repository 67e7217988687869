namespace Backprop.Tests.GradientChecking;

/// <summary>A random network with data and a loss that suits its output: any depth from 1 to 6, any activation, any loss.</summary>
internal sealed record RandomNetwork(Network Network, Dataset Data, Loss Loss, RandomState Random)
{
    private static readonly Activation[] Hidden = [.. Activation.All.Where(activation => activation.IsElementwise)];

    public static RandomNetwork Create(uint seed)
    {
        var random = new RandomState(seed);
        int Between(int low, int high) => low + (int)(random.NextDouble() * (high - low + 1));
        int depth = 1 + (int)(seed % 6), samples = Between(1, 7);
        var loss = Loss.All[(int)(seed / 6 % (uint)Loss.All.Count)];
        var outputs = loss.Name switch
        {
            "crossEntropy" => [Activation.Softmax, Activation.Softmax, Activation.Sigmoid],
            "binaryCrossEntropy" => [Activation.Sigmoid, Activation.Sigmoid, Activation.Softmax],
            // A loss whose slope is the same for all of a sample's outputs leaves softmax, whose outputs add up to 1, the gradient 0.
            _ when loss.Breakpoints.Count > 0 => Hidden,
            _ => [.. Activation.All],
        };
        int[] sizes = [.. Enumerable.Range(0, depth).Select(_ => Between(1, 5)), Between(loss.Name == "crossEntropy" ? 2 : 1, 4)];
        Activation[] activations = [.. Enumerable.Range(0, depth - 1).Select(_ => Hidden[Between(0, Hidden.Length - 1)]),
            outputs[Between(0, outputs.Length - 1)]];
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);

        double Target() => loss.Name.EndsWith("CrossEntropy", StringComparison.Ordinal) ? Between(0, 1) : random.NextGaussian();
        int classes = sizes[^1];
        var targets = loss.Name == "crossEntropy"
            ? Matrix.OneHot([.. Enumerable.Range(0, samples).Select(_ => Between(0, classes - 1))], classes)
            : random.Randn(samples, classes).Map(_ => Target());
        return new(network, new Dataset($"network {seed}", random.Randn(samples, sizes[0]), targets), loss, random);
    }

    public override string ToString() => $"{Data.Name}: {Network}, {Loss}, {Data.Count} samples";
}
