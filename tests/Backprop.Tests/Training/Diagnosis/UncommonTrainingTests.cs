namespace Backprop.Tests.Training.Diagnosis;

/// <summary>Trainings that are ill, or well, in less common ways than those of <see cref="SickTrainings"/>.</summary>
public sealed class UncommonTrainingTests
{
    private static readonly Initializer xavier = Initializer.XavierUniform(seed: 5);

    private static readonly Dictionary<string, Func<TrainingSetup>> sick = new()
    {
        ["wrong output activation: GELU for targets below its range"] = () => Numbers(Activation.GELU, y => y, Optimizer.Adam(0.02)),
        ["wrong output activation: softmax for classes that may hold together"] = () => new(
            Create(3, Activation.Softmax, 3), Bits(), Options(Loss.BinaryCrossEntropy, Optimizer.Adam(0.02))),
        ["dead ReLU: at the output"] = () => WithBias(Numbers(Activation.ReLU, y => y + 3, Optimizer.GradientDescent(0.1)), layer: 2, -20),
        ["learning rate too low: by five powers of ten"] = () => new(
            Create(2, Activation.Sigmoid, 1), Moons(), Options(Loss.BinaryCrossEntropy, Optimizer.GradientDescent(1e-6))),
        ["saturated units: by their biases"] = () => WithBias(
            new(Create(2, Activation.Sigmoid, 1), Moons(), Options(Loss.BinaryCrossEntropy, Optimizer.GradientDescent(0.1))), layer: 1, 20),
        ["unnormalised inputs: next to 0"] = () => new(
            Create(2, Activation.Sigmoid, 1), Moons().WithInputs(1e-4 * Moons().Inputs),
            Options(Loss.BinaryCrossEntropy, Optimizer.GradientDescent(0.1))),
        ["unnormalised targets: next to 0"] = () => Numbers(Activation.Identity, y => 1e-4 * y, Optimizer.GradientDescent(0.1)),
        ["linear network: XOR without a hidden layer"] = () => new(
            Network.Create([2, 1], Activation.Sigmoid, xavier), Dataset.Xor,
            new() { Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.GradientDescent(0.5), Epochs = 1000 }),
        ["optimizer parameters: AdamW's own decay"] = () => new(
            Create(2, Activation.Sigmoid, 1), Moons(), Options(Loss.BinaryCrossEntropy, Optimizer.AdamW(0.02, weightDecay: 10))),
    };

    private static readonly Dictionary<string, Func<TrainingSetup>> well = new()
    {
        ["a few kinds of samples whose classes are a matter of chance"] = () => new(
            Network.Create([2, 1], Activation.Sigmoid, xavier), Dice(), Options(Loss.BinaryCrossEntropy, Optimizer.GradientDescent(0.5))),
        ["noise that reaches beyond the range of tanh"] = () => Sine(Activation.Tanh),
    };

    public static TheoryData<string> Sick => [.. sick.Keys];

    public static TheoryData<string> Well => [.. well.Keys];

    [Theory]
    [MemberData(nameof(Sick))]
    public void What_is_wrong_is_named_first_and_the_proposal_heals_it(string name)
    {
        var setup = sick[name]();

        var report = TrainingCheck.Run(setup.Network, setup.Data, setup.Options);

        Assert.Equal(name.Split(':')[0], report.Findings is [var first, ..] ? first.Fault : "nothing");
        Assert.True(report.Proof is { Heals: true }, report.ToString());
    }

    [Theory]
    [MemberData(nameof(Well))]
    public void What_does_as_well_as_the_data_allow_is_healthy(string name)
    {
        var setup = well[name]();

        var report = TrainingCheck.Run(setup.Network, setup.Data, setup.Options);

        Assert.True(report.Verdict == TrainingVerdict.Healthy, report.ToString());
    }

    [Fact]
    public void Outputs_of_one_half_are_no_plateau_where_there_is_nothing_to_learn()
    {
        var random = new RandomState(31);
        var coins = Data("coins", 300, () => (random.Randn(3).ToArray(), [random.NextInteger(0, 2)]));

        var report = TrainingCheck.Run(
            Create(3, Activation.Sigmoid, 1), coins, Options(Loss.BinaryCrossEntropy, Optimizer.Adam(0.01)) with { Epochs = 40 });

        Assert.Equal(TrainingVerdict.CannotSay, report.Verdict);
    }

    private static Network Create(int inputs, Activation output, int outputs) =>
        Network.Create([inputs, 16, outputs], Activation.Tanh, output, xavier);

    private static TrainingOptions Options(Loss loss, Optimizer optimizer) =>
        new() { Loss = loss, Optimizer = optimizer, Epochs = 150, BatchSize = 16, ShuffleSeed = 3 };

    private static TrainingSetup WithBias(TrainingSetup setup, int layer, double value)
    {
        var biased = setup.Network.Layers[layer - 1];
        biased.Bias = Vector.Create([.. Enumerable.Repeat(value, biased.Outputs)]);
        return setup;
    }

    private static Dataset Data(string name, int count, Func<(double[] X, double[] Y)> draw)
    {
        (double[] X, double[] Y)[] samples = [.. Enumerable.Range(0, count).Select(_ => draw())];
        return new(name, Matrix.Create([.. samples.Select(sample => sample.X)]), Matrix.Create([.. samples.Select(sample => sample.Y)]));
    }

    /// <summary>A function of two inputs with values from about −2 to 2, changed by <paramref name="scale"/>.</summary>
    private static TrainingSetup Numbers(Activation output, Func<double, double> scale, Optimizer optimizer)
    {
        var random = new RandomState(8);
        var data = Data("numbers", 200, () =>
        {
            double a = random.NextUniform(-1, 1), b = random.NextUniform(-1, 1);
            return ([a, b], [scale((a * a) - b + (a * b))]);
        });
        return new(Create(2, output, 1), data, Options(Loss.MeanSquaredError, optimizer));
    }

    private static TrainingSetup Sine(Activation output)
    {
        var random = new RandomState(37);
        var data = Data("sine", 200, () =>
        {
            double x = random.NextUniform(-1, 1);
            return ([x], [Math.Sin(3 * x) + (0.1 * random.NextGaussian())]);
        });
        return new(Create(1, output, 1), data, Options(Loss.MeanSquaredError, Optimizer.Adam(0.02)));
    }

    private static Dataset Moons()
    {
        var random = new RandomState(57);
        return Data("two moons", 200, () =>
        {
            double angle = random.NextUniform(0, Math.PI);
            int moon = random.NextInteger(0, 2);
            var (x, y) = moon == 0 ? (Math.Cos(angle), Math.Sin(angle)) : (1 - Math.Cos(angle), 0.5 - Math.Sin(angle));
            return ([x + (0.15 * random.NextGaussian()), y + (0.15 * random.NextGaussian())], [moon]);
        });
    }

    private static Dataset Bits()
    {
        var random = new RandomState(90);
        return Data("three answers", 300, () =>
        {
            double[] x = random.Randn(3).ToArray();
            return (x, [x[0] + x[1] > 0 ? 1 : 0, x[1] - x[2] > 0.3 ? 1 : 0, x[0] - x[2] > -0.5 ? 1 : 0]);
        });
    }

    private static Dataset Dice()
    {
        var random = new RandomState(36);
        return Data("four kinds", 200, () =>
        {
            int a = random.NextInteger(0, 2), b = random.NextInteger(0, 2);
            return ([a, b], [random.NextDouble() < (a + b == 2 ? 0.9 : 0.1) ? 1 : 0]);
        });
    }
}
