using System.Globalization;

namespace Backprop;

/// <summary>The changes that findings propose, each as a line of C# and as what it does.</summary>
internal static class Changes
{
    public static TrainingChange LearningRate(double rate) =>
        Optimizer(
            $"options.Optimizer.WithLearningRate({Number(rate)})",
            options => options with { Optimizer = options.Optimizer.WithLearningRate(rate) });

    public static TrainingChange Adam(double rate) =>
        Optimizer($"Optimizer.Adam({Number(rate)})", options => options with { Optimizer = Backprop.Optimizer.Adam(rate) });

    /// <summary>The same optimizer and rate with its defaults.</summary>
    public static TrainingChange UsualOptimizer(Optimizer optimizer) =>
        Optimizer(OptimizerCode(optimizer, optimizer.LearningRate), options => options with
        {
            Optimizer = optimizer.Name switch
            {
                "momentum" => Backprop.Optimizer.Momentum(optimizer.LearningRate),
                "Nesterov" => Backprop.Optimizer.Nesterov(optimizer.LearningRate),
                "RMSProp" => Backprop.Optimizer.RmsProp(optimizer.LearningRate),
                "Adam" => Backprop.Optimizer.Adam(optimizer.LearningRate),
                "AdamW" => Backprop.Optimizer.AdamW(optimizer.LearningRate),
                _ => optimizer,
            },
        });

    public static TrainingChange Epochs(int epochs) =>
        new($"options = options with {{ Epochs = {epochs} }};", setup => setup with { Options = setup.Options with { Epochs = epochs } });

    public static TrainingChange Options(string code, Func<TrainingOptions, TrainingOptions> change) =>
        new($"options = options with {{ {code} }};", setup => setup with { Options = change(setup.Options) });

    /// <summary>Weights drawn anew as suits the activations: He for ReLU and its kin, Xavier else.</summary>
    public static TrainingChange Initialize(Examination training) => Hidden(training, null);

    /// <summary>The hidden layers with another activation or number of units, drawn anew; what is not given stays as it is.</summary>
    public static TrainingChange Hidden(Examination training, Activation? hidden, Func<int, int>? width = null)
    {
        var (sizes, activations) = Rebuilt(training.Setup.Network);
        string initializer = AreRectified(activations) ? "HeNormal" : "XavierUniform";
        string code =
            $"network = Network.Create([{string.Join(", ", sizes)}], {ActivationsCode(activations)}, Initializer.{initializer}(seed: {training.SeedCode}));";
        return new(code, setup =>
        {
            var (newSizes, newActivations) = Rebuilt(setup.Network);
            return setup with
            {
                Network = Network.Create(newSizes, newActivations, AreRectified(newActivations)
                ? Initializer.HeNormal(training.Seed) : Initializer.XavierUniform(training.Seed))
            };
        });

        (int[] Sizes, Activation[] Activations) Rebuilt(Network network) =>
        (
            [network.Inputs, .. network.Sizes.Skip(1).SkipLast(1).Select(units => width?.Invoke(units) ?? units), network.Outputs],
            [.. network.Layers.Select(layer => layer.Number == network.Layers.Count ? layer.Activation : hidden ?? layer.Activation)]);
    }

    /// <summary>The output layer and loss that suit the targets.</summary>
    public static TrainingChange OutputAndLoss(Examination training)
    {
        var (output, loss) = Suitable(training.Targets);
        var network = training.Setup.Network;
        Activation[] activations = [.. network.Layers.Select(layer => layer.Number == network.Layers.Count ? output : layer.Activation)];
        bool sameLoss = training.Loss == loss;
        string code = $"network = Network.Create([{string.Join(", ", network.Sizes)}], {ActivationsCode(activations)}, initializer);"
            + (sameLoss ? "" : $" options = options with {{ Loss = Loss.{Pascal(loss.Name)} }};");
        return new(code, setup => setup with
        {
            Network = WithActivations(
                setup.Network,
                [.. setup.Network.Layers.Select(layer => layer.Number == setup.Network.Layers.Count ? output : layer.Activation)]),
            Options = setup.Options with { Loss = loss },
        });
    }

