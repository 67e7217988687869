namespace Backprop.Tests.Training;

/// <summary>Which parameters a training leaves the network with.</summary>
public sealed class KeepBestTests
{
    private static readonly Dataset Opposite = new("opposite", Dataset.Xor.Inputs, [[1], [0], [0], [1]]);

    [Fact]
    public void Early_stopping_leaves_the_parameters_with_the_lowest_validation_loss()
    {
        var options =
            new TrainingOptions { Optimizer = Optimizer.Adam(0.1), Validation = Opposite, Patience = 5, Epochs = 2000, KeepBest = true };
        var network = NewNetwork();

        var history = network.Train(Dataset.Xor, options);

        int best = history.ValidationLoss.ToList().IndexOf(history.ValidationLoss.Min());
        Assert.Equal(best, history.BestEpoch);
        Assert.Equal(best + 6, history.Epochs);
        Assert.Equal(history.ValidationLoss[best], network.Evaluate(Opposite, Loss.MeanSquaredError).Value);
        var replayed = NewNetwork();
        replayed.Train(Dataset.Xor, options with { Epochs = best + 1, KeepBest = false });
        Assert.Equal(replayed.Parameters, network.Parameters);
        Assert.EndsWith(
            FormattableString.Invariant(
                $" The network has the parameters of epoch {best}, with the lowest validation loss, {history.ValidationLoss[best]:G6}."),
            history.StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_full_batches_the_lowest_loss_is_that_of_the_parameters_before_the_update()
    {
        var network = NewNetwork();

        var history = network.Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(30), Epochs = 40, KeepBest = true });

        Assert.True(history.Loss[^1] > history.Loss.Min());
        Assert.Equal(history.Loss.Min(), network.Evaluate(Dataset.Xor, Loss.MeanSquaredError).Value);
    }

    [Fact]
    public void Of_mini_batches_the_parameters_after_the_epoch_with_the_lowest_loss_are_kept()
    {
        var options =
            new TrainingOptions { Optimizer = Optimizer.GradientDescent(10), BatchSize = 1, ShuffleSeed = 2, Epochs = 30, KeepBest = true };
        var (network, replayed) = (NewNetwork(), NewNetwork());

        int best = network.Train(Dataset.Xor, options).BestEpoch!.Value;

        Assert.InRange(best, 1, 28);
        replayed.Train(Dataset.Xor, options with { Epochs = best + 1, KeepBest = false });
        Assert.Equal(replayed.Parameters, network.Parameters);
    }

    [Fact]
    public void A_training_that_diverges_leaves_the_best_parameters_too()
    {
        var network = Network.Create([1, 1, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
        var data = new Dataset("line", [[1], [2]], [[2], [3]]);
        double before = network.Evaluate(data, Loss.MeanSquaredError).Value;

        var history = network.Train(data, new() { Optimizer = Optimizer.GradientDescent(1000), Epochs = 100, KeepBest = true });

        Assert.Equal(StopReason.Diverged, history.StopReason);
        Assert.Equal(before, network.Evaluate(data, Loss.MeanSquaredError).Value);
        Assert.EndsWith(
            $"The network has the parameters of epoch 0, with the lowest loss, {before.ToString("G6", null)}.", history.StopMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_epoch_there_is_no_best()
    {
        var network = NewNetwork();
        double[] before = [.. network.Parameters];

        var history = network.Train(Dataset.Xor, new() { Epochs = 0, KeepBest = true });

        Assert.Null(history.BestEpoch);
        Assert.Equal("All 0 epochs done.", history.StopMessage);
        Assert.Equal(before, network.Parameters);
    }

    private static Network NewNetwork() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
}
