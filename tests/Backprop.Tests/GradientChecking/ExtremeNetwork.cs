namespace Backprop.Tests.GradientChecking;

/// <summary>
/// A network as an adversary draws it: any activation, loss and initializer, inputs from 0 to 1, to 16, to 255 or to 1000, and sometimes
/// weights that make it sure of what it says.
/// </summary>
internal sealed record ExtremeNetwork(Network Network, Dataset Data, Loss Loss, double Scale, bool IsConfident, RandomState Random)
{
    private static readonly Func<uint, Initializer>[] Initializers =
    [
        Initializer.StandardNormal, seed =>
            Initializer.SmallNormal(seed), seed => Initializer.SmallUniform(seed), Initializer.XavierNormal, Initializer.XavierUniform,
        Initializer.HeNormal, Initializer.HeUniform, Initializer.LeCunNormal, Initializer.LeCunUniform,
    ];

    private static readonly double[] Scales = [1, 16, 255, 1e3];

    public static ExtremeNetwork Create(uint seed)
    {
        var random = new RandomState(seed + 77_000_000);
        int Between(int low, int high) => low + (int)(random.NextDouble() * (high - low + 1));
        var loss = Loss.All[(int)(seed % 4)];
        double scale = Scales[seed / 4 % 4];
        bool confident = seed / 16 % 3 == 2;
        Activation[] hidden = [.. Activation.All.Where(activation => activation.IsElementwise)];
        Activation[] outputs = loss.Name.EndsWith("CrossEntropy", StringComparison.OrdinalIgnoreCase)
            ? [Activation.Softmax, Activation.Sigmoid]
            : [.. Activation.All];
        int depth = Between(1, 4), samples = Between(1, 6), classes = Between(2, 4);
        int[] sizes = [.. Enumerable.Range(0, depth).Select(_ => Between(1, 6)), classes];
        Activation[] activations = [.. Enumerable.Range(0, depth - 1).Select(_ => hidden[Between(0, hidden.Length - 1)]),
            outputs[Between(0, outputs.Length - 1)]];
        var network = Network.Create(sizes, activations, Initializers[Between(0, Initializers.Length - 1)](seed));
        foreach (var layer in network.Layers)
            layer.Bias = (seed % 2 == 0 ? 0 : 0.3) * random.Randn(layer.Outputs);
        if (confident) network.Layers[^1].Weights = (double)Between(5, 60) * network.Layers[^1].Weights.Map(w => w / (Math.Abs(w) + 0.01));
        var targets = loss.Name == "crossEntropy"
            ? Matrix.OneHot([.. Enumerable.Range(0, samples).Select(_ => Between(0, classes - 1))], classes)
            : loss.Name == "binaryCrossEntropy" ? new RandomState(seed).Randn(samples, classes).Map(y => y > 0 ? 1 : 0)
            : random.Randn(samples, classes);
        var inputs = random.Randn(samples, sizes[0]).Map(_ => scale * random.NextDouble());
        return new(network, new Dataset($"extreme {seed}", inputs, targets), loss, scale, confident, random);
    }

    public Gradients Right()
    {
        var forward = Network.Forward(Data.Inputs);
        return Network.Backward(forward, Loss.Evaluate(forward, Data.Targets)).Gradients;
    }

    public override string ToString() =>
        $"{Data.Name}: {Network}, {Loss}, {Data.Count} samples to {Scale}{(IsConfident ? ", confident" : "")}";
}