    /// <summary>Which output layer and loss suit targets.</summary>
    public static (Activation Output, Loss Loss) Suitable(Targets targets) => targets switch
    {
        { Kind: TargetKind.Classes } => (Activation.Softmax, Loss.CrossEntropy),
        { Kind: TargetKind.Bits } or { Kind: TargetKind.TwoClasses, Low: >= 0 } => (Activation.Sigmoid, Loss.BinaryCrossEntropy),
        { Kind: TargetKind.TwoClasses } => (Activation.Tanh, Loss.MeanSquaredError),
        _ => (Activation.Identity, Loss.MeanSquaredError),
    };

    public static TrainingChange StandardizeInputs { get; } = new("data = Standardization.Of(data).Apply(data);", setup =>
    {
        var scaling = Standardization.Of(setup.Data);
        return setup with
        {
            Data = scaling.Apply(setup.Data),
            Options = setup.Options with { Validation = setup.Options.Validation is { } validation ? scaling.Apply(validation) : null },
        };
    });

    public static TrainingChange StandardizeTargets { get; } =
        new("data = new Dataset(data.Name, data.Inputs, Standardization.Of(new Dataset(\"targets\", data.Targets, data.Targets)).Apply(data.Targets));", setup =>
        {
            var scaling = Standardization.Of(new Dataset("targets", setup.Data.Targets, setup.Data.Targets));
            return WithTargets(setup, scaling.Apply);
        });

    public static TrainingSetup WithTargets(TrainingSetup setup, Func<Matrix, Matrix> change) => setup with
    {
        Data = WithTargets(setup.Data, change),
        Options = setup.Options with { Validation = setup.Options.Validation is { } validation ? WithTargets(validation, change) : null },
    };

    public static TrainingSetup WithRate(TrainingSetup setup, double rate) =>
        setup with { Options = setup.Options with { Optimizer = setup.Options.Optimizer.WithLearningRate(rate) } };

    /// <summary>The same layers and parameters with other activations.</summary>
    public static Network WithActivations(Network network, IReadOnlyList<Activation> activations)
    {
        var changed = Network.Create(network.Sizes, activations, Initializer.Zeros);
        network.Parameters.CopyTo(changed.Parameters, 0);
        return changed;
    }

    public static bool IsRectified(Activation activation) =>
        activation == Activation.ReLU || activation == Activation.LeakyReLU || activation == Activation.ELU
            || activation == Activation.SiLU || activation == Activation.Softplus || activation == Activation.GELU;

    private static bool AreRectified(IReadOnlyList<Activation> activations) => activations.Take(activations.Count - 1).Any(IsRectified);

    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A number that a person would choose: 1, 2 or 5 times a power of ten.</summary>
    public static double Round(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double digit = value / power;
        return (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10) * power;
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static Dataset WithTargets(Dataset data, Func<Matrix, Matrix> change) =>
        new(data.Name, data.Inputs, change(data.Targets), data.InputNames);

    private static TrainingChange Optimizer(string code, Func<TrainingOptions, TrainingOptions> change) =>
        Options($"Optimizer = {code}", change);

    private static string OptimizerCode(Optimizer optimizer, double rate) => optimizer.Name switch
    {
        "momentum" => $"Optimizer.Momentum({Number(rate)})",
        "Nesterov" => $"Optimizer.Nesterov({Number(rate)})",
        "RMSProp" => $"Optimizer.RmsProp({Number(rate)})",
        _ => $"Optimizer.{optimizer.Name}({Number(rate)})",
    };

    private static string ActivationsCode(IReadOnlyList<Activation> activations)
    {
        var (hidden, output) = (activations[0], activations[^1]);
        if (activations.Take(activations.Count - 1).Any(activation => activation != hidden))
            return $"[{string.Join(", ", activations.Select(Code))}]";
        return hidden == output ? Code(output) : $"{Code(hidden)}, {Code(output)}";
    }

    private static string Code(Activation activation) =>
        Activation.All.Contains(activation) ? $"Activation.{Pascal(Shown(activation))}" : activation.Name;

    private static string Shown(Activation activation) =>
        activation == Activation.ReLU
            ? "ReLU" : activation == Activation.LeakyReLU
            ? "LeakyReLU" : activation == Activation.ELU
            ? "ELU" : activation == Activation.SiLU ? "SiLU" : activation == Activation.GELU ? "GELU" : activation.Name;
}
