using System.Text.RegularExpressions;

namespace Backprop;

/// <content>safetensors: the parameters in PyTorch's names.</content>
public sealed partial class Network
{
    private const string SafetensorsActivationsKey = "activations";

    /// <summary>
    /// Saves the parameters as safetensors, with the names and shapes of the <c>state_dict</c> of a PyTorch
    /// <c>Sequential(Linear, activation, Linear, …)</c>: <c>0.weight</c> is W1 transposed (outputs × inputs, where the library has inputs ×
    /// outputs), <c>0.bias</c> is b1, <c>2.weight</c> is W2 transposed, … The file's notes name the activations. It is replaced at once or
    /// not at all.
    /// </summary>
    /// <param name="path">The file, such as <c>weights.safetensors</c>; one that exists is replaced.</param>
    /// <param name="precision">The numbers of the file.</param>
    /// <exception cref="IOException">The file cannot be written, or its folder does not exist.</exception>
    /// <example><code>network.SaveSafetensors("xor.safetensors");   //
    /// model.load_state_dict(safetensors.torch.load_file("xor.safetensors"))</code></example>
    public void SaveSafetensors(string path, FloatPrecision precision = FloatPrecision.Double)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, StateDictionary().ToBytes(precision));
    }

    /// <summary>
    /// Loads a network from safetensors: linear layers in the order of the numbers in their names, each with <c>….weight</c> and, where it
    /// has one, <c>….bias</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="activations">φ of each layer, in their order; none for a file that <see cref="SaveSafetensors"/> wrote, which names
    /// them.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not of the format, damaged, or not of such layers.</exception>
    /// <exception cref="ArgumentException">The number of activations is not that of the layers.</exception>
    public static Network LoadSafetensors(string path, params IReadOnlyList<Activation> activations)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(activations);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
        try
        {
            var file = Safetensors.Read(File.ReadAllBytes(path));
            (Matrix Weights, double[] Bias)[] layers = [.. LinearLayers(file)];
            if (activations.Count == 0 && file.Metadata.TryGetValue(SafetensorsActivationsKey, out string? names))
                activations = [.. names.Split(',').Select(Activation.Named)];
            if (activations.Count != layers.Length)
            {
                string given = activations.Count == 0 ? "does not name its activations" : $"has {Words.Count(layers.Length, "layer")}";
                throw new FormatException(
                    $"it {given}; give one for each of the {Words.Count(layers.Length, "layer")}, as in LoadSafetensors(path, "
                        + "Activation.ReLU, Activation.Softmax)");
            }

            return FromLayers([.. layers.Select((layer, l) => (layer.Weights, layer.Bias, activations[l]))]);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' cannot be read as a network: {exception.Message}", exception);
        }
    }

    /// <summary>The parameters as PyTorch keeps them.</summary>
    internal Safetensors StateDictionary()
    {
        var tensors = new Dictionary<string, OnnxTensor>();
        foreach (var layer in Layers)
        {
            int module = 2 * (layer.Number - 1);
            tensors[$"{module}.weight"] = new([layer.Outputs, layer.Inputs], layer.Weights.Transpose().Values.ToArray());
            tensors[$"{module}.bias"] = new([layer.Outputs], layer.BiasSpan.ToArray());
        }

        string names = string.Join(",", Layers.Select(layer => layer.Activation.Name));
        return new(tensors, new Dictionary<string, string> { ["format"] = "pt", [SafetensorsActivationsKey] = names });
    }

    private static IEnumerable<(Matrix Weights, double[] Bias)> LinearLayers(Safetensors file)
    {
        string[] weights = [.. file.Tensors.Keys.Where(name => name.EndsWith("weight", StringComparison.Ordinal))
            .OrderBy(Padded, StringComparer.Ordinal)];
        string[] others = [.. file.Tensors.Keys.Where(name => !weights.Contains(name) && !weights.Contains(WeightOf(name)))];
        if (others.Length > 0) throw new FormatException($"'{others[0]}' is neither the weight nor the bias of a linear layer");
        if (weights.Length == 0) throw new FormatException("it has no tensor whose name ends in 'weight'");
        foreach (string name in weights)
        {
            var matrix = OnnxImport.Matrix(file.Tensors[name], name).Transpose();
            double[] bias = file.Tensors.TryGetValue(name[..^"weight".Length] + "bias", out var given)
                ? given.Values
                : new double[matrix.ColumnCount];
            if (bias.Length != matrix.ColumnCount)
                throw new FormatException($"'{name}' gives {Words.Count(matrix.ColumnCount, "output")}, but its bias has {bias.Length}");
            yield return (matrix, bias);
        }
    }

    private static string WeightOf(string bias) =>
        bias.EndsWith("bias", StringComparison.Ordinal) ? bias[..^"bias".Length] + "weight" : "";

    /// <summary>With numbers of equal length, so that layer 10 comes after layer 2.</summary>
    private static string Padded(string name) => Digits().Replace(name, match => match.Value.PadLeft(9, '0'));

    [GeneratedRegex(@"\d+")]
    private static partial Regex Digits();
}
