namespace Backprop.Tests.Training;

public sealed class StoppingTests
{
    [Fact]
    public void It_stops_when_all_epochs_are_done()
    {
        var history = NewNetwork().Train(Dataset.Xor, new() { Epochs = 3 });

        Assert.Equal((StopReason.EpochsDone, "All 3 epochs done.", 3), (history.StopReason, history.StopMessage, history.Epochs));
        Assert.StartsWith("3 epochs, mean squared error 0.", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_epochs_change_nothing()
    {
        var network = NewNetwork();
        double[] before = network.Parameters.ToArray();

        var history = network.Train(Dataset.Xor, new() { Epochs = 0 });

        Assert.Equal(before, network.Parameters.ToArray());
        Assert.Equal("0 epochs. All 0 epochs done.", history.ToString());
    }

    [Fact]
    public void It_stops_at_the_first_loss_below_the_goal()
    {
        var options = new TrainingOptions { Optimizer = Optimizer.GradientDescent(0.5), Epochs = 500 };
        double goal = NewNetwork().Train(Dataset.Xor, options).Loss[200];

        var history = NewNetwork().Train(Dataset.Xor, options with { StopWhenLossBelow = goal });

        Assert.Equal(202, history.Epochs);
        Assert.Equal(StopReason.LossReached, history.StopReason);
        Assert.Equal(
            FormattableString.Invariant($"Stopped after 202 epochs: the loss {history.Loss[^1]:G6} is below {goal}."), history.StopMessage);
        Assert.All(history.Loss.SkipLast(1), loss => Assert.True(loss >= goal));
    }

    [Fact]
    public void It_stops_at_the_first_gradient_norm_below_the_limit()
    {
        var network = Network.Create([1, 1, 1], Activation.Identity, Initializer.HeNormal(seed: 1));

        var history =
            network.Train(new Dataset("line", [[1], [2]], [[2], [3]]),
                new() { Optimizer = Optimizer.GradientDescent(0.05), StopWhenGradientNormBelow = 0.01, Epochs = 10_000 });

        double[] norms = [.. Enumerable.Range(0, history.Epochs)
            .Select(e => Math.Sqrt(history.GradientNorm.Sum(layer => layer[e] * layer[e])))];
        Assert.Equal(StopReason.GradientVanished, history.StopReason);
        Assert.StartsWith($"Stopped after {history.Epochs} epochs: the gradient norm 0.00", history.StopMessage, StringComparison.Ordinal);
        Assert.True(norms[^1] < 0.01);
        Assert.All(norms.SkipLast(1), norm => Assert.True(norm >= 0.01));
    }

    [Fact]
    public void Gradient_norms_are_those_of_the_backward_pass()
    {
        var network = NewNetwork();
        var forward = network.Forward(Dataset.Xor.Inputs);
        var gradients = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;

        var history = network.Train(Dataset.Xor, new() { Epochs = 1 });

        for (int l = 0; l < 2; l++)
            Close.To(1e-14, Gradients.Create([gradients[l]]).Norm(), history.GradientNorm[l][0], $"norm of layer {l + 1}");
    }

    [Fact]
    public void It_waits_for_progress_of_the_validation_loss()
    {
        var opposite = new Dataset("opposite", Dataset.Xor.Inputs, [[1], [0], [0], [1]]);

        var history = NewNetwork()
            .Train(Dataset.Xor, new() { Optimizer = Optimizer.Adam(0.1), Validation = opposite, Patience = 5, Epochs = 2000 });

        double lowest = history.ValidationLoss.Min();
        Assert.Equal(StopReason.NoProgress, history.StopReason);
        Assert.Equal(5, history.Epochs - 1 - history.ValidationLoss.ToList().IndexOf(lowest));
        int best = history.Epochs - 6;
        Assert.Equal(
            FormattableString.Invariant($"Stopped after {history.Epochs} epochs: no loss below {lowest:G6} for 5 epochs. ")
            + $"The network has the parameters of the last epoch, not those of epoch {best}; KeepBest keeps those.",
            history.StopMessage);
        Assert.Equal(best, history.BestEpoch);
        Assert.True(history.Loss[^1] < history.Loss[^2], "The training loss still falls.");
    }

    [Fact]
    public void Divergence_names_epoch_layer_and_learning_rate_and_undoes_the_epoch()
    {
        var network = Network.Create([1, 1, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
        var data = new Dataset("line", [[1], [2]], [[2], [3]]);

        var history = network.Train(data, new() { Optimizer = Optimizer.GradientDescent(1000), Epochs = 100 });

        Assert.Equal(StopReason.Diverged, history.StopReason);
        Assert.Matches(
            $@"^Diverged in epoch {history.Epochs}: the loss or the norm of its gradient \(the output of layer 2 reaches [0-9.]+e\d+\) is no longer finite, with learning rate 1000\. Try a smaller one\. The network has the parameters from the start of that epoch\.$", history.StopMessage);
        Assert.True(Finite.All(network.Parameters));
        Assert.All(history.Loss, loss => Assert.True(double.IsFinite(loss)));
        var replayed = Network.Create([1, 1, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
        replayed.Train(data, new() { Optimizer = Optimizer.GradientDescent(1000), Epochs = history.Epochs });
        Assert.Equal(replayed.Parameters.ToArray(), network.Parameters.ToArray());
    }

    [Fact]
    public void A_last_step_to_infinity_is_divergence_too()
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);

        var history =
            network.Train(new Dataset("steep", [[1e60]], [[1e60]]), new() { Optimizer = Optimizer.GradientDescent(1e200), Epochs = 1 });

        Assert.Equal(StopReason.Diverged, history.StopReason);
        Assert.StartsWith(
            "Diverged in epoch 0: the parameters of layer 1 are no longer finite, with learning rate 1.000e200.", history.StopMessage,
            StringComparison.Ordinal);
        Assert.Equal([0, 0], network.Parameters.ToArray());
    }

    [Fact]
    public void Pre_activations_or_a_loss_that_overflow_are_named()
    {
        var network = Network.Create([2, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = [[1e200], [1e200]];

        Assert.Contains(
            "the pre-activations of layer 1 are", network.Train(new Dataset("large", [[1e200, 1]], [[0]]), new() { Epochs = 1 })
            .StopMessage, StringComparison.Ordinal);
        Assert.Contains(
            "the loss or the norm of its gradient (the output of layer 1 reaches 2.000e200) is",
            network.Train(new Dataset("large", [[1, 1]], [[0]]), new() { Epochs = 1 }).StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_that_overflows_is_named_with_its_layer()
    {
        var steep = new Loss("steep", (p, y) => 0, (p, y) => 1e300);
        var network = Network.Create([1, 1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = [[1e10]];

        var history = network.Train(new Dataset("one", [[1]], [[0]]), new() { Loss = steep, Epochs = 1 });

        Assert.StartsWith(
            "Diverged in epoch 0: the gradient of layer 2 is no longer finite, with learning rate 0.1.", history.StopMessage,
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_activation_that_is_undefined_is_named_and_not_the_learning_rate()
    {
        var log = new Activation("log", Math.Log, z => 1 / z);

        var history = OneUnit(log, weight: -0.5).Train(new Dataset("one", [[1]], [[0]]), new() { Epochs = 5 });

        Assert.Equal(
            "Diverged in epoch 0: the activations of layer 1 (log is NaN at z = -0.5) are no longer finite, with learning rate 0.1. "
            + "A smaller one cannot help: give layer 1 an activation whose value and derivative are numbers for every z. The network has the parameters from the start of that epoch.",
            history.StopMessage);
        Assert.Contains(
            "the activations of layer 1 (log is -Infinity at z = 0) are no longer finite, with learning rate 0.1. A smaller one cannot help",
            OneUnit(log, weight: 0).Train(new Dataset("one", [[1]], [[0]]), new() { Epochs = 5 }).StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_derivative_that_is_undefined_is_named_with_its_activation()
    {
        var root = new Activation("root", z => Math.Sqrt(Math.Abs(z)), z => Math.Sign(z) / (2 * Math.Sqrt(Math.Abs(z))));

        var history = OneUnit(root, weight: 0).Train(new Dataset("one", [[1]], [[0]]), new() { Epochs = 5 });

        Assert.Contains(
            "the gradient of layer 1 (φ′ of root in layer 1 is NaN at z = 0) is no longer finite, with learning rate 0.1. A smaller one cannot help: give layer 1",
            history.StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_are_too_large_before_any_step_are_not_blamed_on_the_learning_rate()
    {
        var exponential = new Activation("exponential", Math.Exp, Math.Exp);

        var history = OneUnit(exponential, weight: 1).Train(new Dataset("large", [[1000]], [[0]]), new() { Epochs = 5 });

        Assert.StartsWith(
            "Diverged in epoch 0: the activations of layer 1 (exponential is Infinity at z = 1000) are no longer finite, with learning rate 0.1. No step was taken before",
            history.StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Softmax_of_a_single_output_is_refused()
    {
        var network = Network.Create([2, 1], Activation.Softmax, Initializer.Zeros);

        Throws.Argument(
            "network", "The output layer is softmax of a single output, which is always 1: give it sigmoid, or an output for each class.",
            () => network.Train(Dataset.Xor, new()));
    }

    [Fact]
    public void A_bias_that_overflows_is_a_parameter()
    {
        var steep = new Loss("steep", (p, y) => 0, (p, y) => 1e150);

        var history = Network.Create([1, 1], Activation.Identity, Initializer.Zeros)
            .Train(new Dataset("zero", [[0]], [[0]]), new() { Loss = steep, Optimizer = Optimizer.GradientDescent(1e200), Epochs = 1 });

        Assert.StartsWith(
            "Diverged in epoch 0: the parameters of layer 1 are no longer finite", history.StopMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_and_a_gradient_norm_at_their_limits_are_not_below_them()
    {
        var constant = new Loss("constant", (p, y) => 7, (p, y) => 0);

        Assert.Equal(
            StopReason.EpochsDone, NewNetwork()
            .Train(Dataset.Xor, new() { Loss = constant, StopWhenLossBelow = 7, StopWhenGradientNormBelow = 0, Epochs = 3 }).StopReason);
        Assert.Equal(
            StopReason.GradientVanished, NewNetwork()
            .Train(Dataset.Xor, new() { Loss = constant, StopWhenLossBelow = 7, StopWhenGradientNormBelow = 1e-300, Epochs = 3 })
            .StopReason);
    }

    private static Network OneUnit(Activation activation, double weight)
    {
        var network = Network.Create([1, 1], activation, Initializer.Zeros);
        network.Layers[0].Weights = [[weight]];
        return network;
    }

    private static Network NewNetwork() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
}
