using System.Collections.Concurrent;
using System.Globalization;

namespace Backprop.Tests.GradientChecking;

/// <summary>How often the mistakes of first programs are named in random networks in which they can be made.</summary>
public sealed class StudentMistakeRateTests(ITestOutputHelper output)
{
    private static readonly Activation[] Hidden = [.. Activation.All.Where(activation => activation.IsElementwise)];

    /// <summary>What a program does, the kinds that it is named by, and the gradient it gives; null where it cannot be done.</summary>
    private static readonly (string Name, GradientMistake[] Kinds, Func<Network, Dataset, Loss, RandomState, Gradients?> Plant)[] Mistakes =
    [
        ("y − ŷ, and φ′ missing in every hidden layer", [GradientMistake.MissingDerivative, GradientMistake.SignFlip], (n, d, l, _) =>
            n.Layers.SkipLast(1).All(layer => layer.Activation == Activation.Identity) ? null
                : Scaled(new StudentBackward(n, d, l) { Slope = at => Ones(n.Forward(d.Inputs).Layers[at].Z) }.Run(), _ => -1)),
        ("φ′ of the next layer in every hidden layer", [GradientMistake.WrongLayerDerivative], (n, d, l, _) =>
            n.Layers[^1].Activation.IsElementwise ? Student(n, d, l, s => new(n, d, l) { Slope = at => s.SlopeOf(at + 1, at) }) : null),
        ("∂L/∂W from a of the layer itself", [GradientMistake.WrongInputs], (n, d, l, _) => Student(n, d, l, s => new(n, d, l)
            { Inputs = at => s.Forward.Layers[at].A.ColumnCount == s.A(at).ColumnCount ? s.Forward.Layers[at].A : s.A(at) })),
        ("delta through the W of the layer before", [GradientMistake.WrongWeights], (n, d, l, _) => new StudentBackward(n, d, l)
            { Weights = at => IsSameShape(n.Layers[at], n.Layers[at - 1]) ? n.Layers[at - 1].Weights : n.Layers[at].Weights }.Run()),
        ("leaky ReLU with the slope of ReLU or another", [GradientMistake.WrongSlope, GradientMistake.WrongLayerDerivative], (n, d, l, r) =>
        {
            double slope = ((double[])[0, 0.1, 0.2])[(int)(3 * r.NextDouble())];
            return Student(n, d, l, s => new(n, d, l) { Slope = at => n.Layers[at].Activation == Activation.LeakyReLU
                ? s.Forward.Layers[at].Z.Map(z => z > 0 ? 1 : slope)
                : s.SlopeOf(at, at) });
        }),
        ("ReLU's φ′ taken at a with ≥", [GradientMistake.DerivativeAtActivation, GradientMistake.MissingDerivative], (n, d, l, _) =>
            Student(n, d, l, s => new(n, d, l) { Slope = at => n.Layers[at].Activation == Activation.ReLU
                ? Ones(s.Forward.Layers[at].Z)
                : s.SlopeOf(at, at) })),
        ("one bias number for all units", [GradientMistake.BiasShared], (n, d, l, _) => new StudentBackward(n, d, l)
            { Bias = (delta, _) => Same(delta.SumRows().Sum(), delta.ColumnCount) }.Run()),
        ("∂L/∂b is ∂L/∂W summed over the inputs", [GradientMistake.BiasFromWeights], (n, d, l, _) => new StudentBackward(n, d, l)
            { Bias = (_, weights) => weights.SumRows() }.Run()),
        ("∂L/∂b is ∂L/∂W summed over inputs and units", [GradientMistake.BiasFromWeights], (n, d, l, _) => new StudentBackward(n, d, l)
            { Bias = (_, weights) => Same(weights.SumRows().Sum(), weights.ColumnCount) }.Run()),
        ("gradients in reverse layer order", [GradientMistake.ReversedLayers], (n, d, l, _) =>
            n.Sizes.Distinct().Count() == 1 ? [.. new StudentBackward(n, d, l).Right.Reverse()] : null),
        ("decay of the biases too", [GradientMistake.WeightDecay],
            (n, d, l, _) => [.. new StudentBackward(n, d, l).Right.Select((layer, k) =>
                new LayerGradient(layer.Weights + (0.02 * n.Layers[k].Weights), layer.Bias + (0.02 * n.Layers[k].Bias)))]),
        ("decay of the biases only", [GradientMistake.WeightDecay],
            (n, d, l, _) => [.. new StudentBackward(n, d, l).Right.Select((layer, k) =>
                layer with { Bias = layer.Bias + (0.02 * n.Layers[k].Bias) })]),
        ("decay of one layer only", [GradientMistake.WeightDecay], (n, d, l, r) =>
        {
            int chosen = (int)(r.NextDouble() * n.Layers.Count);
            return [.. new StudentBackward(n, d, l).Right.Select((layer, k) =>
                k == chosen ? layer with { Weights = layer.Weights + (0.02 * n.Layers[k].Weights) } : layer)];
        }),
        ("one unit left out", [GradientMistake.MissingUnit], (n, d, l, r) =>
        {
            int chosen = (int)(r.NextDouble() * n.Layers.Count), unit = (int)(r.NextDouble() * n.Layers[chosen].Outputs);
            return new StudentBackward(n, d, l) { Delta = (at, delta) => at == chosen ? WithoutColumn(delta, unit) : delta }.Run();
        }),
        ("backward run twice, inner nodes counting double", [GradientMistake.Accumulated], (n, d, l, _) =>
            Scaled(new StudentBackward(n, d, l).Right, k => n.Layers.Count - k + 1)),
        ("1/N applied twice in one layer", [GradientMistake.LayerFactor], (n, d, l, r) =>
        {
            int chosen = (int)(r.NextDouble() * n.Layers.Count);
            return Scaled(new StudentBackward(n, d, l).Right, k => k == chosen ? 1.0 / d.Count : 1);
        }),
        ("the mean over samples and outputs missing", [GradientMistake.ConstantFactor, GradientMistake.OtherLoss], (n, d, l, _) =>
            l == Loss.MeanSquaredError ? Scaled(new StudentBackward(n, d, l).Right, _ => d.Count * n.Outputs) : null),
    ];

