using System.Text.RegularExpressions;

namespace Backprop.Tests.GradientChecking;

/// <summary>A mistake in each set of layers of a network of four: it is named with those layers, and no others.</summary>
public sealed partial class SeveralLayersTests
{
    private const int Depth = 4;

    private static readonly Network Network = Create();

    private static readonly StudentBackward Pass = new(Network, FiveSamples.Five, Loss.MeanSquaredError);

    [Theory]
    [InlineData(GradientMistake.MissingDerivative, 1, 3)]
    [InlineData(GradientMistake.ValueForDerivative, 1, 3)]
    [InlineData(GradientMistake.DerivativeTwice, 1, 3)]
    [InlineData(GradientMistake.DerivativeAtActivation, 1, 3)]
    [InlineData(GradientMistake.WrongInputs, 2, 4)]
    [InlineData(GradientMistake.TransposedGradient, 1, 3)]
    [InlineData(GradientMistake.BiasNotSummed, 1, 4)]
    [InlineData(GradientMistake.BiasAveraged, 1, 4)]
    [InlineData(GradientMistake.BiasFromWeights, 1, 4)]
    [InlineData(GradientMistake.BiasShared, 1, 4)]
    [InlineData(GradientMistake.WeightDecay, 1, 4)]
    public void The_layers_are_named(GradientMistake mistake, int first, int last)
    {
        foreach (int[] layers in Subsets(first, last))
        {
            var diagnosis = Diagnose(Plant(mistake, layers));

            Assert.All(diagnosis.Mistakes, kind => Assert.Equal(mistake, kind));
            Assert.Equal(layers, Named(diagnosis.Summary).Order());
        }
    }

    /// <summary>None of them is said to be a factor of everything which another one undoes.</summary>
    [Theory]
    [InlineData("W", 2)]
    [InlineData("b", 1.7)]
    [InlineData("W", -1)]
    [InlineData("Wb", 1.7)]
    public void The_matrices_and_vectors_with_a_factor_are_named(string tensors, double factor)
    {
        foreach (int[] layers in Subsets(1, Depth).Where(layers => layers.Length is 2 or 3))
        {
            string said = Diagnose([.. Pass.Right.Select((layer, l) => !layers.Contains(l + 1) ? layer
                : new LayerGradient((tensors[0] == 'W' ? factor : 1) * layer.Weights, (tensors[^1] == 'b' ? factor : 1) * layer.Bias))])
                .Summary;

            // From a layer back to the first is a factor of its delta.
            if (tensors == "Wb" && layers[0] == 1 && layers[^1] == layers.Length)
            {
                Assert.StartsWith($"From layer {layers[^1]} back to layer 1 every derivative has", said, StringComparison.Ordinal);
                continue;
            }

            if (tensors == "Wb" && layers is [1, 2, 4])
            {
                Assert.Matches("^The derivatives of layer 4 have .* Besides: From layer 2 back to layer 1 ", said);
                continue;
            }

            string number = factor.ToString(System.Globalization.CultureInfo.InvariantCulture);
            string list = string.Join(", ", layers.Reverse().SelectMany(l => tensors.Select(t => $"{t}{l} × {number}")));
            Assert.Equal($"Some derivatives are multiples of the right ones: {list}; the others are right.", said);
        }
    }

    /// <summary>The sets of layers from one layer to another, each in ascending order.</summary>
    private static IEnumerable<int[]> Subsets(int first, int last) => Enumerable.Range(1, (1 << (last - first + 1)) - 1)
        .Select(set => Enumerable.Range(first, last - first + 1).Where(l => ((set >> (l - first)) & 1) == 1).ToArray());

    private static Gradients Plant(GradientMistake mistake, int[] layers)
    {
        bool In(int l) => layers.Contains(l + 1);
        Gradients Each(Func<LayerGradient, int, LayerGradient> wrong) =>
            [.. Pass.Right.Select((layer, l) => In(l) ? wrong(layer, l) : layer)];
        Gradients Slopes(Func<int, Matrix> slope) => new StudentBackward(Network, FiveSamples.Five, Loss.MeanSquaredError)
        {
            Slope = l => In(l) ? slope(l) : Pass.SlopeOf(l, l),
        }.Run();
        Gradients Biases(Func<Matrix, Matrix, Vector> bias)
        {
            int l = Depth;
            return new StudentBackward(Network, FiveSamples.Five, Loss.MeanSquaredError)
            {
                Bias = (delta, weights) => In(--l) ? bias(delta, weights) : delta.SumRows(),
            }.Run();
        }

        return mistake switch
        {
            GradientMistake.MissingDerivative => Slopes(l => Pass.Forward.Layers[l].Z.Map(_ => 1)),
            GradientMistake.ValueForDerivative => Slopes(l => Pass.Forward.Layers[l].A),
            GradientMistake.DerivativeTwice => Slopes(l => Pass.SlopeOf(l, l).Hadamard(Pass.SlopeOf(l, l))),
            GradientMistake.DerivativeAtActivation =>
                Slopes(l => Network.Layers[l].Activation.Derivative(Pass.Forward.Layers[l].A)),
            GradientMistake.WrongInputs => new StudentBackward(Network, FiveSamples.Five, Loss.MeanSquaredError)
            {
                Inputs = l => In(l) ? Pass.Forward.Layers[l - 1].Z : Pass.A(l),
            }.Run(),
            GradientMistake.TransposedGradient => Each((layer, _) => layer with { Weights = layer.Weights.Transpose() }),
            GradientMistake.BiasNotSummed => Biases((delta, _) => Vector.Create(delta.Row(4))),
            GradientMistake.BiasAveraged => Biases((delta, _) => 0.2 * delta.SumRows()),
            GradientMistake.BiasFromWeights => Biases((_, weights) => weights.SumRows()),
            GradientMistake.BiasShared => Biases((delta, _) => new([.. delta.SumRows().Select(_ => delta.SumRows().Sum())])),
            _ => Each((layer, l) => layer with { Weights = layer.Weights + (0.03 * Network.Layers[l].Weights) }),
        };
    }

    /// <summary>The layers that a diagnosis names, in each of its sentences.</summary>
    private static IEnumerable<int> Named(string summary) => summary.Split("Besides: ").SelectMany(sentence =>
        sentence.Contains("hidden layers", StringComparison.Ordinal) ? Enumerable.Range(1, Depth - 1)
        : Layers().Match(sentence) is { Success: true } match ? match.Groups[1].Value.Split(", ").Select(int.Parse)
        : Enumerable.Range(1, Depth));

    [GeneratedRegex(@"in layers? (\d(?:, \d)*)")]
    private static partial Regex Layers();

    private static GradientDiagnosis Diagnose(Gradients wrong) =>
        GradientCheck.Compare(Network, FiveSamples.Five, Loss.MeanSquaredError, wrong).Diagnosis;

    private static Network Create()
    {
        var network = Network.Create(
            [3, 3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.SiLU, Activation.Sigmoid], Initializer.LeCunNormal(seed: 8));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return network;
    }
}
