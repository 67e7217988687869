using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace Backprop;

/// <summary>What the scripts of a player are given, as JSON: every double in the digits that read back as the same double.</summary>
internal static class PlayerModel
{
    private const int MostNumbers = 20_000;
    private const int PassesAhead = 20;

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

    /// <summary>Throws where a page would become too large.</summary>
    public static void ThrowIfTooLarge(int parameters, Dataset data, string parameterName)
    {
        long numbers = parameters + ((long)data.Count * (data.Inputs.ColumnCount + data.Targets.ColumnCount));
        if (numbers > MostNumbers)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A player carries every number in the page, at most {MostNumbers:N0}; here there are {numbers:N0} ({data.Count} samples). Select fewer samples: data.Select(\"some\", [0, 1, 2])."), parameterName);
        }
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
        var network = Network.Create([forward.Inputs.ColumnCount, .. forward.Layers.Select(layer => layer.Bias.Count)], [.. forward.Layers.Select(layer => layer.Activation)], Initializer.Zeros);
        foreach (var layer in forward.Layers)
            (network.Layers[layer.Number - 1].Weights, network.Layers[layer.Number - 1].Bias) = (layer.Weights, layer.Bias);
        return network;
    }

    /// <summary>A matrix as an array of rows.</summary>
    public static JsonArray Rows(Matrix matrix) => new([.. Enumerable.Range(0, matrix.RowCount).Select(row => Numbers(matrix.Row(row).ToArray()))]);

    /// <summary>The first iterations, computed here because a function is known to C# only.</summary>
    private static void ComputeAhead(JsonObject model, Network network, Dataset data, Loss loss, double? learningRate)
    {
        var passes = new JsonArray();
        for (int iteration = 0; iteration < (learningRate is null ? 1 : PassesAhead); iteration++)
        {
            var forward = network.Forward(data.Inputs);
            var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
            passes.Add(Pass(backward));
            if (learningRate is { } rate) network.Update(backward, rate);
        }

        model["passes"] = passes;
        model["note"] = $"A function here is your own, written in C#: the page cannot compute it. The numbers of {Words.Count(passes.Count, "iteration")} were computed ahead; they can be played but not changed.";
    }

    private static JsonObject Pass(BackwardPass backward) => new()
    {
        ["value"] = backward.Loss.Value,
        ["terms"] = Numbers(backward.Loss.SampleTerms),
        ["reduction"] = new JsonObject { ["overOutputs"] = PlayerFunctions.Word(backward.Loss.Function.OverOutputs), ["overSamples"] = PlayerFunctions.Word(backward.Loss.Function.OverSamples) },
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
