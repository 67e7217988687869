using System.Text.Json.Nodes;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>A training with known faults and the changes that repair it.</summary>
internal sealed class TrainingCase(JsonObject record)
{
    private readonly Lazy<CaseData> data = new(() => new CaseData(record["data"]!.AsObject()));

    public string Id => record["id"]!.GetValue<string>();

    public IReadOnlyList<CaseFault> Faults { get; } =
    [
        .. record["faults"]!.AsArray().Select(fault => new CaseFault(
            fault!["label"]!.GetValue<string>(), fault["needed"]?.GetValue<bool>() ?? true, fault["sufficient"]?.GetValue<bool>() ?? true)),
    ];

    public IReadOnlyList<string> Acceptable { get; } = [.. record["also_acceptable"]?.AsArray().Select(label => label!.GetValue<string>())
        ?? []];

    public double Line => record["expected_metric"]!["at_least"]!.GetValue<double>();

    public CaseData Data => data.Value;

    /// <summary>The cases of a file in the benchmark's format.</summary>
    public static IReadOnlyList<TrainingCase> Load(string path) =>
        [.. JsonNode.Parse(File.ReadAllText(path))!["cases"]!.AsArray().Select(node => new TrainingCase(node!.AsObject()))];

    /// <summary>The case with the changes of all its faults.</summary>
    public TrainingCase Repaired()
    {
        var copy = record.DeepClone().AsObject();
        foreach (var change in record["faults"]!.AsArray().SelectMany(fault => fault!["change"]!.AsArray()))
            Set(copy, change!["path"]!.GetValue<string>().Split('.'), change["to"]);
        copy["faults"] = new JsonArray();
        return new TrainingCase(copy);
    }

    /// <summary>The training from the start weights and in the order of a seed.</summary>
    public TrainingSetup Setup(uint seed)
    {
        var optimizer = record["optimizer"]!.AsObject();
        double rate = optimizer["learning_rate"]!.GetValue<double>(), momentum = Number(optimizer, "momentum", 0.9);
        double epsilon = Number(optimizer, "epsilon", 1e-7);
        int batch = (int)(record["batch_size"]?.GetValue<double>() ?? 0);
        return new(Start(seed), Data.Training, new TrainingOptions
        {
            Loss = record["loss"]!.GetValue<string>() switch
            {
                "mse" => Loss.MeanSquaredError,
                "half_sse" => Loss.Of<HalfSquaredErrorPerSample>(),
                "bce" => Loss.BinaryCrossEntropy,
                "cross_entropy" => Loss.CrossEntropy,
                var other => throw new NotSupportedException(other),
            },
            Optimizer = optimizer["name"]!.GetValue<string>() switch
            {
                "gradient_descent" => Optimizer.GradientDescent(rate),
                "momentum" => Optimizer.Momentum(rate, momentum),
                "nesterov" => Optimizer.Nesterov(rate, momentum),
                "rmsprop" => Optimizer.RmsProp(rate, Number(optimizer, "rho", 0.9), epsilon),
                "adam" => Optimizer.Adam(rate, Number(optimizer, "beta1", 0.9), Number(optimizer, "beta2", 0.999), epsilon),
                var other => throw new NotSupportedException(other),
            },
            Schedule = Schedule(),
            WeightDecay = record["l2"]?.GetValue<double>() ?? 0,
            BatchSize = batch == 0 ? null : batch,
            Epochs = (int)record["epochs"]!.GetValue<double>(),
            ShuffleSeed = record["shuffle"]?.GetValue<bool>() ?? true ? 5000 + seed : null,
            Validation = Data.Validation,
        });
    }

    /// <summary>The case's own metric of a trained network.</summary>
    public double Metric(Network network, Dataset training, Dataset? validation)
    {
        var metric = record["expected_metric"]!;
        bool onTraining = (metric["on"]?.GetValue<string>() ?? "train") == "train";
        var (used, labels, original) = onTraining
            ? (training, Data.Labels, Data.Training)
            : (validation!, Data.ValidationLabels, Data.Validation!);
        var output = network.Predict(used.Inputs);
        if (metric["name"]!.GetValue<string>() == "balanced_accuracy")
        {
            return (used.Count == original.Count ? labels! : [.. new Targets(used.Targets).ClassesOf(used.Targets)]).Index()
                .GroupBy(pair => pair.Item).Average(group => group.Average(pair => ClassOf(output.Row(pair.Index)) == group.Key ? 1.0 : 0));
        }

        if (metric["name"]!.GetValue<string>() == "minus_loss") return -Setup(0).Options.Loss!.Evaluate(output, used.Targets).Value;
        if (record["task"]!.GetValue<string>() == "multiclass" && output.ColumnCount == 1)
            return Enumerable.Range(0, output.RowCount).Average(i => Math.Round(output[i, 0]) == labels![i] ? 1.0 : 0);
        return new Targets(used.Targets).Score(output);
    }

    private static int ClassOf(ReadOnlySpan<double> row) =>
        row.Length == 1 ? (row[0] > 0.5 ? 1 : 0) : System.Numerics.Tensors.TensorPrimitives.IndexOfMax(row);

