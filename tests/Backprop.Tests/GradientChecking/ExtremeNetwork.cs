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

    /// <summary>Whether the inputs of this seed's network go from 0 to 1.</summary>
    public static bool IsOfUnitInputs(uint seed) => seed / (uint)Loss.All.Count % 4 == 0;

    /// <summary>The network of a seed that is written into a test.</summary>
    public static ExtremeNetwork Recorded(uint seed) => Create(seed, RandomNetwork.RecordedActivations, RandomNetwork.RecordedLosses);

    public static ExtremeNetwork Create(uint seed) => Create(seed, Activation.All, Loss.All);

    private static ExtremeNetwork Create(uint seed, IReadOnlyList<Activation> activationsToDraw, IReadOnlyList<Loss> losses)
    {
        var random = new RandomState(seed + 77_000_000);
        int Between(int low, int high) => low + (int)(random.NextDouble() * (high - low + 1));
        var loss = losses[(int)(seed % (uint)losses.Count)];
        uint rest = seed / (uint)losses.Count;
        double scale = Scales[rest % 4];
        bool confident = rest / 4 % 3 == 2;
        Activation[] hidden = [.. activationsToDraw.Where(activation => activation.IsElementwise)];
        Activation[] outputs = loss.Name.EndsWith("CrossEntropy", StringComparison.OrdinalIgnoreCase)
            ? [Activation.Softmax, Activation.Sigmoid]
            : [.. activationsToDraw];
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
        if (loss.TargetError(targets.Row(0)) is not null) targets = targets.Map(y => y > 0 ? 1 : -1);
        var inputs = random.Randn(samples, sizes[0]).Map(_ => scale * random.NextDouble());
        return new(network, new Dataset($"extreme {seed}", inputs, targets), loss, scale, confident, random);
    }

    public Gradients Right()
    {
        var forward = Network.Forward(Data.Inputs);
        return Network.Backward(forward, Loss.Evaluate(forward, Data.Targets)).Gradients;
    }

    /// <summary>
    /// The same as it is written on paper: ŷ − y, a(1 − a), 1 − a², with all that rounding leaves of them where the network is sure.
    /// </summary>
    public Gradients RightOnPaper()
    {
        var forward = Network.Forward(Data.Inputs);
        var a = forward.Output;
        var (y, gradients) = (Data.Targets, new LayerGradient[Network.Layers.Count]);
        var gradient = Loss.Evaluate(a, y).Gradient;
        var delta = (Loss.Name, Network.Layers[^1].Activation.Name) switch
        {
            ("crossEntropy", "softmax") => (1.0 / a.RowCount) * (a - y),
            ("binaryCrossEntropy", "sigmoid") => (1.0 / (a.RowCount * a.ColumnCount)) * (a - y),
            (_, "softmax") => Softmax(gradient, a),
            _ => gradient.Hadamard(Slope(forward.Layers[^1])),
        };
        for (int l = gradients.Length - 1; l >= 0; l--)
        {
            gradients[l] = new((l == 0 ? forward.Inputs : forward.Layers[l - 1].A).Transpose() * delta, delta.SumRows());
            if (l > 0) delta = (delta * forward.Layers[l].Weights.Transpose()).Hadamard(Slope(forward.Layers[l - 1]));
        }

        return Gradients.Create(gradients);

        static Matrix Slope(LayerForward layer) => layer.Activation.Name switch
        {
            "sigmoid" => layer.A.Map(a => a * (1 - a)),
            "tanh" => layer.A.Map(a => 1 - (a * a)),
            _ => layer.Activation.Derivative(layer.Z),
        };

        static Matrix Softmax(Matrix gradient, Matrix a) => new(a.RowCount, a.ColumnCount, [.. a.Values.ToArray().Select((p, i) =>
            p * (gradient.Values[i] - gradient.Row(i / a.ColumnCount).ToArray().Zip(a.Row(i / a.ColumnCount).ToArray(), (g, q) => g * q)
                .Sum()))]);
    }

    public override string ToString() =>
        $"{Data.Name}: {Network}, {Loss}, {Data.Count} samples to {Scale}{(IsConfident ? ", confident" : "")}";
}
