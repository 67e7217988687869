using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Backprop;

/// <summary>What the scripts of a player are given, as JSON: every double in the digits that read back as the same double.</summary>
internal static class PlayerModel
{
    private const int MostNumbers = 20_000;
    private const int PassesAhead = 10;
    private const int MostLosses = 300;
    private const int MostExplained = 150;

    /// <summary>Letters as they are, but &lt; and &gt; escaped: the text stands in a script element.</summary>
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The network, the data and how it is trained.</summary>
    public static JsonObject Of(Network network, Dataset data, Loss loss, double? learningRate)
    {
        var model = new JsonObject
        {
            ["layers"] = Layers(network),
            ["loss"] = loss.Name,
            ["inputs"] = Rows(data.Inputs),
            ["targets"] = Rows(data.Targets),
            ["inputNames"] = Strings(data.InputNames),
        };
        if (learningRate is { } rate) model["learningRate"] = rate;
        var samples = Names.Samples(data.Inputs);
        if (samples.Heading.Text != Names.Samples().Heading.Text)
            model["samples"] = Strings(Enumerable.Range(0, data.Count).Select(n => samples.Name(n).Text));
        if (!PlayerFunctions.Know(network, loss))
            ComputeAhead(model, network.Copy(), data, loss, learningRate);
        return model;
    }

    /// <summary>A training: the parameters of its snapshots, and its losses, some of them if there are many.</summary>
    public static JsonObject Of(TrainingHistory history, Dataset data)
    {
        var model = Of(history.Snapshots[0].Network, data, history.Options.Loss!, learningRate: null);
        model["snapshots"] =
            new JsonArray([.. history.Snapshots.Select(snapshot => new JsonObject { ["layers"] = Layers(snapshot.Network) })]);
        model["epochs"] = new JsonArray([.. history.Snapshots.Select(snapshot => (JsonNode)snapshot.Epoch)]);
        int last = history.Snapshots[^1].Epoch, points = Math.Min(Math.Min(last + 1, history.Epochs), MostLosses);
        if (points > 1)
        {
            model["losses"] =
                Numbers(Enumerable.Range(0, points)
                .Select(k => history.Loss[(int)((long)k * Math.Min(last, history.Epochs - 1) / (points - 1))]));
        }

        return model;
    }

