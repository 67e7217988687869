using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Display;

/// <summary>
/// Every word of a figure (its kinds of traces, colours, axes, buttons, what it says under the pointer) against a file that was looked at;
/// of long lists the beginning and the end. That the numbers are those they should be is for <see cref="FigureValuesTests"/>.
/// </summary>
public sealed partial class FigureSnapshotTests
{
    private const int Longest = 8;

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> EveryFigure => [.. Gallery.Names, .. Variants.Keys];

    /// <summary>The same figures of other things: what depends on what a history holds, and on how much there is to show.</summary>
    private static Dictionary<string, Func<Figure>> Variants { get; } = new()
    {
        ["plain loss"] = () => Figures.LossCurve(Short(new())),
        ["plain loss, logarithmic"] = () => Figures.LossCurve(Short(new()), logarithmic: true),
        ["loss of one epoch"] = () => Figures.LossCurve(Short(new() { Epochs = 1 })),
        ["loss and validation"] = () => Figures.LossCurve(Short(new() { Validation = Gallery.Petals })),
        ["loss with weight decay"] = () => Figures.LossCurve(Short(new() { WeightDecay = 0.1 })),
        ["loss with weight decay and validation"] = () =>
            Figures.LossCurve(Short(new() { WeightDecay = 0.1, Validation = Gallery.Petals })),
        ["reported loss"] = () => Figures.LossCurve(Short(new() { ReportedLoss = Loss.MeanSquaredError })),
        ["diverged"] = () => Figures.LossCurve(Gallery.Diverged()),
        ["runs with the same loss"] = () => Figures.LossCurve(("a", Short(new())), ("b", Short(new() { Validation = Gallery.Petals }))),
        ["runs with two losses"] = () => Figures.LossCurve(("a", Short(new())), ("b", Short(new() { Loss = Loss.HalfSumSquaredError }))),
        ["plain accuracy"] = () => Figures.Accuracy(Short(new())),
        ["accuracy of runs"] = () => Figures.Accuracy(("a", Short(new())), ("b", Short(new() { Validation = Gallery.Petals }))),
        ["accuracy of validated runs"] = () =>
            Figures.Accuracy(("a", Short(new() { Validation = Gallery.Petals })), ("b", Short(new() { Validation = Gallery.Petals }))),
        ["loss surface of two parameters"] = () =>
            Figures.LossSurface(Gallery.Xor, Dataset.Xor, Loss.HalfSumSquaredError, "W2[h1,ŷ]", "b1[h2]"),
        ["loss contour of two parameters with the way of a training"] = () =>
            Figures.LossContour(Gallery.Xor, Dataset.Xor, Loss.HalfSumSquaredError, "W2[h1,ŷ]", "b1[h2]", Gallery.XorTraining),
        ["one activation"] = () => Figures.ActivationCurve(Activation.Tanh),
        ["an activation of one's own"] = () => Figures.ActivationCurve(new Activation("cube", z => z * z * z, z => 3 * z * z)),
        ["some digits"] = () => Figures.Digits(Dataset.Digits, [3, 1, 4], ["three", "one", "four"]),
        ["deltas of one layer"] = () => Figures.DeltaHeatmap(DeltasOf(3, [2])),
        ["deltas with numbers"] = () => Figures.DeltaHeatmap(DeltasOf(12, [6, 4])),
        ["deltas of more units without numbers"] = () => Figures.DeltaHeatmap(DeltasOf(12, [7, 4])),
        ["deltas of more samples without numbers"] = () => Figures.DeltaHeatmap(DeltasOf(13, [6, 4])),
        ["deltas of 60 samples"] = () => Figures.DeltaHeatmap(DeltasOf(60, [60])),
        ["deltas of 61 samples"] = () => Figures.DeltaHeatmap(DeltasOf(61, [61])),
        ["smaller, renamed"] = () => Figures.Bars("x", "y", ["a"], [1.0]).WithSize(300, 200).WithTitle("Another title"),
    };

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void A_figure_is_as_stored(string name)
    {
        var root = (Gallery.All.TryGetValue(name, out var draw) ? draw : Variants[name])().Root();
        root["layout"]!.AsObject().Remove("template");

        // These two show rounding errors, which differ between processors.
        bool isRounding = name is "step size" or "gradient check";
        Snapshot.Matches($"figure-{name.Replace(",", "").Replace("'", "").Replace(' ', '-')}.json", Text(Short(root, isRounding)!));
    }

    [Fact]
    public void The_template_of_all_figures_is_as_stored() =>
        Snapshot.Matches("figure-template.json", Text(Gallery.All["curves"]().Root()["layout"]!["template"]!.DeepClone()));

    /// <summary>A short training on the petals of Iris.</summary>
    private static TrainingHistory Short(TrainingOptions options) =>
        Network.Create([2, 3, 3], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1))
        .Train(Gallery.Petals,
            options with
            {
                Loss = options.Loss == Loss.MeanSquaredError ? Loss.CrossEntropy
            : options.Loss,
                Epochs = Math.Min(options.Epochs, 12)
            });

    private static BackwardPass DeltasOf(int samples, int[] widths)
    {
        var network = Network.Create([2, .. widths], Activation.Tanh, Initializer.XavierNormal(seed: 1));
        var forward = network.Forward(new RandomState(2).Randn(samples, 2));
        return network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, new RandomState(3).Randn(samples, widths[^1])));
    }

    private static string Text(JsonNode node) => node.ToJsonString(Readable).ReplaceLineEndings("\n");

    private static JsonNode? Short(JsonNode? node, bool withoutNumbers)
    {
        JsonNode? Part(JsonNode? part) => Short(part, withoutNumbers);
        return node switch
        {
            JsonObject entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Part(entry.Value)))),
            JsonArray items when items.Count > Longest =>
                new JsonArray(Part(items[0]), Part(items[1]), $"… {items.Count} in all …", Part(items[^1])),
            JsonArray items => new JsonArray([.. items.Select(Part)]),
            JsonValue value when withoutNumbers => Number().Replace(value.ToString(), "#"),
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => Rounded(value.GetValue<double>()),
            _ => node?.DeepClone(),
        };
    }

    /// <summary>To five digits, and what is only rounding to 0: the last digits differ between processors.</summary>
    private static double Rounded(double value) =>
        Math.Abs(value) < 1e-9 ? 0 : double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d[\d.]*(E[+-]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
