using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>Loops over batches that leave some of them out.</summary>
public sealed class BatchMistakeTests
{
    private static readonly Network Network = Network.Create([3, 4, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));

    [Theory]
    [InlineData(10, 0, 5, true, "Only the first 5 of 10 samples are used, and the mean is taken over them.")]
    [InlineData(10, 0, 8, false, "Only the first 8 of 10 samples are used.")]
    [InlineData(10, 8, 10, true, "Only the last 2 of 10 samples are used, and the mean is taken over them.")]
    [InlineData(10, 3, 10, false, "Only the last 7 of 10 samples are used.")]
    [InlineData(150, 0, 128, true, "Only the first 128 of 150 samples are used, and the mean is taken over them.")]
    [InlineData(150, 128, 150, false, "Only the last 22 of 150 samples are used.")]
    public void The_samples_that_are_used_are_named(int count, int from, int to, bool isMeanOfThem, string sentence)
    {
        var data = new Dataset("some", new RandomState(6).Randn(count, 3), new RandomState(7).Randn(count, 2));
        double part = isMeanOfThem ? 1 : (to - from) / (double)count;
        Gradients used = [.. GradientOf(Network, new Dataset("used", Rows(data.Inputs), Rows(data.Targets)), Loss.MeanSquaredError)
            .Select(layer => new LayerGradient(part * layer.Weights, part * layer.Bias))];

        var diagnosis = GradientCheck.Compare(Network, data, Loss.MeanSquaredError, used).Diagnosis;

        Assert.Equal((GradientMistake.MissingSample, sentence), (diagnosis.Mistake, diagnosis.Summary));

        Matrix Rows(Matrix matrix) =>
            new(to - from, matrix.ColumnCount, matrix.Values.Slice(from * matrix.ColumnCount, (to - from) * matrix.ColumnCount).ToArray());
    }

    [Fact]
    public void Targets_in_another_order_than_the_inputs_are_thought_of()
    {
        var data = new Dataset("ordered", new RandomState(6).Randn(9, 3), new RandomState(7).Randn(9, 2));
        Matrix turned = new(9, 2, [.. Enumerable.Range(0, 18).Select(i => data.Targets.Values[(i + 6) % 18])]);
        var network = Network.WithOutput(Activation.Identity);

        var diagnosis = GradientCheck.Compare(
            network, data, Loss.MeanSquaredError, GradientOf(
                network, new Dataset("turned", data.Inputs, turned), Loss.MeanSquaredError)).Diagnosis;

        Assert.Equal("b2 is right: look at ∂L/∂W2 = a1ᵀ·delta2, or whether inputs and targets are in the same order.", diagnosis.Evidence);
    }
}
