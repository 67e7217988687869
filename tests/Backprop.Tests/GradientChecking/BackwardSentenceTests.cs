namespace Backprop.Tests.GradientChecking;

/// <summary>φ′ and the sums over samples, from the wrong layer or over the wrong axis in several layers: the whole sentences.</summary>
public sealed class BackwardSentenceTests
{
    private static readonly Network Network = Create();

    private static readonly StudentBackward Pass = new(Network, FiveSamples.Five, Loss.MeanSquaredError);

    [Theory]
    [InlineData("behind", "φ′ is that of the layer behind instead of its own in layers 1, 2, 3.")]
    [InlineData("behind, at its z", "φ′(z) is that of the layer behind, at its z, in layers 1, 2.")]
    [InlineData("own, at the z behind", "φ′ is taken at the z of the layer behind in layers 1, 2.")]
    [InlineData("before", "φ′ is that of the layer before instead of its own in layers 2, 3, 4.")]
    [InlineData("before, at its z", "φ′(z) is that of the layer before, at its z, in layers 2, 3.")]
    [InlineData("own, at the z before", "φ′ is taken at the z of the layer before in layers 2, 3.")]
    [InlineData("1 − a²", "φ′ is 1 − a² in the hidden layers: that is the derivative of tanh, but the activation is another.")]
    [InlineData("ReLU's", "φ′ is 1 for z > 0, else 0 in the hidden layers: that is the derivative of ReLU, but the activation is another.")]
    public void Slopes_of_other_layers_and_activations_are_named(string slope, string sentence)
    {
        var wrong = new StudentBackward(Network, FiveSamples.Five, Loss.MeanSquaredError)
        {
            Slope = l => slope switch
            {
                "behind" => Pass.SlopeOf(l + 1, l),
                "behind, at its z" when l < 2 => Pass.SlopeOf(l + 1, l + 1),
                "own, at the z behind" when l < 2 => Pass.SlopeOf(l, l + 1),
                "before" when l > 0 => Pass.SlopeOf(l - 1, l),
                "before, at its z" when l > 0 => Pass.SlopeOf(l - 1, l - 1),
                "own, at the z before" when l > 0 => Pass.SlopeOf(l, l - 1),
                "1 − a²" => Pass.Forward.Layers[l].A.Map(a => 1 - (a * a)),
                "ReLU's" => Pass.Forward.Layers[l].Z.Map(z => z > 0 ? 1 : 0),
                _ => Pass.SlopeOf(l, l),
            },

            // The output's own φ′ is 1.
            Delta = (l, delta) => l == Pass.Last && slope == "before" ? delta.Hadamard(Pass.SlopeOf(l - 1, l)) : delta,
        };

        Names(GradientMistake.WrongLayerDerivative, sentence, wrong.Run());
    }

    [Theory]
    [InlineData("units", GradientMistake.BiasNotSummed, "∂L/∂b in layers 1, 2, 3 is delta summed over the units instead of the samples.")]
    [InlineData("samples and units", GradientMistake.BiasShared,
        "∂L/∂b in every layer is one number for all units: delta summed over the units as well as the samples.")]
    [InlineData("mean of units", GradientMistake.BiasShared, "∂L/∂b in every layer is one number for all units: delta averaged over the units.")]
    [InlineData("mean", GradientMistake.BiasShared,
        "∂L/∂b in every layer is one number for all units: delta averaged over units and samples.")]
    [InlineData("inputs", GradientMistake.BiasFromWeights,
        "∂L/∂b in every layer is ∂L/∂W summed over the inputs instead of delta summed over the samples.")]
    [InlineData("inputs and units", GradientMistake.BiasFromWeights,
        "∂L/∂b in every layer is ∂L/∂W summed over inputs and units, one number for all units.")]
    public void Sums_over_other_axes_are_named(string over, GradientMistake mistake, string sentence)
    {
        var wrong = new StudentBackward(Network, FiveSamples.Five, Loss.MeanSquaredError)
        {
            Bias = (delta, weights) => over switch
            {
                "units" when delta.ColumnCount == delta.RowCount => delta.Transpose().SumRows(),
                "samples and units" => Shared(delta, delta.SumRows().Sum()),
                "mean of units" => Shared(delta, delta.SumRows().Sum() / delta.ColumnCount),
                "mean" => Shared(delta, delta.SumRows().Sum() / delta.ColumnCount / delta.RowCount),
                "inputs" => weights.SumRows(),
                "inputs and units" => Shared(delta, weights.SumRows().Sum()),
                _ => delta.SumRows(),
            },
        };

        Names(mistake, sentence, wrong.Run());
    }

    private static Vector Shared(Matrix delta, double value) => new([.. Enumerable.Repeat(value, delta.ColumnCount)]);

    private static void Names(GradientMistake mistake, string sentence, Gradients wrong)
    {
        var diagnosis = GradientCheck.Compare(Network, FiveSamples.Five, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.Equal((mistake, null, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
        Assert.Empty(diagnosis.Alternatives);
    }

    /// <summary>Three hidden layers of as many units as there are samples.</summary>
    private static Network Create()
    {
        var network = Network.Create(
            [3, 5, 5, 5, 2], [Activation.Tanh, Activation.Sigmoid, Activation.SiLU, Activation.Identity],
            Initializer.LeCunNormal(seed: 11));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return network;
    }
}
