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
    public static TrainingChange UsualOptimizer(Optimizer optimizer)
    {
        var (name, usual) = optimizer.Name switch
        {
            "momentum" => ("Momentum", Backprop.Optimizer.Momentum(optimizer.LearningRate)),
            "Nesterov" => ("Nesterov", Backprop.Optimizer.Nesterov(optimizer.LearningRate)),
            "RMSProp" => ("RmsProp", Backprop.Optimizer.RmsProp(optimizer.LearningRate)),
            "AdamW" => ("AdamW", Backprop.Optimizer.AdamW(optimizer.LearningRate)),
            _ => ("Adam", Backprop.Optimizer.Adam(optimizer.LearningRate)),
        };
        return Optimizer($"Optimizer.{name}(options.Optimizer.LearningRate)", options => options with
        {
            Optimizer = usual.WithLearningRate(options.Optimizer.LearningRate),
        });
    }

    public static TrainingChange Epochs(int epochs) =>
        new($"options = options with {{ Epochs = {epochs} }};", setup => setup with { Options = setup.Options with { Epochs = epochs } });

    public static TrainingChange Options(string code, Func<TrainingOptions, TrainingOptions> change) =>
        new($"options = options with {{ {code} }};", setup => setup with { Options = change(setup.Options) });

    /// <summary>Weights drawn anew as suits the activations: He for ReLU and its kin, Xavier else.</summary>
    public static TrainingChange Initialize(Examination training) => Hidden(training, null) with { OnlyDrawsAnew = true };

    /// <summary>The hidden layers with another activation or number of units, drawn anew; what is not given stays as it is.</summary>
    public static TrainingChange Hidden(Examination training, Activation? hidden, Func<int, int>? width = null)
    {
        var network = training.Setup.Network;
        int[]? sizes = width is null ? null : [network.Inputs, .. network.Sizes.Skip(1).SkipLast(1).Select(width), network.Outputs];
        var found = Activations(network);
        bool isRectified = found.Take(found.Count - 1).Any(IsRectified);
        string initializer = $"Initializer.{(isRectified ? "HeNormal" : "XavierUniform")}(seed: {training.SeedCode})";
        string others = hidden is null
            ? "[.. network.Layers.Select(layer => layer.Activation)]"
            : $"{Code(hidden)}, network.Layers[^1].Activation";
        return new(
            $"network = Network.Create({(sizes is null ? "network.Sizes" : List(sizes))}, {others}, {initializer});", setup => setup with
            {
                Network = Network.Create(
                sizes ?? setup.Network.Sizes, Activations(setup.Network),
                isRectified ? Initializer.HeNormal(training.Seed) : Initializer.XavierUniform(training.Seed)),
            })
        {
            DrawsAnew = true,
            AloneCode = ActivationsCode(found) is { } names
                ? $"network = Network.Create({List(sizes ?? network.Sizes)}, {names}, {initializer});"
                : null,
        };

        IReadOnlyList<Activation> Activations(Network of) =>
            [.. of.Layers.Select(layer => layer.Number == of.Layers.Count ? layer.Activation : hidden ?? layer.Activation)];
        static string List(IReadOnlyList<int> sizes) => $"[{string.Join(", ", sizes)}]";
    }

    /// <summary>A hidden layer for a network that has none, drawn anew.</summary>
    public static TrainingChange HiddenLayer(Examination training, int units)
    {
        var network = training.Setup.Network;
        return new(
            $"network = Network.Create([{network.Inputs}, {units}, {network.Outputs}], Activation.Tanh, network.Layers[^1].Activation, "
                + $"Initializer.XavierUniform(seed: {training.SeedCode}));",
            setup => setup with
            {
                Network = Network.Create(
                    [setup.Network.Inputs, units, setup.Network.Outputs], Activation.Tanh, setup.Output,
                    Initializer.XavierUniform(training.Seed)),
            })
        { DrawsAnew = true };
    }

    /// <summary>The output layer and loss that suit the targets.</summary>
    public static TrainingChange OutputAndLoss(Examination training)
    {
        var (output, loss) = Suitable(training.Targets);
        string network = training.Setup.Output == output ? "" : $"network = network.WithOutput({Code(output)});";
        string options = training.Loss == loss ? "" : $"options = options with {{ Loss = Loss.{Pascal(loss.Name)} }};";
        return new($"{network} {options}".Trim(), setup => setup with
        {
            Network = network.Length == 0 ? setup.Network : setup.Network.WithOutput(output),
            Options = options.Length == 0 ? setup.Options : setup.Options with { Loss = loss },
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

    public static TrainingChange StandardizeInputs(Examination training) => new(
        training.Options.Validation is null
            ? "data = Standardization.Of(data).Apply(data);"
            : "var inputScaling = Standardization.Of(data); data = inputScaling.Apply(data); "
                + "options = options with { Validation = inputScaling.Apply(options.Validation) };",
        setup =>
        {
            var scaling = Standardization.Of(setup.Data);
            return setup with
            {
                Data = scaling.Apply(setup.Data),
                Options = setup.Options with { Validation = setup.Options.Validation is { } validation ? scaling.Apply(validation) : null },
            };
        });

    public static TrainingChange StandardizeTargets(Examination training) => new(
        "var targetScaling = Standardization.Of(new Dataset(\"targets\", data.Targets, data.Targets)); "
            + "data = data.WithTargets(targetScaling.Apply(data.Targets));"
            + (training.Options.Validation is null ? ""
                : " options = options with { Validation = "
                    + "options.Validation.WithTargets(targetScaling.Apply(options.Validation.Targets)) };"),
        setup =>
        {
            var scaling = Standardization.Of(new Dataset("targets", setup.Data.Targets, setup.Data.Targets));
            Dataset Scaled(Dataset data) => data.WithTargets(scaling.Apply(data.Targets));
            return setup with
            {
                Data = Scaled(setup.Data),
                Options = setup.Options with { Validation = setup.Options.Validation is { } validation ? Scaled(validation) : null },
            };
        });

    /// <summary>Both changes, one after the other.</summary>
    public static TrainingChange Both(TrainingChange first, TrainingChange second) =>
        new($"{first.Code} {second.Code}", setup => second.Apply(first.Apply(setup)))
        {
            DrawsAnew = first.DrawsAnew,
            AloneCode = first.AloneCode is null ? null : $"{first.AloneCode} {second.Code}",
        };

    public static TrainingSetup WithRate(TrainingSetup setup, double rate) =>
        setup with { Options = setup.Options with { Optimizer = setup.Options.Optimizer.WithLearningRate(rate) } };

    public static bool IsRectified(Activation activation) =>
        activation == Activation.ReLU || activation == Activation.LeakyReLU || activation == Activation.ELU
            || activation == Activation.SiLU || activation == Activation.Softplus || activation == Activation.GELU;

    public static string Number(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    /// <summary>A number that a person would choose: 1, 2 or 5 times a power of ten.</summary>
    public static double Round(double value)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        double digit = value / power;
        double rounded = (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10) * power;
        return double.Parse(Number(rounded), CultureInfo.InvariantCulture); // the very number that is written
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];

    private static TrainingChange Optimizer(string code, Func<TrainingOptions, TrainingOptions> change) =>
        Options($"Optimizer = {code}", change);

    /// <summary>Activations by name; null where one of them is the user's own and so has no name that code knows.</summary>
    private static string? ActivationsCode(IReadOnlyList<Activation> activations)
    {
        if (activations.Any(activation => !Activation.All.Contains(activation))) return null;
        var (hidden, output) = (activations[0], activations[^1]);
        if (activations.Take(activations.Count - 1).Any(activation => activation != hidden))
            return $"[{string.Join(", ", activations.Select(Code))}]";
        return hidden == output ? Code(output) : $"{Code(hidden)}, {Code(output)}";
    }

    private static string Code(Activation activation) => $"Activation.{Pascal(Shown(activation))}";

    private static string Shown(Activation activation) =>
        activation == Activation.ReLU
            ? "ReLU"
            : activation == Activation.LeakyReLU
            ? "LeakyReLU"
            : activation == Activation.ELU
            ? "ELU"
            : activation == Activation.SiLU ? "SiLU" : activation == Activation.GELU ? "GELU" : activation.Name;
}
