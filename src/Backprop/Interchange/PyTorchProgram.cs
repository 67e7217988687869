using System.Globalization;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>A training as the text of a PyTorch program.</summary>
/// <param name="Script">train.py.</param>
/// <param name="Readme">README.md.</param>
internal sealed partial record PyTorchProgram(string Script, string Readme)
{
    /// <summary>The program of a training.</summary>
    /// <exception cref="ArgumentException">The options ask for what it does not do.</exception>
    /// <exception cref="NotSupportedException">A function does not say what it is in PyTorch.</exception>
    public static PyTorchProgram Of(Network network, Dataset data, TrainingOptions options)
    {
        ThrowIfNotExported(options);
        if (network.Layers.All(layer => layer is { WeightsFrozen: true, BiasFrozen: true }))
            throw new ArgumentException("There is nothing to train: all parameters are frozen.", nameof(network));
        var loss = options.Loss ?? network.DefaultLoss;
        var complete = options with { Loss = loss };
        TrainingChecks.ThrowIfInvalid(network, data, complete);
        string optimizer = complete.Optimizer.PyTorch
            ?? throw new NotSupportedException(
                $"The optimizer '{complete.Optimizer.Name}' does not say what it is in PyTorch; "
                + $"there are {string.Join(", ", Optimizer.All.Where(known => known.PyTorch is not null).Select(known => known.Name))}.");
        string[] activations = [.. network.Layers.Select(layer => layer.Activation.Name)];
        string title = string.Join("-", network.Sizes);
        var values = new Dictionary<string, string>
        {
            ["TITLE"] = title,
            ["DATA"] = InComment(data.Name),
            ["EPOCHS"] = Text(complete.Epochs),
            ["BATCH_SIZE"] = Text(Math.Min(complete.BatchSize ?? data.Count, data.Count)),
            ["SHUFFLE_SEED"] = complete.ShuffleSeed is { } seed ? Text(seed) : "None",
            ["LEARNING_RATES"] = LearningRates(complete),
            ["WEIGHT_DECAY"] = Text(complete.WeightDecay),
            ["CLIP_NORM"] = complete.ClipNorm is { } norm ? Text(norm) : "None",
            ["CLIP_VALUE"] = complete.ClipValue is { } value ? Text(value) : "None",
            ["OUTPUTS"] = Text(network.Outputs),
            ["LOSS_IS_MEAN"] = loss.OverSamples == Reduction.Sum ? "False" : "True",
            ["FROZEN"] = $"[{string.Join(", ", network.Layers.SelectMany(Frozen))}]",
            ["MODULES"] = string.Join("\n", network.Layers.Select(Module)),
            ["LOSS_TITLE"] = char.ToUpperInvariant(loss.Title[0]) + loss.Title[1..],
            ["LOSS"] = LossTerms(loss, activations[^1]),
            ["OPTIMIZER"] = optimizer,
            ["ACTIVATIONS"] = string.Join(",", activations),
        };
        using var reader = new StreamReader(typeof(PyTorchProgram).Assembly.GetManifestResourceStream("train.py")!);
        string script = Place().Replace(reader.ReadToEnd().ReplaceLineEndings("\n"), place => values[place.Groups[1].Value]);
        string training = $"{complete.Optimizer}, {loss.Title}, {Words.Count(complete.Epochs, "epoch")}";
        return new(script, $"""
            # A {title} network in PyTorch

            Needs Python 3 with `torch` (1.13 or later) and `numpy`.

                python3 train.py                        one process
                torchrun --nproc-per-node=4 train.py    four, each with a share of every batch (gloo; nccl on GPUs)

            It trains the network in `weights.safetensors` on `data.safetensors`: {training}.
            It writes `trained.safetensors` and `history.json`; in C#, `PyTorchRun.Read(".")` reads them back.
            The numbers are those of the C# library to rounding, whatever the number of processes.

            """.ReplaceLineEndings("\n"));
    }