    [Fact]
    public void The_mistakes_of_first_programs_are_found_always_and_named_in_95_of_100_networks()
    {
        var outcomes = new ConcurrentBag<(int Mistake, bool IsFound, bool IsDistinguishable, bool IsNamed, string Said)>();
        int each = Cases.Of(20);
        Parallel.For(0, Mistakes.Length * each, i =>
        {
            var (name, kinds, plant) = Mistakes[i / each];
            for (uint attempt = 0; attempt < 200; attempt++)
            {
                var (network, data, loss, random) = Example((uint)((i % each * 200) + attempt));
                if (plant(network, data, loss, random) is not { } wrong) continue;
                var right = new StudentBackward(network, data, loss).Right;
                if (Difference(right, wrong) <= 1e-6 * right.Norm()) continue;
                var report = GradientCheck.Compare(network, data, loss, wrong, new() { Threads = 1 });
                var diagnosis = report.Diagnosis;
                bool named = IsNamed(kinds, diagnosis);
                outcomes.Add((i / each, report.Verdict == GradientVerdict.Wrong,
                    named || !diagnosis.Alternatives.Any(other => IsNamed(kinds, other)), named, $"{network}, {loss}: {diagnosis}"));
                return;
            }
        });

        output.WriteLine("| planted | networks | found | distinguishable | named |\n|---|---:|---:|---:|---:|");
        for (int m = 0; m < Mistakes.Length; m++)
        {
            var kind = outcomes.Where(outcome => outcome.Mistake == m).ToArray();
            int apart = kind.Count(outcome => outcome.IsDistinguishable), named = kind.Count(outcome => outcome.IsNamed);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {Mistakes[m].Name} | {kind.Length} | {kind.Count(outcome => outcome.IsFound)} | {apart} | {100.0 * named / apart:0.0} % |"));
        }

        foreach (var outcome in outcomes.Where(outcome => outcome.IsDistinguishable && !outcome.IsNamed).Take(40))
            output.WriteLine($"{Mistakes[outcome.Mistake].Name}: {outcome.Said}");
        Assert.All(outcomes, outcome => Assert.True(outcome.IsFound, outcome.Said));
        Assert.All(outcomes.GroupBy(outcome => outcome.Mistake), kind =>
        {
            int apart = kind.Count(outcome => outcome.IsDistinguishable);
            Assert.NotEqual(0, apart);
            Assert.True(kind.Count(outcome => outcome.IsNamed) >= Math.Floor(0.95 * apart), Mistakes[kind.Key].Name);
        });
        Assert.Equal(Mistakes.Length, outcomes.Select(outcome => outcome.Mistake).Distinct().Count());
    }

