using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>What the diagnosis says of samples that count too little or too often.</summary>
public sealed class SampleSentenceTests
{
    /// <summary>Four samples, each counted with a weight of its own.</summary>
    [Theory]
    [InlineData(0, 1, 1, 1, GradientMistake.MissingSample, "Sample 1 is left out.")]
    [InlineData(1, 1, 0, 1, GradientMistake.MissingSample, "Sample 3 is left out.")]
    [InlineData(1, 1, 1, 0, GradientMistake.MissingSample, "Sample 4 is left out.")]
    [InlineData(4.0 / 3, 0, 4.0 / 3, 4.0 / 3, GradientMistake.MissingSample,
        "Sample 2 is left out, and the mean is taken over the other 3.")]
    [InlineData(4.0 / 3, 4.0 / 3, 4.0 / 3, 0, GradientMistake.MissingSample,
        "Sample 4 is left out, and the mean is taken over the other 3.")]
    [InlineData(1, 0, 0, 0, GradientMistake.SingleSample, "The gradient is that of sample 1.")]
    [InlineData(0, 1, 0, 0, GradientMistake.SingleSample, "The gradient is that of sample 2.")]
    [InlineData(0, 0, 4, 0, GradientMistake.SingleSample, "The gradient is that of sample 3, with the loss of that sample alone.")]
    [InlineData(0, 0, 0, 1, GradientMistake.SingleSample,
        "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it.")]
    [InlineData(0, 0, 0, 4, GradientMistake.SingleSample,
        "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it, with the loss of that sample alone.")]
    [InlineData(4, 3, 2, 1, GradientMistake.Accumulated,
        "The gradient is not set to zero between samples: the first sample is counted N times, the last once.")]
    public void Samples_that_count_too_little_or_too_often_are_named(
        double first, double second, double third, double last, GradientMistake mistake, string sentence)
    {
        double[] weights = [first, second, third, last];
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("four", new RandomState(6).Randn(4, 2), new RandomState(7).Randn(4, 2));
        Gradients[] alone = [.. Enumerable.Range(0, 4)
            .Select(n => GradientOf(network, new Dataset("one", Row(data.Inputs, n), Row(data.Targets, n)), Loss.MeanSquaredError))];
        Gradients weighted = [.. network.Layers.Select((_, l) =>
            alone.Select((gradient, n) => new LayerGradient((weights[n] / 4) * gradient[l].Weights, (weights[n] / 4) * gradient[l].Bias))
            .Aggregate((sum, next) => new LayerGradient(sum.Weights + next.Weights, sum.Bias + next.Bias)))];

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, weighted).Diagnosis;

        Assert.Equal((mistake, null, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    /// <summary>Beyond 64 samples only the first and the last one are tried.</summary>
    [Theory]
    [InlineData(64, 31, GradientMistake.MissingSample)]
    [InlineData(65, 31, GradientMistake.Unknown)]
    [InlineData(65, 0, GradientMistake.MissingSample)]
    [InlineData(65, 64, GradientMistake.MissingSample)]
    public void In_a_large_batch_only_the_first_and_the_last_sample_are_tried(int count, int left, GradientMistake mistake)
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("many", new RandomState(6).Randn(count, 2), new RandomState(7).Randn(count, 2));
        Gradients whole = GradientOf(network, data, Loss.HalfSumSquaredError);
        Gradients one = GradientOf(network, new Dataset("one", Row(data.Inputs, left), Row(data.Targets, left)), Loss.HalfSumSquaredError);

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.HalfSumSquaredError,
                [.. whole.Zip(one, (all, n) => new LayerGradient(all.Weights - n.Weights, all.Bias - n.Bias))]).Diagnosis;

        Assert.Equal(mistake, diagnosis.Mistake);
        if (mistake == GradientMistake.MissingSample) Assert.Equal($"Sample {left + 1} is left out.", diagnosis.Summary);
    }

    [Fact]
    public void With_two_samples_nothing_is_said_of_a_mean_over_the_other_one()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("two", new RandomState(6).Randn(2, 2), new RandomState(7).Randn(2, 2));

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.MeanSquaredError,
                GradientOf(network, new Dataset("last", Row(data.Inputs, 1), Row(data.Targets, 1)), Loss.MeanSquaredError)).Diagnosis;

        Assert.Equal(
            "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it, with the loss of that sample alone.", diagnosis.Summary);
        Assert.Empty(diagnosis.Alternatives);
    }

    [Fact]
    public void Of_a_sum_over_the_samples_the_mean_over_the_others_is_a_factor_besides()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("four", new RandomState(6).Randn(4, 2), new RandomState(7).Randn(4, 2));
        Gradients whole = GradientOf(network, data, Loss.HalfSumSquaredError);
        Gradients one = GradientOf(network, new Dataset("one", Row(data.Inputs, 1), Row(data.Targets, 1)), Loss.HalfSumSquaredError);

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.HalfSumSquaredError,
                [.. whole.Zip(one,
                (all, n) => new LayerGradient((4.0 / 3) * (all.Weights - n.Weights), (4.0 / 3) * (all.Bias - n.Bias)))]).Diagnosis;

        Assert.Equal([GradientMistake.MissingSample, GradientMistake.ConstantFactor], diagnosis.Mistakes);
        Assert.StartsWith("Sample 2 is left out. Besides: Factor 1.33333:", diagnosis.Summary, StringComparison.Ordinal);
    }
}
