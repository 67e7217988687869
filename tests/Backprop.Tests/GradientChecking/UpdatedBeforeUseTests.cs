namespace Backprop.Tests.GradientChecking;

/// <summary>
/// Weights that are updated before delta is carried through them, beside a second mistake: the learning rate in the sentence is the planted
/// one, whichever of the last hidden layer's ∂L/∂W and ∂L/∂b is wrong besides.
/// </summary>
public sealed class UpdatedBeforeUseTests
{
    [Theory]
    [InlineData("nothing", GradientMistake.None, 0.1)]
    [InlineData("nothing", GradientMistake.None, 2.5)]
    [InlineData("factor", GradientMistake.ConstantFactor, 0.1)]
    [InlineData("weights of the last hidden layer transposed", GradientMistake.TransposedGradient, 0.1)]
    [InlineData("biases of the last hidden layer averaged", GradientMistake.BiasAveraged, 0.1)]
    [InlineData("derivative missing in the first layer", GradientMistake.MissingDerivative, 0.1)]
    [InlineData("derivative missing in the last hidden layer", GradientMistake.MissingDerivative, 0.3)]
    [InlineData("sample left out", GradientMistake.MissingSample, 0.5)]
    public void The_learning_rate_is_the_planted_one(string besides, GradientMistake second, double rate)
    {
        var example = SentenceExample.Sum(seed: 1);

        var diagnosis = GradientCheck.Compare(example.Network, example.Data, example.Loss, Wrong(example, besides, rate)).Diagnosis;

        GradientMistake[] both = second == GradientMistake.None ? [GradientMistake.UpdatedBeforeUse]
            : [GradientMistake.UpdatedBeforeUse, second];
        Assert.Equal(both.Order(), diagnosis.Mistakes.Order());
        Assert.Contains(FormattableString.Invariant(
            $"The weights were updated (learning rate {rate}) before delta was carried through them"), diagnosis.Summary,
            StringComparison.Ordinal);
    }

    /// <summary>A backward pass of its own, whose weights are updated layer by layer on the way back.</summary>
    private static Gradients Wrong(RandomNetwork example, string besides, double rate)
    {
        var (network, x, y) = (example.Network, example.Data.Inputs, example.Data.Targets);
        var forward = network.Forward(x);
        int last = network.Layers.Count - 1;
        Matrix Slope(int l) => network.Layers[l].Activation.Derivative(forward.Layers[l].Z);
        var delta = (forward.Output - y).Hadamard(Slope(last));
        if (besides == "sample left out")
            delta = delta.Hadamard(Matrix.Create([.. Enumerable.Range(0, 5).Select(n => n == 1 ? new double[2] : [1, 1])]));
        var gradients = new LayerGradient[last + 1];
        for (int l = last; l >= 0; l--)
        {
            var weights = (l == 0 ? x : forward.Layers[l - 1].A).Transpose() * delta;
            gradients[l] = new(weights, delta.SumRows());
            if (l == 0) break;
            delta = delta * (network.Layers[l].Weights - (rate * weights)).Transpose();
            bool isMissing =
                (besides, l) is ("derivative missing in the first layer", 1) or ("derivative missing in the last hidden layer", 2);
            if (!isMissing) delta = delta.Hadamard(Slope(l - 1));
        }

        int hidden = last - 1;
        if (besides == "weights of the last hidden layer transposed")
            gradients[hidden] = gradients[hidden] with { Weights = Reshaped(gradients[hidden].Weights) };
        if (besides == "biases of the last hidden layer averaged")
            gradients[hidden] = gradients[hidden] with { Bias = 0.2 * gradients[hidden].Bias };
        return besides == "factor" ? [.. gradients.Select(layer => new LayerGradient(2 * layer.Weights, 2 * layer.Bias))] : [.. gradients];

        static Matrix Reshaped(Matrix matrix) => new(matrix.RowCount, matrix.ColumnCount, matrix.Transpose().Values.ToArray());
    }
}