    /// <summary>
    /// By all of its kinds, or, where one goes by several names, by any. A mistake with the sign besides must be named with it.
    /// </summary>
    private static bool IsNamed(GradientMistake[] kinds, GradientDiagnosis diagnosis) => kinds.Contains(GradientMistake.SignFlip)
        ? kinds.All(diagnosis.Mistakes.Contains)
        : kinds.Any(diagnosis.Mistakes.Contains);

    /// <summary>Two to four layers, often of the same width, so that most mistakes can be made.</summary>
    private static (Network Network, Dataset Data, Loss Loss, RandomState Random) Example(uint seed)
    {
        var random = new RandomState(seed + 4_000_000);
        int Between(int low, int high) => low + (int)(random.NextDouble() * (high - low + 1));
        int depth = Between(2, 4), width = Between(2, 5), samples = Between(3, 7);
        var loss = ((Loss[])[Loss.MeanSquaredError, Loss.HalfSumSquaredError, Loss.CrossEntropy, Loss.BinaryCrossEntropy])[Between(0, 3)];
        var output = loss == Loss.CrossEntropy ? Activation.Softmax : loss == Loss.BinaryCrossEntropy ? Activation.Sigmoid
            : Hidden[Between(0, Hidden.Length - 1)];
        int[] sizes = [.. Enumerable.Range(0, depth + 1).Select(_ => random.NextDouble() < 0.7 ? width : Between(2, 5))];
        Activation[] activations = [.. Enumerable.Range(0, depth - 1).Select(_ => Hidden[Between(0, Hidden.Length - 1)]), output];
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        var targets = loss == Loss.CrossEntropy
            ? Matrix.OneHot([.. Enumerable.Range(0, samples).Select(_ => Between(0, sizes[^1] - 1))], sizes[^1])
            : random.Randn(samples, sizes[^1]).Map(y => loss == Loss.BinaryCrossEntropy ? (y > 0 ? 1 : 0) : y);
        return (network, new Dataset($"student {seed}", random.Randn(samples, sizes[0]), targets), loss, random);
    }

    private static Gradients Student(Network network, Dataset data, Loss loss, Func<StudentBackward, StudentBackward> mistaken) =>
        mistaken(new StudentBackward(network, data, loss)).Run();

    private static Gradients Scaled(Gradients gradients, Func<int, double> factor) =>
        [.. gradients.Select((layer, l) => new LayerGradient(factor(l) * layer.Weights, factor(l) * layer.Bias))];

    private static double Difference(Gradients right, Gradients wrong) =>
        Gradients.Create([.. right.Zip(wrong, (r, w) => new LayerGradient(w.Weights - r.Weights, w.Bias - r.Bias))]).Norm();

    private static Matrix Ones(Matrix like) => like.Map(_ => 1);

    private static Vector Same(double value, int count) => new([.. Enumerable.Repeat(value, count)]);

    private static bool IsSameShape(Layer one, Layer other) => (one.Inputs, one.Outputs) == (other.Inputs, other.Outputs);

    private static Matrix WithoutColumn(Matrix matrix, int column) => new(matrix.RowCount, matrix.ColumnCount,
        [.. matrix.Values.ToArray().Select((x, i) => i % matrix.ColumnCount == column ? 0 : x)]);
}
