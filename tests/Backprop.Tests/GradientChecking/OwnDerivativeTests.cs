namespace Backprop.Tests.GradientChecking;

/// <summary>The point that shows a wrong derivative of one's own, in networks so small that it is known.</summary>
public sealed class OwnDerivativeTests
{
    /// <summary>
    /// z² with the derivative 3z instead of 2z: relative to max(1, |3z|) the difference is |z|/max(1, 3|z|), largest and equal from |z| = ⅓
    /// on.
    /// </summary>
    private static readonly Activation Square = new("square", z => z * z, z => 3 * z);

    [Theory]
    [InlineData(0.1, 0.2, "At z = 0.2 it gives 0.6, but the function's slope there is 0.4.")]
    [InlineData(0.2, -0.25, "At z = -0.25 it gives -0.75, but the function's slope there is -0.5.")]
    [InlineData(-0.3, 0.2, "At z = -0.3 it gives -0.9, but the function's slope there is -0.6.")]
    public void The_z_with_the_largest_difference_is_shown(double first, double second, string evidence)
    {
        var diagnosis = GradientCheck.Run(Units([1], Square), new Dataset("two", [[first], [second]], [[1], [2]]), Loss.MeanSquaredError)
            .Diagnosis;

        Assert.Equal((GradientMistake.ActivationDerivative, 1), (diagnosis.Mistake, diagnosis.Layer));
        Assert.Equal("The derivative given with the activation 'square' is not that of its function.", diagnosis.Summary);
        Assert.StartsWith(evidence, diagnosis.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_layers_with_the_activation_the_worst_shows_it_and_none_is_named()
    {
        // z1 = 0.3, a1 = 0.09, z2 = 2·0.09 = 0.18.
        var diagnosis = GradientCheck.Run(Units([1, 2], Square, Square), new Dataset("one", [[0.3]], [[1]]), Loss.MeanSquaredError)
            .Diagnosis;

        Assert.Equal((GradientMistake.ActivationDerivative, null), (diagnosis.Mistake, diagnosis.Layer));
        Assert.StartsWith("At z = 0.3 it gives 0.9, but the function's slope there is 0.6.", diagnosis.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_layer_with_the_wrong_activation_is_named_beside_one_with_a_right_activation()
    {
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);

        var diagnosis = GradientCheck.Run(Units([1, 2], cube, Square), new Dataset("one", [[0.5]], [[1]]), Loss.MeanSquaredError).Diagnosis;

        Assert.Equal((GradientMistake.ActivationDerivative, 2), (diagnosis.Mistake, diagnosis.Layer));
        Assert.StartsWith(
            "At z = 0.25 it gives 0.75, but the function's slope there is 0.5.", diagnosis.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_output_with_the_largest_difference_shows_a_wrong_derivative_of_a_loss()
    {
        // The gradient given is a fourth of the slope 4·(p − y)³, and the mean over two samples halves both.
        var quartic = new Loss("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => Math.Pow(p - y, 3));

        var diagnosis = GradientCheck.Run(Units([1], Activation.Identity), new Dataset("two", [[0.25], [2]], [[0], [1]]), quartic)
            .Diagnosis;

        Assert.Equal((GradientMistake.LossDerivative, null), (diagnosis.Mistake, diagnosis.Layer));
        Assert.Equal("The derivative given with the loss 'quartic' is not that of its term.", diagnosis.Summary);
        Assert.StartsWith("At ŷ = 2 it gives ∂L/∂ŷ = 0.5, but the loss's slope there is 2.", diagnosis.Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-4, GradientMistake.ActivationDerivative)]
    [InlineData(1e-8, GradientMistake.Undecided)]
    public void A_difference_that_no_program_makes_is_not_put_down_to_the_derivative(double relative, GradientMistake mistake)
    {
        var almost = new Activation("almost", z => z * z, z => 2 * z * (1 + relative));

        Assert.Equal(
            mistake, GradientCheck.Run(Units([1], almost), new Dataset("two", [[0.5], [2]], [[1], [0]]), Loss.MeanSquaredError)
            .Diagnosis.Mistake);
    }

    /// <summary>
    /// Mistakes are planted in the backward pass of lambdas too: their slopes and the delta of the output are measured, not given.
    /// </summary>
    [Theory]
    [InlineData(false, GradientMistake.MissingDerivative, "φ′(z) is missing in layer 1: delta is ∂L/∂a itself.")]
    [InlineData(true, GradientMistake.DerivativeTwice, "φ′(z) is multiplied in twice in layer 1.")]
    public void A_mistake_in_a_network_of_lambdas_is_named(bool twice, GradientMistake mistake, string summary)
    {
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);
        var quartic = new Loss("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));
        var network = Network.Create([2, 3, 1], cube, Activation.Tanh, Initializer.LeCunNormal(seed: 2));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var backward = network.Backward(forward, quartic.Evaluate(forward, Dataset.Xor.Targets));
        var slope = forward.Layers[0].Z.Map(z => 3 * z * z);
        var delta = twice ? backward.Layers[0].Delta.Hadamard(slope) : backward.Layers[0].ActivationGradient;

        var diagnosis =
            GradientCheck.Compare(network, Dataset.Xor, quartic,
                [new(Dataset.Xor.Inputs.Transpose() * delta, delta.SumRows()), backward.Gradients[1]]).Diagnosis;

        Assert.Equal((mistake, 1, summary), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    /// <summary>One unit a layer without bias, its weight as given.</summary>
    private static Network Units(double[] weights, params Activation[] activations)
    {
        var network = Network.Create([.. Enumerable.Repeat(1, weights.Length + 1)], activations, Initializer.Zeros);
        for (int l = 0; l < weights.Length; l++)
            network.Layers[l].Weights = M([[weights[l]]]);
        return network;
    }
}