    private static double Number(JsonObject node, string name, double usual) => node[name]?.GetValue<double>() ?? usual;

    private LearningRateSchedule Schedule()
    {
        if (record["schedule"] is not JsonObject schedule) return LearningRateSchedule.Constant;
        return schedule["name"]!.GetValue<string>() switch
        {
            "constant" => LearningRateSchedule.Constant,
            "exponential" => LearningRateSchedule.Exponential(Number(schedule, "factor", 1)),
            "step" => LearningRateSchedule.Step((int)Number(schedule, "every", 1), Number(schedule, "factor", 1)),
            "cosine" => LearningRateSchedule.Cosine((int)record["epochs"]!.GetValue<double>()),
            var other => throw new NotSupportedException(other),
        };
    }

    private Network Start(uint seed)
    {
        var description = record["network"]!.AsObject();
        int[] sizes = [.. description["sizes"]!.AsArray().Select(size => (int)size!.GetValue<double>())];
        Activation[] activations = [.. description["activations"]!.AsArray()
            .Select(name => Activation.Named(name!.GetValue<string>().Replace("_", "")))];
        var network = Network.Create(sizes, activations, Initializer.Zeros);
        var r = new RandomState(1000 + seed);
        var initializer = description["initializer"];
        foreach (var layer in network.Layers)
        {
            if (record["start_weights"] is JsonArray given)
            {
                var pair = given[layer.Number - 1]!.AsArray();
                layer.Weights =
                    Matrix.Create([.. pair[0]!.AsArray()
                    .Select(row => row!.AsArray().Select(value => value!.GetValue<double>()).ToArray())]);
                layer.Bias = Vector.Create([.. pair[1]!.AsArray().Select(value => value!.GetValue<double>())]);
            }
            else
            {
                Initialize(layer, initializer is JsonArray each ? each[layer.Number - 1] : initializer, r);
            }
        }

        return network;
    }

    private static void Initialize(Layer layer, JsonNode? specification, RandomState r)
    {
        var details = specification as JsonObject ?? [];
        string name = specification is JsonValue value ? value.GetValue<string>() : details["name"]?.GetValue<string>() ?? "xavier";
        int inputs = layer.Inputs, outputs = layer.Outputs;
        double limit = Number(details, "limit", 0.05), xavier = Math.Sqrt(6.0 / (inputs + outputs));
        Func<double> next = name switch
        {
            "zeros" => () => 0,
            "constant" => () => details["value"]!.GetValue<double>(),
            "normal" => () => Number(details, "std", 0.05) * r.NextGaussian(),
            "standard_normal" => r.NextGaussian,
            "uniform" => () => r.NextUniform(-limit, limit),
            "xavier" => () => r.NextUniform(-xavier, xavier),
            "he" => () => Math.Sqrt(2.0 / inputs) * r.NextGaussian(),
            "lecun" => () => Math.Sqrt(1.0 / inputs) * r.NextGaussian(),
            _ => throw new NotSupportedException(name),
        };
        layer.Weights =
            Matrix.Create([.. Enumerable.Range(0, inputs).Select(_ => Enumerable.Range(0, outputs).Select(_ => next()).ToArray())]);
        bool isNormal = details["bias"] is JsonValue bias && bias.GetValueKind() == System.Text.Json.JsonValueKind.String;
        layer.Bias = Vector.Create([.. Enumerable.Range(0, outputs).Select(_ => isNormal ? r.NextGaussian() : Number(details, "bias", 0))]);
    }

    private static void Set(JsonObject root, string[] path, JsonNode? value)
    {
        JsonNode node = root;
        foreach (string key in path[..^1])
        {
            if (node is JsonArray list) node = list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)]!;
            else node = node[key] ??= new JsonObject();
        }

        bool isRemoved = value is JsonValue text && text.GetValueKind() == System.Text.Json.JsonValueKind.String
            && text.GetValue<string>() == "__remove__";
        if (node is JsonArray array) array[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value?.DeepClone();
        else if (isRemoved) node.AsObject().Remove(path[^1]);
        else node[path[^1]] = value?.DeepClone();
    }
}

/// <summary>A true fault of a case.</summary>
/// <param name="Label">What the benchmark calls it.</param>
/// <param name="IsNeeded">Whether the case fails without its repair.</param>
/// <param name="IsSufficient">Whether its repair alone is enough.</param>
internal sealed record CaseFault(string Label, bool IsNeeded, bool IsSufficient);

/// <summary>Half the squared error of a sample, averaged over the samples: the benchmark's own loss.</summary>
internal readonly struct HalfSquaredErrorPerSample : ILossFunction<HalfSquaredErrorPerSample>
{
    public static string Name => "halfSquaredErrorPerSample";

    public static string Formula => @"\frac{1}{2N}\sum_{n,k}(\hat y_{nk} - y_{nk})^2";

    public static Reduction OverOutputs => Reduction.Sum;

    public static Reduction OverSamples => Reduction.Mean;

    public static T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>
    {
        var error = prediction - target;
        return 0.5 * (error * error);
    }

    public static double Derivative(double prediction, double target) => prediction - target;
}
