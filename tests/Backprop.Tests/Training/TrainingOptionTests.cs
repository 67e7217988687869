namespace Backprop.Tests;

/// <summary>Options of a training that are out of range are refused with what was given and what would be right.</summary>
public sealed class TrainingOptionTests
{
    private static readonly Network Network = Network.Create([2, 3, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));
    private static readonly Dataset Three = new("three", [[1, 2, 3]], [[1]]);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_not_above_0_is_refused(double rate)
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var backward = Network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets));
        string message = FormattableString.Invariant($"learningRate is {rate} but must be a finite number above 0.");

        Throws.Argument("learningRate", message, () => Network.Update(backward, rate));
        Throws.Argument("learningRate", message, () => Optimizer.GradientDescent(rate));
        Throws.Argument("learningRate", message, () => Optimizer.Adam(rate));
        Throws.Argument(
            "epsilon", FormattableString.Invariant($"epsilon is {rate} but must be a finite number above 0."),
            () => Optimizer.RmsProp(epsilon: rate));
        Throws.Argument(
            "epsilon", FormattableString.Invariant($"epsilon is {rate} but must be a finite number above 0."),
            () => Optimizer.Adam(epsilon: rate));
        Throws.Argument(
            "sigma", FormattableString.Invariant($"sigma is {rate} but must be a finite number above 0."),
            () => Initializer.SmallNormal(1, rate));
        Throws.Argument(
            "limit", FormattableString.Invariant($"limit is {rate} but must be a finite number above 0."),
            () => Initializer.SmallUniform(1, rate));
        Throws.Argument(
            "factor", FormattableString.Invariant($"factor is {rate} but must be a finite number above 0."),
            () => LearningRateSchedule.Step(1, rate));
        Throws.Argument(
            "factor", FormattableString.Invariant($"factor is {rate} but must be a finite number above 0."),
            () => LearningRateSchedule.Exponential(rate));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_that_is_not_from_0_to_below_1_is_refused(double value)
    {
        string Message(string name) => FormattableString.Invariant($"{name} is {value} but must be from 0 to below 1.");
        Throws.Argument("momentum", Message("momentum"), () => Optimizer.Momentum(0.1, value));
        Throws.Argument("momentum", Message("momentum"), () => Optimizer.Nesterov(0.1, value));
        Throws.Argument("decay", Message("decay"), () => Optimizer.RmsProp(decay: value));
        Throws.Argument("beta1", Message("beta1"), () => Optimizer.Adam(beta1: value));
        Throws.Argument("beta2", Message("beta2"), () => Optimizer.Adam(beta2: value));
    }

    [Fact]
    public void The_ends_of_the_ranges_are_allowed()
    {
        Assert.Equal(0.1, Optimizer.Momentum(0.1, 0).LearningRate);
        Assert.Equal("Adam, η = 0.001", Optimizer.Adam(beta1: 0, beta2: 0).ToString());
        Assert.Equal(1, LearningRateSchedule.Cosine(1, lowest: 1).FactorAt(1));
        Assert.Equal(
            0, Network.Copy().Train(Dataset.Xor, new() { Epochs = 0, WeightDecay = 0, BatchSize = 1, Patience = 1, SnapshotEvery = 1 })
            .Epochs);
    }

    [Fact]
    public void Schedules_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>("name", () => new LearningRateSchedule(" ", _ => 1));
        foreach (double factor in new[] { -0.5, double.NaN, double.PositiveInfinity })
        {
            var exception = Assert.Throws<InvalidOperationException>(() => new LearningRateSchedule("own", _ => factor).FactorAt(3));
            Assert.StartsWith(
                FormattableString.Invariant($"The schedule 'own' gives {factor} for epoch 3; "), exception.Message,
                StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>("every", () => LearningRateSchedule.Step(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => LearningRateSchedule.Cosine(0));
        foreach (double lowest in new[] { -0.1, 1.1, double.NaN })
        {
            Throws.Argument(
                "lowest", FormattableString.Invariant($"lowest is {lowest} but must be from 0 to 1"),
                () => LearningRateSchedule.Cosine(10, lowest));
        }
    }

    [Fact]
    public void Training_options_out_of_range_are_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        double[] before = network.Parameters.ToArray();
        void Refused(string message, TrainingOptions options) =>
            Throws.Argument("options", message, () => network.Train(Dataset.Xor, options));

        Refused("Epochs is -1 but must be 0 or above.", new() { Epochs = -1 });
        Refused("BatchSize is 0 but must be 1 or above.", new() { BatchSize = 0 });
        Refused("Patience is 0 but must be 1 or above.", new() { Patience = 0 });
        Refused("SnapshotEvery is 0 but must be 1 or above.", new() { SnapshotEvery = 0 });
        Refused("WeightDecay is -1 but must be a finite number, 0 or above.", new() { WeightDecay = -1 });
        Refused("WeightDecay is NaN but must be a finite number, 0 or above.", new() { WeightDecay = double.NaN });
        Refused("WeightDecay is Infinity but must be a finite number, 0 or above.", new() { WeightDecay = double.PositiveInfinity });
        Refused("StopWhenLossBelow is NaN but must be a number.", new() { StopWhenLossBelow = double.NaN });
        Refused("StopWhenGradientNormBelow is NaN but must be a number.", new() { StopWhenGradientNormBelow = double.NaN });
        Refused("ClipNorm is 0 but must be a finite number above 0.", new() { ClipNorm = 0 });
        Refused("ClipValue is Infinity but must be a finite number above 0.", new() { ClipValue = double.PositiveInfinity });
        Refused("ClipNorm and ClipValue are both set", new() { ClipNorm = 1, ClipValue = 1 });
        Refused("Dropout has 2 rates but the network has 1 hidden layer; give one for all or one for each.",
            new() { Dropout = [0.1, 0.2] });
        Refused("Dropout has 0 rates but the network has 1 hidden layer", new() { Dropout = [] });
        Refused("Optimizer is null.", new() { Optimizer = null! });
        Refused("Schedule is null", new() { Schedule = null! });
        Throws.Argument("data", "three has 3 columns of inputs but the network has 2 inputs.", () => network.Train(Three, new()));
        Throws.Argument(
            "data", "wide has 2 columns of targets but the network has 1 output.",
            () => network.Train(new Dataset("wide", [[1, 2]], [[1, 2]]), new()));
        Throws.Argument(
            "options.Validation", "three has 3 columns of inputs but the network has 2 inputs.",
            () => network.Train(Dataset.Xor, new() { Validation = Three }));
        Throws.Argument(
            "options.Validation", "Row 0 of the targets has the entry 2",
            () => network.Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy, Validation = new Dataset("two", [[1, 2]], [[2]]) }));
        Throws.Argument(
            "data", "Row 0 of the targets has the entry 2",
            () => network.Train(new Dataset("two", [[1, 2]], [[2]]), new() { ReportedLoss = Loss.BinaryCrossEntropy }));
        Assert.Throws<ArgumentNullException>("options", () => network.Train(Dataset.Xor, null!));
        Assert.Throws<ArgumentNullException>("data", () => network.Train(null!, new()));
        Assert.Equal(before, network.Parameters.ToArray());
    }
}
