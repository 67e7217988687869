namespace Backprop.Tests.Training;

/// <summary>What a training does in an epoch, and what its history keeps.</summary>
public sealed class TrainingTests
{
    private static readonly TrainingOptions Options = new() { Optimizer = Optimizer.GradientDescent(0.5), Epochs = 5 };

    [Fact]
    public void The_loss_of_an_epoch_is_that_before_its_update()
    {
        var network = NewNetwork();
        double before = Loss.MeanSquaredError.Evaluate(network.Forward(Dataset.Xor.Inputs), Dataset.Xor.Targets).Value;

        var history = network.Train(Dataset.Xor, Options);

        Assert.Equal(before, history.Loss[0]);
        Assert.Equal(5, history.Epochs);
        Assert.All(history.LearningRate, rate => Assert.Equal(0.5, rate));
        Assert.Empty(history.ReportedLoss);
        Assert.Empty(history.ValidationLoss);
        Assert.Empty(history.ValidationAccuracy);
        Assert.Empty(history.Snapshots);
    }

    [Fact]
    public void Mini_batches_in_order_are_steps_on_each_part_of_the_data()
    {
        var (byLoop, byHand) = (NewNetwork(), NewNetwork());

        var history = byLoop.Train(Dataset.Xor, Options with { BatchSize = 3, Epochs = 2 });

        var terms = new List<double>();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            foreach (int[] rows in new int[][] { [0, 1, 2], [3] })
            {
                var forward = byHand.Forward(Dataset.Xor.Inputs.SelectRows(rows));
                var loss = Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets.SelectRows(rows));
                byHand.Update(byHand.Backward(forward, loss), learningRate: 0.5);
                terms.AddRange(loss.SampleTerms);
            }
        }

        Assert.Equal(byHand.Parameters.ToArray(), byLoop.Parameters.ToArray());
        Close.To(1e-15, terms.Take(4).Average(), history.Loss[0], "loss of epoch 0");
        Close.To(1e-15, terms.Skip(4).Average(), history.Loss[1], "loss of epoch 1");
    }

    [Fact]
    public void A_batch_larger_than_the_data_is_the_full_batch()
    {
        var (full, large) = (NewNetwork(), NewNetwork());

        full.Train(Dataset.Xor, Options);
        large.Train(Dataset.Xor, Options with { BatchSize = 100 });

        Assert.Equal(full.Parameters.ToArray(), large.Parameters.ToArray());
    }

    [Fact]
    public void A_shuffled_epoch_takes_the_samples_in_the_order_of_NumPys_permutation()
    {
        var (shuffled, permuted) = (NewNetwork(), NewNetwork());
        var random = new RandomState(11);

        shuffled.Train(Dataset.Xor, Options with { BatchSize = 1, ShuffleSeed = 11, Epochs = 2 });
        permuted.Train(Dataset.Xor.Select("first epoch", random.Permutation(4)), Options with { BatchSize = 1, Epochs = 1 });
        permuted.Train(Dataset.Xor.Select("second epoch", random.Permutation(4)), Options with { BatchSize = 1, Epochs = 1 });

        Assert.Equal(permuted.Parameters.ToArray(), shuffled.Parameters.ToArray());
    }

    [Fact]
    public void Weight_decay_is_part_of_the_objective_and_its_gradient()
    {
        const double Decay = 0.3;
        var network = NewNetwork();
        var forward = network.Forward(Dataset.Xor.Inputs);
        var loss = Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets);
        var gradients = network.Backward(forward, loss).Gradients;
        double squares = network.Layers.Sum(layer => layer.Weights.Values.ToArray().Sum(w => w * w));
        LayerGradient[] decayed = [.. gradients.Select((gradient, l) =>
            gradient with { Weights = gradient.Weights + (Decay * forward.Layers[l].Weights) })];
        var byHand = network.Copy();
        byHand.Update(byHand.Forward(Dataset.Xor.Inputs), Gradients.Create(decayed), learningRate: 0.5);

        var history = network.Train(Dataset.Xor, Options with { WeightDecay = Decay, Epochs = 1 });

        Close.To(1e-15, loss.Value + (0.5 * Decay * squares), history.Loss[0], "objective");
        Close.To(1e-15, byHand.Parameters, network.Parameters, "parameters");
        Close.To(1e-14, Gradients.Create([decayed[1]]).Norm(), history.GradientNorm[1][0], "norm");
    }

    [Fact]
    public void The_penalty_of_mini_batches_is_weighted_by_their_samples()
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = [[2]];
        var constant = new Loss("constant", (p, y) => 7, (p, y) => 0);

        var history =
            network.Train(new Dataset("three", [[1], [2], [3]], [[1], [2], [3]]),
                Options with { Loss = constant, WeightDecay = 1, BatchSize = 2, Epochs = 1 });

        Assert.Equal(7 + (((2 * 0.5 * 4) + (1 * 0.5 * 1)) / 3), history.Loss[0], 1e-15);
        Assert.Equal([[0.5]], network.Layers[0].Weights);
        Assert.Equal([(2 + 1) / 2.0], history.GradientNorm[0]);
    }

    [Fact]
    public void Another_loss_can_be_reported_than_the_one_descended()
    {
        var history = NewNetwork()
            .Train(Dataset.Xor, Options with { Loss = Loss.HalfSumSquaredError, ReportedLoss = Loss.MeanSquaredError });

        for (int epoch = 0; epoch < 5; epoch++)
            Close.To(1e-15, history.Loss[epoch] / 2, history.ReportedLoss[epoch], $"epoch {epoch}");
    }

    [Fact]
    public void Validation_is_of_the_network_after_the_epoch()
    {
        var network = NewNetwork();
        var validation = new Dataset("more", [[0.1, 0.9], [0.8, 0.7], [0.2, 0.1]], [[1], [0], [0]]);

        var history = network.Train(Dataset.Xor, Options with { Validation = validation });

        Assert.Equal(
            Loss.MeanSquaredError.Evaluate(network.Forward(validation.Inputs), validation.Targets).Value, history.ValidationLoss[^1]);
        Assert.Equal(ConfusionMatrix.Of(network, validation).Accuracy, history.ValidationAccuracy[^1]);
        Assert.Equal(5, history.ValidationLoss.Count);
    }

    [Fact]
    public void Validation_without_classes_has_no_accuracy()
    {
        var history = NewNetwork().Train(Dataset.Xor, Options with { Validation = new Dataset("numbers", [[0, 1]], [[0.7]]) });

        Assert.Equal(5, history.Accuracy.Count);
        Assert.Empty(history.ValidationAccuracy);
        Assert.Empty(
            NewNetwork().Train(new Dataset("numbers", [[0, 1]], [[0.7]]), Options with { Validation = Dataset.Xor }).ValidationAccuracy);
    }

    [Fact]
    public void Accuracy_is_the_fraction_of_samples_classified_correctly_before_the_update()
    {
        var network = Network.Create([2, 3], Activation.Softmax, Initializer.StandardNormal(seed: 6));
        var data =
            new Dataset("random", new RandomState(3).Randn(20, 2),
                Matrix.OneHot([.. new RandomState(4).Permutation(20).Select(i => i % 3)], 3));
        double before = ConfusionMatrix.Of(network, data).Accuracy;

        var history = network.Train(data, Options with { Loss = Loss.CrossEntropy, Epochs = 1 });

        Assert.Equal(before, history.Accuracy[0]);
        Assert.InRange(before, 0.05, 0.95);
        Assert.Empty(NewNetwork().Train(new Dataset("numbers", [[0, 1]], [[0.7]]), Options).Accuracy);
    }

    [Fact]
    public void Snapshots_are_the_parameters_at_the_start_of_their_epochs()
    {
        var network = NewNetwork();
        double[] start = network.Parameters.ToArray();

        var history = network.Train(Dataset.Xor, Options with { SnapshotEvery = 2 });

        Assert.Equal([0, 2, 4], history.Snapshots.Select(snapshot => snapshot.Epoch));
        Assert.Equal(start, history.Snapshots[0].Network.Parameters.ToArray());
        var again = NewNetwork();
        again.Train(Dataset.Xor, Options with { Epochs = 4 });
        Assert.Equal(again.Parameters.ToArray(), history.Snapshots[2].Network.Parameters.ToArray());
    }

    [Fact]
    public void Progress_without_an_interval_is_told_after_each_epoch()
    {
        var told = new List<EpochProgress>();

        var history = NewNetwork().Train(Dataset.Xor, Options with { Progress = told.Add, ProgressInterval = TimeSpan.Zero });

        Assert.Equal(history.Loss.Select((loss, epoch) => (epoch, loss)), told.Select(progress => (progress.Epoch, progress.Loss)));
        Assert.All(told, progress => Assert.Equal(Options.Epochs, progress.Epochs));
    }

    [Fact]
    public void Progress_with_a_long_interval_is_told_after_the_first_and_the_last_epoch_only()
    {
        var told = new List<int>();

        NewNetwork()
            .Train(Dataset.Xor, Options with { Progress = progress => told.Add(progress.Epoch), ProgressInterval = TimeSpan.FromHours(1) });

        Assert.Equal([0, Options.Epochs - 1], told);
    }

    [Fact]
    public void Progress_tells_the_last_epoch_also_of_a_training_that_a_rule_stopped()
    {
        var told = new List<int>();

        var history = NewNetwork()
            .Train(Dataset.Xor,
            Options with
            {
                StopWhenLossBelow = 10,
                Epochs = 50,
                Progress = progress => told.Add(progress.Epoch),
                ProgressInterval = TimeSpan.FromHours(1)
            });

        Assert.Equal(StopReason.LossReached, history.StopReason);
        Assert.Equal(history.Epochs - 1, told[^1]);
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public void A_training_cancelled_by_its_progress_callback_keeps_the_epochs_done()
    {
        using var source = new CancellationTokenSource();
        var network = NewNetwork();

        var history =
            network.Train(Dataset.Xor,
            Options with
            {
                Progress = progress => { if (progress.Epoch == 2) source.Cancel(); },
                ProgressInterval = TimeSpan.Zero,
                CancellationToken = source.Token
            });

        Assert.Equal((StopReason.Cancelled, "Cancelled after 3 epochs.", 3), (history.StopReason, history.StopMessage, history.Epochs));
        var three = NewNetwork();
        three.Train(Dataset.Xor, Options with { Epochs = 3 });
        Assert.Equal(three.Parameters.ToArray(), network.Parameters.ToArray());
    }

    [Fact]
    public void A_softmax_network_descends_the_cross_entropy_if_no_loss_is_set_and_says_so()
    {
        var (open, set) = (Softmax(), Softmax());

        var history = open.Train(Dataset.Iris, new() { Epochs = 3 });
        var expected = set.Train(Dataset.Iris, new() { Epochs = 3, Loss = Loss.CrossEntropy });

        Assert.Equal(expected.Loss, history.Loss);
        Assert.Same(Loss.CrossEntropy, history.Options.Loss);
        Assert.EndsWith(
            "All 3 epochs done. No loss was set: it is the cross-entropy, which belongs to softmax.", history.ToString(),
            StringComparison.Ordinal);
        Assert.EndsWith("All 3 epochs done.", expected.ToString(), StringComparison.Ordinal);
        Assert.Same(Loss.MeanSquaredError, NewNetwork().Train(Dataset.Xor, new() { Epochs = 1 }).Options.Loss);
        Assert.Same(Loss.MeanSquaredError, Softmax().Train(Dataset.Iris, new() { Epochs = 1, Loss = Loss.MeanSquaredError }).Options.Loss);

        static Network Softmax() => Network.Create([4, 3], Activation.Softmax, Initializer.XavierNormal(seed: 1));
    }

    [Fact]
    public void Training_learns_Iris()
    {
        var (training, test) = Dataset.Iris.Split(0.8, seed: 1, stratified: true);
        var scaling = Standardization.Of(training);
        (training, test) = (scaling.Apply(training), scaling.Apply(test));
        var network = Network.Create([4, 8, 3], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));

        var history =
            network.Train(training,
            new()
            {
                Loss = Loss.CrossEntropy,
                Optimizer = Optimizer.Adam(0.02),
                BatchSize = 16,
                ShuffleSeed = 1,
                Epochs = 60,
                Validation = test
            });

        Assert.True(history.Accuracy[^1] > 0.95);
        Assert.True(ConfusionMatrix.Of(network, test).Accuracy >= 0.9);
    }

    private static Network NewNetwork() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
}