    /// <summary>Throws where a page would become too large.</summary>
    public static void ThrowIfTooLarge(int parameters, Dataset data, string parameterName)
    {
        long numbers = parameters + ((long)data.Count * (data.Inputs.ColumnCount + data.Targets.ColumnCount));
        if (numbers > MostNumbers)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A player carries every number in the page, at most {MostNumbers:N0}; "
                        + $"here there are {numbers:N0} ({data.Count} samples). ")
                + "Select fewer samples: data.Select(\"some\", [0, 1, 2]).", parameterName);
        }
    }

    /// <summary>The key by which the scripts know a number: <c>z:1:0:2</c> is z of layer 1, unit 0, sample 2.</summary>
    public static string Key(string kind, params ReadOnlySpan<int> indices)
    {
        string key = kind;
        foreach (int index in indices)
            key += ":" + Symbols.Invariant(index);
        return key;
    }

    /// <summary>A pass whose tables explain themselves, of few enough numbers; else empty.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="loss">Its loss; null if the tables have none.</param>
    public static string Pass(ForwardPass forward, LossValue? loss)
    {
        int numbers = forward.Inputs.Values.Length + forward.Output.Values.Length
            + forward.Layers.Sum(layer => layer.Weights.Values.Length + layer.Bias.Count);
        if (numbers > MostExplained) return "";
        var network = NetworkOf(forward);
        if (!PlayerFunctions.Know(network, loss?.Function ?? Loss.MeanSquaredError)) return "";
        var pass = new JsonObject { ["layers"] = Layers(network), ["inputs"] = Rows(forward.Inputs) };
        if (loss is not null) (pass["targets"], pass["loss"]) = (Rows(loss.Targets), loss.Function.Name);
        return pass.ToJsonString(Options);
    }

    /// <summary>The layers of a network: activation, W, b.</summary>
    public static JsonArray Layers(Network network) => new([.. network.Layers.Select(layer => new JsonObject
    {
        ["activation"] = layer.Activation.Name,
        ["W"] = Rows(layer.Weights),
        ["b"] = Numbers(layer.Bias),
    })]);

    /// <summary>The network that a forward pass went through.</summary>
    public static Network NetworkOf(ForwardPass forward)
    {
        var network =
            Network.Create([forward.Inputs.ColumnCount, .. forward.Layers.Select(layer => layer.Bias.Count)],
                [.. forward.Layers.Select(layer => layer.Activation)], Initializer.Zeros);
        foreach (var layer in forward.Layers)
            (network.Layers[layer.Number - 1].Weights, network.Layers[layer.Number - 1].Bias) = (layer.Weights, layer.Bias);
        return network;
    }

    /// <summary>A matrix as an array of rows.</summary>
    public static JsonArray Rows(Matrix matrix) =>
        new([.. Enumerable.Range(0, matrix.RowCount).Select(row => Numbers(matrix.Row(row).ToArray()))]);

    /// <summary>The first iterations, computed here because a function is known to C# only.</summary>
    private static void ComputeAhead(JsonObject model, Network network, Dataset data, Loss loss, double? learningRate)
    {
        var passes = new JsonArray();
        while (passes.Count < PassesAhead)
        {
            var forward = network.Forward(data.Inputs);
            var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
            if (!IsFinite(backward)) break;
            passes.Add(Pass(backward));
            if (learningRate is not { } rate || !IsFinite(backward.Gradients, rate)) break;
            network.Update(backward, rate);
        }

        if (passes.Count == 0)
            throw new ArgumentException("The first pass has a number that is not finite: there is nothing to play.", nameof(network));
        model["passes"] = passes;
        model["note"] =
            $"A function here is your own, written in C#: the page cannot compute it. "
                + $"The numbers of {Words.Count(passes.Count, "iteration")} were computed ahead; they can be played but not changed.";
    }

    private static bool IsFinite(BackwardPass backward) => double.IsFinite(backward.Loss.Value)
        && backward.Forward.Layers.All(layer => Finite.All(layer.Z.Values) && Finite.All(layer.A.Values))
        && backward.Layers.All(
            layer => Finite.All(layer.ActivationGradient.Values) && Finite.All(layer.Delta.Values)
            && (layer.Derivative is null || Finite.All(layer.Derivative.Values)))
        && IsFinite(backward.Gradients, 1);

    /// <summary>Whether a step would leave every parameter finite.</summary>
    private static bool IsFinite(Gradients gradients, double learningRate) =>
        gradients.All(
            layer => Finite.All((learningRate * layer.Weights).Values)
            && layer.Bias.All(gradient => double.IsFinite(learningRate * gradient)));

    private static JsonObject Pass(BackwardPass backward) => new()
    {
        ["value"] = backward.Loss.Value,
        ["terms"] = Numbers(backward.Loss.SampleTerms),
        ["reduction"] =
            new JsonObject
            {
                ["overOutputs"] = PlayerFunctions.Word(backward.Loss.Function.OverOutputs),
                ["overSamples"] = PlayerFunctions.Word(backward.Loss.Function.OverSamples)
            },
        ["layers"] = new JsonArray([.. backward.Layers.Select(layer =>
        {
            var forward = backward.Forward.Layers[layer.Number - 1];
            return new JsonObject
            {
                ["activation"] = forward.Activation.Name,
                ["W"] = Rows(forward.Weights),
                ["b"] = Numbers(forward.Bias),
                ["z"] = Rows(forward.Z),
                ["a"] = Rows(forward.A),
                ["derivative"] = layer.Derivative is { } derivative ? Rows(derivative) : null,
                ["g"] = Rows(layer.ActivationGradient),
                ["delta"] = Rows(layer.Delta),
                ["dW"] = Rows(layer.Gradient.Weights),
                ["db"] = Numbers(layer.Gradient.Bias),
            };
        })]),
    };

    private static JsonArray Numbers(IEnumerable<double> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    private static JsonArray Strings(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
