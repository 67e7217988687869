using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>The wrong W, or the wrong activations, where the shapes allow them; units that a loop leaves out.</summary>
public sealed class MatrixMistakeTests
{
    [Theory]
    [InlineData(2, 3, "behind")]
    [InlineData(3, 4, "behind")]
    [InlineData(3, 2, "before")]
    [InlineData(4, 3, "before")]
    public void The_W_of_a_neighbouring_layer_is_named(int layer, int other, string neighbour)
    {
        var network = Network.Create([2, 3, 3, 3, 3], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        var data = new Dataset("five", new RandomState(6).Randn(5, 2), new RandomState(7).Randn(5, 3));
        var wrong = new StudentBackward(network, data, Loss.MeanSquaredError)
        {
            Weights = l => network.Layers[l == layer - 1 ? other - 1 : l].Weights,
        }.Run();

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.Equal(
            (GradientMistake.WrongWeights, layer,
                $"delta is carried back through the W of the layer {neighbour} instead of its own in layer {layer}."),
            (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    /// <summary>A flat array that is read with rows and columns exchanged fits every shape; where W is square it is W itself.</summary>
    [Fact]
    public void W_that_is_not_transposed_in_a_flat_array_is_named()
    {
        var example = Sum(seed: 1);
        var wrong = new StudentBackward(example.Network, example.Data, example.Loss)
        {
            Weights = l =>
            {
                var w = example.Network.Layers[l].Weights;
                return l == 1 ? new Matrix(w.ColumnCount, w.RowCount, w.Values.ToArray()).Transpose() : w;
            },
        }.Run();

        Assert.Equal(
            (GradientMistake.TransposedWeights, 2,
                "W is not transposed on the way back in layer 2: ∂L/∂a of the layer before is delta·Wᵀ."),
            Diagnose(example, [.. wrong]));
    }

    /// <summary>The outputs have the shape of the inputs.</summary>
    [Fact]
    public void The_output_in_the_place_of_the_inputs_is_named()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        var data = new Dataset("five", new RandomState(6).Randn(5, 2), new RandomState(7).Randn(5, 2));
        var pass = new StudentBackward(network, data, Loss.MeanSquaredError);
        var wrong = new StudentBackward(network, data, Loss.MeanSquaredError)
        {
            Inputs = l => l == 0 ? pass.Forward.Output : pass.A(l),
        }.Run();

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.Equal(
            (GradientMistake.WrongInputs, 1, "∂L/∂W1 is computed from a2 instead of a0."),
            (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    [Theory]
    [InlineData(64, 0, 63, "Unit 64 of layer 1 is left out: its delta is 0.")]
    [InlineData(64, 0, 0, "Unit 1 of layer 1 is left out: its delta is 0.")]
    [InlineData(4, 1, 1, "Output 2 is left out: its delta is 0.")]
    public void A_unit_that_is_left_out_is_named(int hidden, int layer, int unit, string sentence)
    {
        var network = Network.Create([2, hidden, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        var data = new Dataset("five", new RandomState(6).Randn(5, 2), new RandomState(7).Randn(5, 2));
        var wrong = new StudentBackward(network, data, Loss.MeanSquaredError)
        {
            Delta = (l, delta) => l != layer ? delta
                : new(5, delta.ColumnCount, [.. delta.Values.ToArray().Select((d, i) => i % delta.ColumnCount == unit ? 0 : d)]),
        }.Run();

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.Equal(
            (GradientMistake.MissingUnit, layer + 1, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }
}
