namespace Backprop.Tests.Display;

public sealed class LossCurveTests
{
    private static TrainingHistory Train(double learningRate, int epochs) =>
        Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42)).Train(Dataset.Xor, new()
        {
            Loss = Loss.HalfSumSquaredError,
            ReportedLoss = Loss.MeanSquaredError,
            Optimizer = Optimizer.GradientDescent(learningRate),
            Epochs = epochs,
        });

    [Fact]
    public void Points_are_the_losses_of_the_history()
    {
        var history = Train(0.1, 300);

        var figure = Figures.LossCurve(history);

        Close.To(1e-6, [.. history.Loss], figure.Data(0).Numbers("y"), "loss");
        Close.To(1e-6, [.. history.ReportedLoss], figure.Data(1).Numbers("y"), "reported loss");
        Assert.Equal(Enumerable.Range(0, 300).Select(epoch => (double)epoch), figure.Data(0).Numbers("x"));
        Assert.Equal(["half sum of squared errors", "mean squared error"], figure.Names());
    }

    [Fact]
    public void A_long_history_is_thinned_to_the_losses_of_the_epochs_it_names()
    {
        var history = Train(3, 20_000);

        var figure = Figures.LossCurve(history);

        var (epochs, losses) = (figure.Data().Numbers("x"), figure.Data().Numbers("y"));
        Assert.True(figure.ToJson().Length < 100_000);
        Close.To(1e-6, [.. epochs.Select(epoch => history.Loss[(int)epoch])], losses, "loss");
        Close.To(1e-6, history.Loss.Max(), losses.Max(), "highest loss");
        Close.To(1e-6, history.Loss.Min(), losses.Min(), "lowest loss");
    }

    [Fact]
    public void Several_runs_have_their_names_and_losses()
    {
        var (slow, fast) = (Train(0.1, 50), Train(1, 80));

        var figure = Figures.LossCurve(("η = 0.1", slow), ("η = 1", fast));

        Assert.Equal(["η = 0.1", "η = 1"], figure.Names());
        Close.To(1e-6, [.. fast.Loss], figure.Data(1).Numbers("y"), "loss");
    }

    [Fact]
    public void The_loss_axis_can_be_logarithmic() =>
        Assert.Equal("log", (string)Figures.LossCurve(Train(0.1, 5), logarithmic: true).Layout()["yaxis"]!["type"]!);

    [Fact]
    public void With_weight_decay_the_objective_is_not_called_by_the_name_of_the_loss()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var options =
            new TrainingOptions { ReportedLoss = Loss.MeanSquaredError, WeightDecay = 0.01, Validation = Dataset.Xor, Epochs = 5 };

        var history = network.Train(Dataset.Xor, options);

        Assert.True(history.Loss[0] > history.ReportedLoss[0]);
        Assert.Equal(["mean squared error + weight decay", "mean squared error", "validation"], Figures.LossCurve(history).Names());
        Assert.Contains("mean squared error + weight decay", history.ToHtml());
    }

    [Fact]
    public void A_training_without_an_epoch_is_refused() =>
        Assert.Contains("no epoch", Assert.Throws<ArgumentException>(() => Figures.LossCurve(Train(0.1, 0))).Message);

    [Fact]
    public void Where_a_training_diverged_is_said()
    {
        var history = Network.Create([2, 2, 1], Activation.Identity, Initializer.StandardNormal(seed: 42))
            .Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(50), Epochs = 500 });

        var figure = Figures.LossCurve(history);

        Assert.Equal(StopReason.Diverged, history.StopReason);
        Assert.Equal($"diverged after epoch {history.Epochs - 1}", (string)figure.Layout()["annotations"]![0]!["text"]!);
    }
}
