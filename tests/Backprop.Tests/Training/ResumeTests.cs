namespace Backprop.Tests.Training;

/// <summary>A training that is interrupted and resumed equals the whole at once.</summary>
public sealed class ResumeTests
{
    private static readonly TrainingOptions Options = new()
    {
        Optimizer = Optimizer.Adam(0.05),
        Schedule = LearningRateSchedule.Exponential(0.97),
        ReportedLoss = Loss.BinaryCrossEntropy,
        BatchSize = 3,
        ShuffleSeed = 4,
        WeightDecay = 0.001,
        Validation = Dataset.Xor,
        SnapshotEvery = 4,
        Epochs = 20,
    };

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(19)]
    public void Two_halves_equal_the_whole_bit_for_bit(int first)
    {
        var (whole, halves) = (NewNetwork(), NewNetwork());

        var expected = whole.Train(Dataset.Xor, Options);
        var actual = halves.Resume(Dataset.Xor, halves.Train(Dataset.Xor, Options with { Epochs = first }), 20 - first);

        AssertSame(expected, whole, actual, halves);
    }

    [Fact]
    public void A_training_cancelled_within_an_epoch_resumes_as_if_it_had_not_been()
    {
        using var source = new CancellationTokenSource();
        int evaluations = 0;
        var loss = new Loss("cancels", (p, y) => ++evaluations == 45 ? Cancel(source) : (p - y) * (p - y), (p, y) => 2 * (p - y));
        var options = Options with { Loss = loss, Validation = null, SnapshotEvery = 1, BatchSize = 1 };
        var (whole, parts) = (NewNetwork(), NewNetwork());

        var cancelled = parts.Train(Dataset.Xor, options with { CancellationToken = source.Token });
        var actual = parts.Resume(Dataset.Xor, cancelled, 9);
        evaluations = -1000;
        var expected = whole.Train(Dataset.Xor, options with { Epochs = 20 });

        Assert.Equal(StopReason.Cancelled, cancelled.StopReason);
        Assert.Equal("Cancelled after 11 epochs.", cancelled.StopMessage);
        Assert.Equal(11, cancelled.Epochs);
        AssertSame(expected, whole, actual, parts);
    }

    [Fact]
    public void Resuming_leaves_the_first_history_as_it_was()
    {
        var network = NewNetwork();
        var first = network.Train(Dataset.Xor, Options with { Epochs = 5 });
        var again = network.Copy();

        var one = network.Resume(Dataset.Xor, first, 5);
        var other = again.Resume(Dataset.Xor, first, 5);

        Assert.Equal(5, first.Epochs);
        AssertSame(one, network, other, again);
    }

    [Fact]
    public void Patience_counts_on_across_the_break()
    {
        var options = new TrainingOptions { Optimizer = Optimizer.GradientDescent(1e-300), Patience = 6, Epochs = 100 };
        var (whole, halves) = (NewNetwork(), NewNetwork());

        var expected = whole.Train(Dataset.Xor, options);
        var actual = halves.Resume(Dataset.Xor, halves.Train(Dataset.Xor, options with { Epochs = 4 }), 96);

        Assert.Equal(7, expected.Epochs);
        Assert.Equal(StopReason.NoProgress, actual.StopReason);
        Assert.Equal(expected.Loss, actual.Loss);
    }

    [Fact]
    public void A_training_that_ended_without_progress_is_patient_again_when_resumed()
    {
        var network = NewNetwork();
        var stopped = network.Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(1e-300), Patience = 6, Epochs = 100 });

        Assert.Equal(7 + 6, network.Resume(Dataset.Xor, stopped, 100).Epochs);
    }

    [Fact]
    public void A_cancelled_token_ends_the_resumed_part_only_if_given_again()
    {
        var network = NewNetwork();
        var cancelled = network.Train(Dataset.Xor, Options with { CancellationToken = new CancellationToken(canceled: true) });

        Assert.Equal(0, cancelled.Epochs);
        Assert.Equal(StopReason.EpochsDone, network.Copy().Resume(Dataset.Xor, cancelled, 3).StopReason);
        Assert.Equal(StopReason.Cancelled, network.Resume(Dataset.Xor, cancelled, 3, new CancellationToken(canceled: true)).StopReason);
    }

    [Fact]
    public void The_history_of_another_network_is_refused()
    {
        var history = NewNetwork().Train(Dataset.Xor, new() { Epochs = 1 });

        Throws.Argument(
            "history", "history is of a network with other layers than this one.",
            () => Network.Create([2, 4, 1], Activation.Tanh, Initializer.Zeros).Resume(Dataset.Xor, history, 1));
        Throws.Argument(
            "history", "history is of a network with other layers than this one.",
            () => Network.Create([2, 2, 2, 1], Activation.Tanh, Initializer.Zeros).Resume(Dataset.Xor, history, 1));
    }

    [Fact]
    public void The_history_of_a_network_with_other_activations_is_refused()
    {
        var (network, other) = (NewNetwork(), Network.Create([2, 3, 1], Activation.ReLU, Activation.Sigmoid, Initializer.Zeros));
        var history = network.Train(Dataset.Xor, Options);
        network.Parameters.CopyTo(other.Parameters, 0);

        Throws.Argument(
            "history", "history is of a network with the activations tanh, sigmoid.", () => other.Resume(Dataset.Xor, history, 1));
    }

    [Fact]
    public void Other_data_and_changed_parameters_are_refused_and_nothing_is_changed()
    {
        var network = NewNetwork();
        var history = network.Train(Dataset.Xor, Options with { Validation = null });
        double[] left = [.. network.Parameters];
        var other = new Dataset("other", Dataset.Xor.Inputs, [[1], [0], [0], [1]]);
        var same = new Dataset("the same again", [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]);

        Throws.Argument(
            "data", "other are not the samples that history was trained on; to learn from others, call Train.",
            () => network.Resume(other, history, 1));
        Assert.Equal(left, network.Parameters);
        Assert.Equal(21, network.Copy().Resume(same, history, 1).Epochs);

        network.Layers[1].Bias = [7];
        Throws.Argument(
            "history", "The parameters of layer 2 are not those that the training left; to go on from others, call Train.", () =>
                network.Resume(same, history, 1));
        Assert.Equal([7], network.Layers[1].Bias);
    }

    [Fact]
    public void Two_halves_with_dropout_and_the_best_parameters_kept_equal_the_whole()
    {
        var options = Options with { Dropout = 0.3, DropoutSeed = 5, KeepBest = true, Validation = Dataset.Xor.Select("two", [1, 2]) };
        var (whole, halves) = (NewNetwork(), NewNetwork());

        var expected = whole.Train(Dataset.Xor, options);
        var actual = halves.Resume(Dataset.Xor, halves.Train(Dataset.Xor, options with { Epochs = 7 }), 13);

        AssertSame(expected, whole, actual, halves);
        Assert.Equal(expected.StopMessage, actual.StopMessage);
    }

    private static Network NewNetwork() =>
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 8));

    private static double Cancel(CancellationTokenSource source)
    {
        source.Cancel();
        return 0;
    }

    private static void AssertSame(TrainingHistory expected, Network expectedNetwork, TrainingHistory actual, Network actualNetwork)
    {
        Assert.Equal(expectedNetwork.Parameters.ToArray(), actualNetwork.Parameters.ToArray());
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.ReportedLoss, actual.ReportedLoss);
        Assert.Equal(expected.Accuracy, actual.Accuracy);
        Assert.Equal(expected.ValidationLoss, actual.ValidationLoss);
        Assert.Equal(expected.ValidationAccuracy, actual.ValidationAccuracy);
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.GradientNorm, actual.GradientNorm);
        Assert.Equal(expected.Snapshots.Select(snapshot => snapshot.Epoch), actual.Snapshots.Select(snapshot => snapshot.Epoch));
        Assert.Equal(
            expected.Snapshots.Select(snapshot => snapshot.Network.Parameters.ToArray()),
            actual.Snapshots.Select(snapshot => snapshot.Network.Parameters.ToArray()));
    }
}
