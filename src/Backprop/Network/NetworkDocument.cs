using System.Text.Json;

namespace Backprop;

/// <summary>The content of a network's file.</summary>
/// <param name="Format">Always <see cref="FileFormat"/>.</param>
/// <param name="Version">Always <see cref="FileVersion"/>.</param>
/// <param name="Layers">Layer 1 first.</param>
/// <param name="Scaling">How the inputs are scaled before the network takes them; null if they are not.</param>
/// <param name="ClassNames">A name for each class; null if there are none.</param>
internal sealed record NetworkDocument(
    string Format,
    int Version,
    IReadOnlyList<LayerDocument> Layers,
    ScalingDocument? Scaling = null,
    IReadOnlyList<string>? ClassNames = null)
{
    public const string FileFormat = "Backprop network";
    public const int FileVersion = 1;

    /// <summary>Writes a file.</summary>
    public static void Save(string path, Network network, Standardization? scaling, IReadOnlyList<string> classNames) =>
        JsonFile.Save(path, FileFormat, FileVersion, json =>
        {
            json.WriteStartArray("layers");
            foreach (var layer in network.Layers)
                Write(json, layer);
            json.WriteEndArray();
            if (scaling is not null)
            {
                json.WriteStartObject("scaling");
                json.WriteNumbers("mean", [.. scaling.Mean]);
                json.WriteNumbers("deviation", [.. scaling.Deviation]);
                json.WriteEndObject();
            }

            if (classNames.Count == 0) return;
            json.WriteStartArray("classNames");
            foreach (string name in classNames)
                json.WriteStringValue(name);
            json.WriteEndArray();
        });

    /// <summary>Reads a file.</summary>
    public static T Load<T>(string path, Func<NetworkDocument, T> read) =>
        JsonFile.Load<NetworkDocument, T>(path, FileFormat, FileVersion, "network", read);

    /// <summary>The network, with activations of one's own for the names that are not built in.</summary>
    public Network ToNetwork(IReadOnlyList<Activation> own)
    {
        if (Layers.Count == 0) throw new FormatException("it has no layers.");
        if (Layers.Contains(null!)) throw new FormatException("a layer is null.");
        Matrix[] weights = [.. Layers.Select(layer => Matrix.Create(layer.Weights))];
        int[] sizes = [weights[0].RowCount, .. weights.Select(w => w.ColumnCount)];
        var network = Network.Create(
            sizes, [.. Layers.Select((layer, l) => ActivationNamed(layer.Activation, l + 1, own))], Initializer.Zeros);
        foreach (var layer in network.Layers)
        {
            var document = Layers[layer.Number - 1];
            layer.Weights = weights[layer.Number - 1];
            layer.Bias = Vector.Create(document.Bias);
            (layer.WeightsFrozen, layer.BiasFrozen) = (document.WeightsFrozen, document.BiasFrozen);
        }

        return network;
    }

    /// <summary>An activation of one's own, or the built-in one with this name.</summary>
    public static Activation ActivationNamed(string name, int layer, IReadOnlyList<Activation> own) =>
        own.Concat(Activation.All).FirstOrDefault(activation => activation.Name == name)
        ?? Activation.WithCoefficient(name)
        ?? throw new FormatException(
            $"layer {layer} has the activation '{name}', which is not a built-in one; pass your own, as in Network.Load(path, {name}).");

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        const string Indent = "\n        ";
        var rows = Enumerable.Range(
            0, layer.Inputs).Select(i => JsonFile.Numbers(layer.WeightSpan.Slice(i * layer.Outputs, layer.Outputs)));
        json.WriteStartObject();
        json.WriteString("activation", layer.Activation.Name);
        json.WritePropertyName("weights");
        json.WriteRawValue($"[{Indent}{string.Join("," + Indent, rows)}\n      ]");
        json.WriteNumbers("bias", [.. layer.BiasSpan]);
        if (layer.WeightsFrozen) json.WriteBoolean("weightsFrozen", true);
        if (layer.BiasFrozen) json.WriteBoolean("biasFrozen", true);
        json.WriteEndObject();
    }
}

/// <summary>A layer in a network's file.</summary>
internal sealed record LayerDocument(
    string Activation, double[][] Weights, double[] Bias, bool WeightsFrozen = false, bool BiasFrozen = false);

/// <summary>The scaling of the inputs in a network's file.</summary>
internal sealed record ScalingDocument(double[] Mean, double[] Deviation);
