namespace Backprop;

/// <content>ONNX: to the engines and back.</content>
public sealed partial class Network
{
    private const string OnnxProducer = "Backprop";
    private const string OnnxActivationsKey = "activations";

    /// <summary>
    /// Saves the network as ONNX (operators of version 13): one input <c>x</c> (N × inputs), one output <c>y</c> (N × outputs), for each
    /// layer MatMul with W (inputs × outputs), Add with b, and the activation. The file is replaced at once or not at all.
    /// </summary>
    /// <param name="path">The file, such as <c>digits.onnx</c>; one that exists is replaced.</param>
    /// <param name="precision">The numbers of the file: 64 bits, as the library computes, or 32.</param>
    /// <exception cref="NotSupportedException">A layer has an activation of one's own, which ONNX does not know.</exception>
    /// <exception cref="IOException">The file cannot be written, or its folder does not exist.</exception>
    /// <example><code>network.SaveOnnx("digits.onnx");   // onnxruntime.InferenceSession("digits.onnx").run(None, {"x":
    /// x})</code></example>
    public void SaveOnnx(string path, FloatPrecision precision = FloatPrecision.Double)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        AtomicFile.Write(path, ToOnnx(precision).ToBytes(precision));
    }

    /// <summary>
    /// Loads a network from an ONNX file: one that <see cref="SaveOnnx"/> wrote, or a chain of Gemm (or MatMul and Add) and activations, as
    /// PyTorch writes a <c>Sequential</c> of <c>Linear</c> and activations.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ONNX model, is damaged, or is not such a chain; the message names the
    /// node.</exception>
    public static Network LoadOnnx(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
        try
        {
            var model = OnnxModelReader.Read(File.ReadAllBytes(path));
            return model.Producer == OnnxProducer ? FromOwnOnnx(model) : OnnxImport.Network(model);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException($"'{path}' cannot be read as a network: {exception.Message}", exception);
        }
    }

    private OnnxModel ToOnnx(FloatPrecision precision)
    {
        var graph = new OnnxGraph();
        string a = "x";
        foreach (var layer in Layers)
        {
            graph.Begin($"layer{layer.Number}");
            string w = graph.Tensor($"W{layer.Number}", new([layer.Inputs, layer.Outputs], layer.WeightSpan.ToArray()));
            string b = graph.Tensor($"b{layer.Number}", new([layer.Outputs], layer.BiasSpan.ToArray()));
            a = OnnxActivations.Write(graph, layer.Activation, layer.Number, graph.Add("Add", graph.Add("MatMul", a, w), b), precision);
        }

        graph.RenameOutput("y");
        return new OnnxModel
        {
            Producer = OnnxProducer,
            Input = "x",
            Output = "y",
            InputCount = Inputs,
            OutputCount = Outputs,
            Nodes = graph.Nodes,
            Initializers = graph.Initializers,
            Metadata =
                new Dictionary<string, string> { [OnnxActivationsKey] = string.Join(",", Layers.Select(layer => layer.Activation.Name)) },
        };
    }

    /// <summary>A file of the library's own names its activations; its graph must be the one that they give.</summary>
    private static Network FromOwnOnnx(OnnxModel model)
    {
        if (!model.Metadata.TryGetValue(OnnxActivationsKey, out string? names))
            throw new FormatException("it does not name its activations");
        Activation[] activations = [.. names.Split(',').Select(Activation.Named)];
        OnnxTensor Constant(string name) =>
            model.Initializers.TryGetValue(name, out var tensor) ? tensor : throw new FormatException($"it has no tensor '{name}'");
        var layers =
            activations.Select((activation, l) =>
            (OnnxImport.Matrix(Constant($"W{l + 1}"), $"W{l + 1}"), Constant($"b{l + 1}").Values, activation));
        var network = FromLayers([.. layers]);
        var expected = new[] { FloatPrecision.Double, FloatPrecision.Single }.Select(precision => network.ToOnnx(precision).Nodes);
        if (!expected.Any(nodes => nodes.Select(Signature).SequenceEqual(model.Nodes.Select(Signature))))
        {
            throw new FormatException(
                $"its graph was changed since it was written: it is not that of a network with the activations {names}");
        }

        return network;

        static string Signature(OnnxNode node) => $"{node.Operator}({string.Join(",", node.Inputs)})";
    }

    /// <summary>A network of given layers.</summary>
    /// <param name="layers">W (inputs × outputs), b and φ of each.</param>
    internal static Network FromLayers(IReadOnlyList<(Matrix Weights, double[] Bias, Activation Activation)> layers)
    {
        if (layers.Count == 0) throw new FormatException("it has no layers");
        for (int l = 1; l < layers.Count; l++)
        {
            var (before, next) = (layers[l - 1].Weights, layers[l].Weights);
            if (before.ColumnCount != next.RowCount)
            {
                throw new FormatException(
                    $"layer {l} has {Words.Count(before.ColumnCount, "output")}, but layer {l + 1} has "
                        + $"{Words.Count(next.RowCount, "input")}");
            }
        }

        var network =
            Create([layers[0].Weights.RowCount, .. layers.Select(layer => layer.Weights.ColumnCount)],
                [.. layers.Select(layer => layer.Activation)], Initializer.Zeros);
        for (int l = 0; l < layers.Count; l++)
        {
            network.Layers[l].Weights = layers[l].Weights;
            network.Layers[l].Bias = Vector.Create(layers[l].Bias);
        }

        return network;
    }
}
