namespace Backprop.Tests.Training.Diagnosis;

/// <summary>
/// A small training for every fault that the doctor knows, made to have it: most are a healthy one with one thing changed.
/// </summary>
internal static class SickTrainings
{
    private static readonly Dataset iris = Standardization.Of(Dataset.Iris).Apply(Dataset.Iris);
    private static readonly Dataset rings = Rings(200);
    private static readonly Initializer xavier = Initializer.XavierUniform(seed: 1);
    private static readonly Network network = Iris(Activation.Tanh, Activation.Softmax, xavier);
    private static readonly TrainingOptions options = new()
    {
        Loss = Loss.CrossEntropy,
        Optimizer = Optimizer.GradientDescent(0.1),
        Epochs = 60,
        BatchSize = 10,
        ShuffleSeed = 1,
    };

    public static TrainingSetup Healthy { get; } = new(network, iris, options);

    /// <summary>By the name of the fault.</summary>
    public static IReadOnlyDictionary<string, Func<TrainingSetup>> All { get; } = new SortedDictionary<string, Func<TrainingSetup>>
    {
        ["bad initialisation scale"] = () => Healthy with
        {
            Network = Network.Create([4, 8, 8, 8, 3], Activation.Tanh, Activation.Softmax, Initializer.SmallNormal(seed: 1)),
        },
        ["batch size too large"] = () =>
            Healthy with
            {
                Data = Noisy(600),
                Network = Wide,
                Options = options with { BatchSize = 600, Epochs = 10, Optimizer = Optimizer.GradientDescent(0.05) }
            },
        ["batch size too small"] = () =>
            Healthy with
            {
                Data = Noisy(600),
                Network = Wide,
                Options = options with { BatchSize = 1, Optimizer = Optimizer.GradientDescent(1), Epochs = 40 }
            },
        ["class imbalance"] = () => new(Bits(), Rare(), options with { Loss = Loss.BinaryCrossEntropy, Epochs = 30 }),
        ["clipping too tight"] = () => Healthy with { Options = options with { ClipNorm = 1e-5 } },
        ["constant output"] = () => Healthy with { Options = options with { WeightDecay = 2 } },
        ["contradicting labels"] = () => Healthy with { Data = Contradicting() },
        ["dead ReLU"] = () => Healthy with { Network = Dead() },
        ["diverged"] = () => Healthy with
        {
            Network = Iris(Activation.ReLU, Activation.Identity, Initializer.HeNormal(seed: 1)),
            Options = options with { Loss = Loss.MeanSquaredError, Optimizer = Optimizer.GradientDescent(50) },
        },
        ["dropout too strong"] = () => Healthy with { Options = options with { Dropout = 0.99 } },
        ["exploding gradient"] = () => Healthy with
        {
            Network = Network.Create([4, 32, 32, 32, 3], Activation.ReLU, Activation.Softmax, Initializer.StandardNormal(seed: 1)),
        },
        ["frozen layers"] = () => Healthy with { Network = Frozen() },
        ["learning rate too high"] = () => Healthy with { Options = options with { Optimizer = Optimizer.GradientDescent(50) } },
        ["learning rate too low"] = () => Healthy with { Options = options with { Optimizer = Optimizer.GradientDescent(0.0001) } },
        ["linear network"] = () => new(
            Network.Create(
                [2, 8, 1], Activation.Identity, Activation.Sigmoid, xavier), rings, options with { Loss = Loss.BinaryCrossEntropy }),
        ["network too small"] = () => new(
            Network.Create([2, 2, 1], Activation.Tanh, Activation.Sigmoid, xavier), rings,
            options with { Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.Adam(0.02), Epochs = 300 }),
        ["optimizer parameters"] = () =>
            Healthy with { Options = options with { Optimizer = Optimizer.Adam(0.01, beta1: 0.1, beta2: 0.1, epsilon: 10) } },
        ["optimizer unsuited"] = () => new(
            Network.Create([1, 24, 24, 1], Activation.Tanh, Activation.Identity, xavier), Waves(100),
            options with { Loss = Loss.MeanSquaredError, BatchSize = 20, Epochs = 300, Optimizer = Optimizer.GradientDescent(0.01) }),
        ["overfitting"] = Overfitting,
        ["plateau"] = () => new(
            Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42)), Dataset.Xor,
            new() { Loss = Loss.HalfSumSquaredError, Optimizer = Optimizer.GradientDescent(0.1), Epochs = 10_000 }),
        ["saturated units"] = () => Healthy with
        {
            Network = Iris(Activation.Tanh, Activation.Softmax, new Initializer("large", 1, (random, _, _) => 20 * random.NextGaussian())),
        },
        ["schedule too fast"] = () => Healthy with { Options = options with { Schedule = LearningRateSchedule.Exponential(0.3) } },
        ["stopped too early"] = () => Healthy with { Options = options with { StopWhenLossBelow = 1.1 } },
        ["symmetric initialisation"] = () => Healthy with { Network = Iris(Activation.Tanh, Activation.Softmax, Initializer.Zeros) },
        ["targets out of range"] = () => Numbers(Activation.Sigmoid, Loss.MeanSquaredError),
        ["too few epochs"] = () => Healthy with { Options = options with { Epochs = 2 } },
        ["unnormalised inputs"] = () => Healthy with { Data = iris.WithInputs(iris.Inputs.Map(x => (200 * x) + 1000)) },
        ["unnormalised targets"] = () => Numbers(Activation.Identity, Loss.MeanSquaredError, scale: 5000),
        ["unshuffled data"] = () => Healthy with
        {
            Data = iris.Select("sorted", [.. Enumerable.Range(0, iris.Count).OrderBy(i => iris.Classes[i])]),
            Options = options with { ShuffleSeed = null, BatchSize = 1, Optimizer = Optimizer.GradientDescent(1) },
        },
        ["vanishing gradient"] = () => Healthy with
        {
            Network = Network.Create([4, 8, 8, 8, 8, 8, 8, 3], Activation.Sigmoid, Activation.Softmax, xavier),
        },
        ["weight decay too strong"] = () => Healthy with { Options = options with { WeightDecay = 0.5 } },
        ["wrong gradient"] = () =>
            Healthy with { Network = Iris(new Activation("swapped", Math.Tanh, z => Math.Tanh(z)), Activation.Softmax, xavier) },
        ["wrong loss"] = () => Numbers(Activation.Sigmoid, Loss.BinaryCrossEntropy),
        ["wrong output activation"] = () => Healthy with { Network = Iris(Activation.Tanh, Activation.Sigmoid, xavier) },
    };

    private static Network Wide => Network.Create([4, 16, 3], Activation.Tanh, Activation.Softmax, xavier);

    private static Network Iris(Activation hidden, Activation output, Initializer initializer) =>
        Network.Create([4, 8, 3], hidden, output, initializer);

    private static Network Bits() => Network.Create([2, 8, 1], Activation.Tanh, Activation.Sigmoid, xavier);

    private static Network Frozen()
    {
        var frozen = network.Copy();
        foreach (var layer in frozen.Layers)
            (layer.WeightsFrozen, layer.BiasFrozen) = (true, true);
        return frozen;
    }

    private static Network Dead()
    {
        var dead = Iris(Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1));
        dead.Layers[0].Bias = Vector.Create([-9, -9, -9, -9, -9, -9, -9, -9]);
        return dead;
    }

    /// <summary>A function of two inputs with values from −3 to 3, for an output layer and a loss to be named.</summary>
    private static TrainingSetup Numbers(Activation output, Loss loss, double scale = 1)
    {
        var random = new RandomState(3);
        double[][] x = [.. Enumerable.Range(0, 100).Select(_ => random.Uniform(-1, 1, 2).ToArray())];
        var data = new Dataset("numbers", Matrix.Create(x), Matrix.Create([.. x.Select(row => new[] { scale * ((2 * row[0]) - row[1]) })]));
        return new(Network.Create([2, 8, 1], Activation.Tanh, output, xavier), data, options with { Loss = loss });
    }

    /// <summary>Few noisy samples and many weights.</summary>
    private static TrainingSetup Overfitting()
    {
        var random = new RandomState(5);
        Dataset Draw(int count, double noise)
        {
            double[][] x = [.. Enumerable.Range(0, count).Select(_ => random.Randn(1, 4).Row(0).ToArray())];
            return new(
                "four inputs", Matrix.Create(x),
                Matrix.Create([.. x.Select(row => new double[] { row[0] + row[1] > 0 != random.NextDouble() < noise ? 1 : 0 })]));
        }

        var (training, validation) = (Draw(100, noise: 0.2), Draw(200, noise: 0));
        return new(
            Network.Create([4, 64, 64, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 1)), training,
            options with { Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.Adam(0.01), Epochs = 200, Validation = validation });
    }

    /// <summary>Three overlapping kinds in four dimensions.</summary>
    private static Dataset Noisy(int count)
    {
        var random = new RandomState(7);
        int[] kinds = [.. Enumerable.Range(0, count).Select(i => i % 3)];
        return new(
            "three kinds", Matrix.Create(
                [.. kinds.Select(k => random.Randn(1, 4).Row(0).ToArray().Select((z, j) => (0.8 * z) + (j == k ? 1.5 : 0)).ToArray())]),
            Matrix.OneHot(kinds, 3));
    }

    private static Dataset Rare()
    {
        var random = new RandomState(9);
        bool[] isRare = [.. Enumerable.Range(0, 400).Select(i => i % 20 == 0)];
        return new(
            "a rare class", Matrix.Create(
                [.. isRare.Select(rare => new[] { random.NextGaussian() + (rare ? 1.6 : 0), random.NextGaussian() + (rare ? 1.6 : 0) })]),
            Matrix.Create([.. isRare.Select(rare => new double[] { rare ? 1 : 0 })]));
    }

    private static Dataset Contradicting()
    {
        int[] twice = [.. Enumerable.Range(0, 300).Select(i => i / 2)];
        return iris.Select("each twice, with another class", twice)
            .WithTargets(Matrix.OneHot([.. twice.Select((sample, i) => (iris.Classes[sample] + (i % 10 == 1 ? 1 : 0)) % 3)], 3));
    }

    private static Dataset Rings(int count)
    {
        var random = new RandomState(1);
        double[] angles = [.. random.Uniform(0, 2 * Math.PI, count)];
        return new(
            "a ring in a ring",
            Matrix.Create([.. angles.Select((angle, i) => new[] { (1 + (i % 2)) * Math.Cos(angle), (1 + (i % 2)) * Math.Sin(angle) })]),
            Matrix.Create([.. angles.Select((_, i) => new double[] { i % 2 })]));
    }

    /// <summary>A wave with four crests: flat along some directions of the weights, steep across.</summary>
    private static Dataset Waves(int count)
    {
        double[] x = [.. Enumerable.Range(0, count).Select(i => (2.0 * i / (count - 1)) - 1)];
        return new(
            "waves", Matrix.Create([.. x.Select(value => new[] { value })]),
            Matrix.Create([.. x.Select(value => new[] { Math.Sin(2 * Math.PI * value) })]));
    }
}
