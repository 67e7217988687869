using static Backprop.Tests.GradientChecking.FiveSamples;

namespace Backprop.Tests.GradientChecking;

/// <summary>A check shows its progress, can be cancelled, and of a large network measures a sample first.</summary>
public sealed class ProgressTests
{
    [Fact]
    public void A_check_shows_its_progress_and_can_be_cancelled()
    {
        var shown = new System.Collections.Concurrent.ConcurrentBag<double>();
        GradientCheck.Run(Small, Five, Loss.MeanSquaredError, new() { Progress = new Now(shown.Add) });
        Assert.Contains(1, shown);

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(
            () => GradientCheck.Run(Small, Five, Loss.MeanSquaredError, new() { CancellationToken = source.Token }));
    }

    [Fact]
    public void A_sample_of_a_large_network_names_the_mistake()
    {
        var network = Network.Create([64, 128, 64, 10], Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1));
        var random = new RandomState(2);
        var data =
            new Dataset("digits", random.Randn(300, 64).Map(_ => random.NextDouble()),
                Matrix.OneHot([.. Enumerable.Range(0, 300).Select(n => n % 10)], 10));
        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, data.Targets));
        Gradients wrong = [.. backward.Layers.Select(layer => layer.Gradient with { Bias = (1.0 / 300) * layer.Gradient.Bias })];

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, wrong);

        Assert.Equal(GradientMistake.BiasAveraged, report.Diagnosis.Mistake);
        Assert.InRange(report.Entries.Count, 100, 400);
        Assert.EndsWith(
            $" Measured: a sample of {report.Entries.Count} of 17226 derivatives (AllEntries measures every one).",
            report.Diagnosis.Evidence, StringComparison.Ordinal);
    }

    /// <summary>Few samples, but six layers: every derivative would take half a minute.</summary>
    [Fact]
    public void A_sample_is_enough_too_where_few_samples_pass_many_layers()
    {
        var network = Network.Create([200, 100, 50, 50, 50, 10], Activation.Tanh, Activation.Softmax, Initializer.SmallNormal(seed: 1));
        var data = new Dataset(
            "deep", new RandomState(2).Randn(50, 200), Matrix.OneHot([.. Enumerable.Range(0, 50).Select(n => n % 10)], 10));
        var right = new StudentBackward(network, data, Loss.CrossEntropy).Right;

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, Map(right, g => -g));

        Assert.Equal(GradientMistake.SignFlip, report.Diagnosis.Mistake);
        Assert.InRange(report.Entries.Count, 100, 500);
    }

    private sealed class Now(Action<double> report) : IProgress<double>
    {
        public void Report(double value) => report(value);
    }
}
