namespace Backprop.Tests.Properties;

/// <summary>What must hold for any network, any data and any loss.</summary>
public sealed class NetworkProperties
{
    [Fact]
    public void The_gradient_of_a_batch_is_the_sum_or_mean_of_its_samples_gradients() => RandomNetwork.Check(2000, random =>
    {
        var (network, data) = (random.Network, random.Data);
        double[] batch = random.GradientsOf(network, data.Inputs, data.Targets).Flatten();

        double[] sum = new double[batch.Length];
        foreach (var (x, y) in data.Samples)
        {
            var forward = network.Forward(x);
            double[] sample = network.Backward(forward, random.Loss.Evaluate(forward, y)).Gradients.Flatten();
            for (int i = 0; i < sum.Length; i++)
                sum[i] += sample[i] / (random.Loss.OverSamples == Reduction.Mean ? data.Count : 1);
        }

        Close.To(1e-11, sum, batch, "gradient", absolute: 1e-12);
    });

    [Fact]
    public void Exchanging_hidden_units_exchanges_their_gradients() => RandomNetwork.Check(2000, random =>
    {
        if (random.Network.Layers.Count < 2) return;
        var (network, data) = (random.Network, random.Data);
        int hidden = (int)(random.Seed % (uint)(network.Layers.Count - 1));
        int[] order = new RandomState(random.Seed).Permutation(network.Layers[hidden].Outputs);
        var exchanged = network.Copy();
        exchanged.Layers[hidden].Weights = Columns(network.Layers[hidden].Weights, order);
        exchanged.Layers[hidden].Bias = Entries(network.Layers[hidden].Bias, order);
        exchanged.Layers[hidden + 1].Weights = network.Layers[hidden + 1].Weights.SelectRows(order);

        var before = random.GradientsOf(network, data.Inputs, data.Targets);
        var after = random.GradientsOf(exchanged, data.Inputs, data.Targets);

        LayerGradient[] expected = [.. before];
        expected[hidden] = new(Columns(before[hidden].Weights, order), Entries(before[hidden].Bias, order));
        expected[hidden + 1] = before[hidden + 1] with { Weights = before[hidden + 1].Weights.SelectRows(order) };
        Close.To(1e-11, Gradients.Create(expected).Flatten(), after.Flatten(), "gradient", absolute: 1e-12);
    });

    /// <summary>
    /// With the rate η, the loss falls by η·|gradient|² to first order; at least half of it for a small enough η, unless a kink is in the
    /// way.
    /// </summary>
    [Fact]
    public void A_small_enough_step_lowers_the_loss() => RandomNetwork.Check(2000, random =>
    {
        var (network, data) = (random.Network, random.Data);
        var forward = network.Forward(data.Inputs);
        var loss = random.Loss.Evaluate(forward, data.Targets);
        var backward = network.Backward(forward, loss);
        double norm = backward.Gradients.Norm();
        if (norm < 1e-6) return;

        bool lowered = false;
        for (double rate = 1; !lowered && rate > 1e-10; rate /= 4)
        {
            network.Update(backward, rate);
            lowered = random.LossOf(network) <= loss.Value - (0.5 * rate * norm * norm);
        }

        Assert.True(lowered);
    });

    [Fact]
    public void The_steps_and_the_training_loop_give_identical_parameters_and_losses() => RandomNetwork.Check(1000, random =>
    {
        var (stepped, trained) = (random.Network, random.Network.Copy());
        var losses = new List<double>();
        for (int epoch = 0; epoch < 4; epoch++)
        {
            var forward = stepped.Forward(random.Data.Inputs);
            var loss = random.Loss.Evaluate(forward, random.Data.Targets);
            losses.Add(loss.Value);
            stepped.Update(stepped.Backward(forward, loss), learningRate: 0.01);
        }

        var history = trained.Train(random.Data, new() { Loss = random.Loss, Optimizer = Optimizer.GradientDescent(0.01), Epochs = 4 });

        Assert.Equal(stepped.Parameters.ToArray(), trained.Parameters.ToArray());
        Assert.Equal(losses, history.Loss);
    });

    [Fact]
    public void Training_twice_with_one_seed_is_identical_bit_for_bit() => RandomNetwork.Check(500, random =>
    {
        var (one, other) = (random.Network.Copy(), random.Network.Copy());

        var first = one.Train(random.Data, OptionsOf(random));
        var second = other.Train(random.Data, OptionsOf(random));

        Assert.Equal(one.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.Equal(first.Loss, second.Loss);
    });

    [Fact]
    public void A_resumed_training_equals_the_whole_bit_for_bit() => RandomNetwork.Check(500, random =>
    {
        var (whole, halves) = (random.Network.Copy(), random.Network.Copy());
        var options = OptionsOf(random);
        int first = (int)(random.Seed % 7);

        var expected = whole.Train(random.Data, options);
        var actual = halves.Resume(random.Data, halves.Train(random.Data, options with { Epochs = first }), 6 - first);

        Assert.Equal(whole.Parameters.ToArray(), halves.Parameters.ToArray());
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.GradientNorm, actual.GradientNorm);
    });

    [Fact]
    public void A_saved_network_is_loaded_bit_for_bit()
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            RandomNetwork.Check(200, random =>
            {
                random.Network.Save(path);
                var loaded = Network.Load(path);
                Assert.Equal(random.Network.Parameters.ToArray(), loaded.Parameters.ToArray());
                Assert.Equal(random.Network.Predict(random.Data.Inputs), loaded.Predict(random.Data.Inputs));
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static TrainingOptions OptionsOf(RandomNetwork random) => new()
    {
        Loss = random.Loss,
        Optimizer = Optimizer.All[(int)(random.Seed % (uint)Optimizer.All.Count)],
        Schedule = LearningRateSchedule.Cosine(6),
        BatchSize = 1 + (int)(random.Seed % 3),
        ShuffleSeed = random.Seed,
        WeightDecay = 0.01,
        Epochs = 6,
    };

    private static Matrix Columns(Matrix matrix, int[] order) => matrix.Transpose().SelectRows(order).Transpose();

    private static Vector Entries(Vector vector, int[] order) => [.. order.Select(i => vector[i])];
}
