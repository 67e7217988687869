using FsCheck;
using FsCheck.Fluent;

namespace Backprop.Tests.Properties;

/// <summary>A random network with samples that fit it and a loss that fits its output.</summary>
/// <param name="Sizes">Inputs, then the units of each layer.</param>
/// <param name="Activations">An index into the built-in activations for each layer.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Samples">N.</param>
/// <param name="Seed">Of the parameters and the samples.</param>
public sealed record RandomNetwork(int[] Sizes, string[] Activations, Loss Loss, int Samples, uint Seed)
{
    private static readonly string[] Elementwise = [.. Activation.All.Where(activation => activation.IsElementwise)
        .Select(activation => activation.Name)];

    /// <summary>Depth 1 to 4, up to 5 units a layer, up to 6 samples.</summary>
    public static Arbitrary<RandomNetwork> Arbitrary { get; } = Arb.From(
        from depth in Gen.Choose(1, 4)
        from sizes in Gen.Choose(1, 5).ArrayOf(depth + 1)
        from activations in Gen.Elements(Elementwise).ArrayOf(depth)
        from loss in Gen.Elements(Loss.All.ToArray())
        from samples in Gen.Choose(1, 6)
        from seed in Gen.Choose(0, int.MaxValue)
        let output = OutputOf(loss, activations[^1])
        let outputs = output == "softmax" ? Math.Max(sizes[^1], 2) : sizes[^1]
        select new RandomNetwork([.. sizes[..^1], outputs], [.. activations[..^1], output], loss, samples, (uint)seed));

    public Network Network { get; } = Create(Sizes, Activations, Seed);

    public Dataset Data { get; } = Draw(Sizes[0], Sizes[^1], Loss, Samples, new RandomState(Seed + 1));

    public Gradients GradientsOf(Network network, Matrix inputs, Matrix targets)
    {
        var forward = network.Forward(inputs);
        return network.Backward(forward, Loss.Evaluate(forward, targets)).Gradients;
    }

    public double LossOf(Network network) => Loss.Evaluate(network.Forward(Data.Inputs), Data.Targets).Value;

    public override string ToString() =>
        $"{string.Join("-", Sizes)} ({string.Join(", ", Activations)}), {Loss}, {Samples} samples, seed {Seed}";

    /// <summary>Checks a property of many random networks; a failure names the network and how to run it again.</summary>
    public static void Check(int count, Action<RandomNetwork> property) =>
        Prop.ForAll(Arbitrary, property).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases.Of(count)));

    private static string OutputOf(Loss loss, string otherwise) =>
        IsOfDistributions(loss) ? "softmax" : loss.IsOfProbabilities ? "sigmoid" : otherwise;

    /// <summary>Whether a row of targets is a distribution over the outputs, as softmax gives one.</summary>
    private static bool IsOfDistributions(Loss loss) => loss.FusedWith(Activation.Softmax) is not null;

    private static Network Create(int[] sizes, string[] activations, uint seed)
    {
        var network = Network.Create(sizes, [.. activations.Select(Activation.Named)], Initializer.XavierNormal(seed));
        var biases = new RandomState(seed);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * biases.Randn(layer.Outputs);
        return network;
    }

    private static Dataset Draw(int inputs, int outputs, Loss loss, int samples, RandomState random)
    {
        var x = random.Randn(samples, inputs);
        var y = random.Randn(samples, outputs);
        if (IsOfDistributions(loss)) y = Matrix.OneHot(y.ArgMax(), outputs);
        else if (loss.IsOfProbabilities) y = y.Map(value => value > 0 ? 1 : 0);
        else if (loss.TargetError(y.Row(0)) is not null) y = y.Map(value => value > 0 ? 1 : -1);
        return new Dataset("random", x, y);
    }
}