    private static string Module(Layer layer)
    {
        string activation = layer.Activation.PyTorch ?? throw new NotSupportedException(
            $"Layer {layer.Number} has the activation '{layer.Activation.Name}', which does not say what it is in PyTorch; "
            + $"there are {string.Join(", ", Activation.All.Where(known => known.PyTorch is not null).Select(known => known.Name))}.");
        return $"            nn.Linear({Text(layer.Inputs)}, {Text(layer.Outputs)}), {activation},";
    }

    /// <summary>The parameters of a layer that training leaves as they are, by PyTorch's names.</summary>
    private static IEnumerable<string> Frozen(Layer layer)
    {
        string module = Text(2 * (layer.Number - 1));
        if (layer.WeightsFrozen) yield return $"\"{module}.weight\"";
        if (layer.BiasFrozen) yield return $"\"{module}.bias\"";
    }

    /// <summary>
    /// The terms of the samples, added, from z, a = ŷ and y; from z where the library fuses loss and activation in that form.
    /// </summary>
    private static string LossTerms(Loss loss, string activation)
    {
        string terms = (loss.Name, activation) switch
        {
            ("binaryCrossEntropy", "sigmoid") => "functional.binary_cross_entropy_with_logits(z, y, reduction=\"none\")",
            ("crossEntropy", "softmax") => "-y * torch.log_softmax(z, dim=1)",
            ("crossEntropy", "sigmoid") => "-y * functional.logsigmoid(z)",
            ("binaryCrossEntropy", "softmax") => $"-(y * torch.log_softmax(z, dim=1) + (1 - y) * ({LogOfOthers}))",
            _ => loss.PyTorch ?? throw new NotSupportedException(
                $"The loss '{loss.Title}' does not say what it is in PyTorch; "
                + $"there are {string.Join(", ", Loss.All.Where(known => known.PyTorch is not null).Select(known => known.Name))}."),
        };
        return $"({terms}).sum(){(loss.OverOutputs == Reduction.Mean ? " / OUTPUTS" : "")}";
    }

    /// <summary>η of each epoch; the schedule's own, so that one of one's own is there too.</summary>
    private static string LearningRates(TrainingOptions options)
    {
        double[] rates = [.. Enumerable.Range(0, options.Epochs)
            .Select(epoch => options.Optimizer.LearningRate * options.Schedule.FactorAt(epoch))];
        return rates.All(rate => rate == rates[0]) ? $"[{Text(rates[0])}] * EPOCHS" : $"[{string.Join(", ", rates.Select(Text))}]";
    }

    private static void ThrowIfNotExported(TrainingOptions options)
    {
        var asked = new[]
        {
            (nameof(options.Dropout), options.Dropout is not null, "PyTorch would draw other units"),
            (nameof(options.Validation), options.Validation is not null, "the program evaluates no other data"),
            (nameof(options.Patience), options.Patience is not null, "the program does all epochs"),
            (nameof(options.KeepBest), options.KeepBest, "the program keeps the last parameters"),
            (nameof(options.StopWhenLossBelow), options.StopWhenLossBelow is not null, "the program does all epochs"),
            (nameof(options.StopWhenGradientNormBelow), options.StopWhenGradientNormBelow is not null, "the program does all epochs"),
        };
        foreach (var (name, isSet, reason) in asked)
        {
            if (isSet)
            {
                throw new ArgumentException(
                    $"{name} is set, but is not exported: {reason}. Leave it out: options with {{ {name} = default }}.", nameof(options));
            }
        }
    }

    /// <summary>ln(1 − ŷₖ) of a softmax, from the other outputs' z.</summary>
    private const string LogOfOthers =
        "torch.logsumexp(z.unsqueeze(1).masked_fill(torch.eye(OUTPUTS, dtype=torch.bool, device=z.device), -torch.inf), dim=2)"
        + " - torch.logsumexp(z, dim=1, keepdim=True)";

    /// <summary>A name as it may stand in a docstring: on one line, without what ends it or means something in it.</summary>
    private static string InComment(string name) =>
        string.Concat(name.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c)).Replace('"', '\'')
            .Replace("\\", "\\\\", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{([A-Z_]+)\}\}")]
    private static partial Regex Place();

    private static string Text(IFormattable number) =>
        number is double value ? NumberFormat.Exact(value) : number.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(double number) => NumberFormat.Exact(number);
}
