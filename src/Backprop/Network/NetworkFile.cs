using System.Text.Encodings.Web;
using System.Text.Json;

namespace Backprop;

/// <content>Saving to a file and loading from one.</content>
public sealed partial class Network
{
    private const string FileFormat = "Backprop network";
    private const int FileVersion = 1;

    private static readonly JsonSerializerOptions StrictJson = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>
    /// Saves the layers and parameters as JSON. Every number is written with as many digits as it takes to read exactly the
    /// same double again. The file is replaced at once or not at all.
    /// </summary>
    /// <param name="path">The file, relative to the notebook; one that exists is replaced.</param>
    /// <exception cref="IOException">The file cannot be written, or its folder does not exist.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <example><code>network.Save("xor.json");   // { "format": "Backprop network", "version": 1, "layers": [{ "activation": "sigmoid", "weights": [[…], […]], "bias": […] }, …] }</code></example>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            Write(json);
        AtomicFile.Write(path, stream.ToArray());
    }

    /// <summary>Loads a network that was saved.</summary>
    /// <param name="path">The file, relative to the notebook.</param>
    /// <param name="own">The activations of one's own that the network uses: the file has only their names.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a saved network, is damaged or newer than this library, or has an activation that is not known.</exception>
    /// <example><code>var network = Network.Load("xor.json");</code></example>
    public static Network Load(string path, params IReadOnlyList<Activation> own)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(own);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            ThrowIfOtherFormat(json.RootElement);
            return FromFile(json.Deserialize<NetworkDocument>(StrictJson)!.Layers, own);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is not a network saved by this library: {exception.Message}", exception);
        }
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("format", FileFormat);
        json.WriteNumber("version", FileVersion);
        json.WriteStartArray("layers");
        foreach (var layer in Layers)
        {
            json.WriteStartObject();
            json.WriteString("activation", layer.Activation.Name);
            json.WritePropertyName("weights");
            json.WriteRawValue(RowByRow(layer.Weights));
            json.WritePropertyName("bias");
            json.WriteRawValue(Numbers(layer.Bias.Values));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string RowByRow(Matrix weights)
    {
        const string Indent = "\n        ";
        var rows = Enumerable.Range(0, weights.RowCount).Select(i => Numbers(weights.Row(i)));
        return $"[{Indent}{string.Join("," + Indent, rows)}\n      ]";
    }

    /// <summary>A JSON array. The serializer's own digits do not read back as the same double at some powers of two.</summary>
    private static string Numbers(ReadOnlySpan<double> values) => $"[{string.Join(",", Array.ConvertAll(values.ToArray(), NumberFormat.Exact))}]";

    private static void ThrowIfOtherFormat(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var format) || format.ValueKind != JsonValueKind.String || !format.ValueEquals(FileFormat))
            throw new FormatException($"it does not begin with \"format\": \"{FileFormat}\".");
        if (!root.TryGetProperty("version", out var version) || !version.TryGetInt32(out int number) || number != FileVersion)
            throw new FormatException($"its version is not {FileVersion}, the one that this library reads and writes.");
    }

    private static Network FromFile(IReadOnlyList<LayerDocument> layers, IReadOnlyList<Activation> own)
    {
        if (layers.Count == 0) throw new FormatException("it has no layers.");
        if (layers.Contains(null!)) throw new FormatException("a layer is null.");
        Matrix[] weights = [.. layers.Select(layer => Matrix.Create(layer.Weights))];
        int[] sizes = [weights[0].RowCount, .. weights.Select(w => w.ColumnCount)];
        var network = Create(sizes, [.. layers.Select((layer, l) => ActivationNamed(layer.Activation, l + 1, own))], Initializer.Zeros);
        for (int l = 0; l < layers.Count; l++)
        {
            network.Layers[l].Weights = weights[l];
            network.Layers[l].Bias = Vector.Create(layers[l].Bias);
        }

        return network;
    }

    private static Activation ActivationNamed(string name, int layer, IReadOnlyList<Activation> own) =>
        own.Concat(Activation.All).FirstOrDefault(activation => activation.Name == name)
        ?? throw new FormatException($"layer {layer} has the activation '{name}', which is not a built-in one; pass your own, as in Network.Load(path, {name}).");

    private sealed record NetworkDocument(string Format, int Version, IReadOnlyList<LayerDocument> Layers);

    private sealed record LayerDocument(string Activation, double[][] Weights, double[] Bias);
}
