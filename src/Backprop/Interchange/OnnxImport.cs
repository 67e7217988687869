using System.Globalization;

namespace Backprop;

/// <summary>A graph of other tools as a network: a chain of Gemm, or MatMul and Add, and activations.</summary>
internal sealed class OnnxImport
{
    private static readonly Dictionary<string, Func<OnnxNode, Activation>> elementwise = new()
    {
        ["Sigmoid"] = _ => Activation.Sigmoid,
        ["Tanh"] = _ => Activation.Tanh,
        ["Relu"] = _ => Activation.ReLU,
        ["Softplus"] = _ => Activation.Softplus,
        ["LeakyRelu"] = node => Activation.LeakyReLUWith(Alpha(node, 0.01)),
        ["Elu"] = node => Activation.ELUWith(Alpha(node, 1)),
        ["Gelu"] = _ => Activation.Named("gelu"),
        ["Softmax"] = _ => Activation.Softmax,
        ["Identity"] = _ => Activation.Identity,
    };

    private readonly OnnxModel model;
    private readonly Dictionary<string, OnnxTensor> constants;
    private readonly List<(Matrix Weights, double[] Bias, Activation Activation)> layers = [];
    private string current;

    private OnnxImport(OnnxModel model)
    {
        this.model = model;
        constants = new(model.Initializers);
        foreach (var node in model.Nodes.Where(node => node.Operator == "Constant" && node.Outputs.Count == 1))
        {
            if (node.Attributes.TryGetValue("value", out var value) && value.Tensor is { } tensor) constants[node.Output] = tensor;
            else if (node.Attributes.TryGetValue("value_float", out var number)) constants[node.Output] = OnnxTensor.Scalar(number.Number);
        }

        current = model.Input;
    }

    /// <summary>The network of a model.</summary>
    /// <exception cref="FormatException">A node is none that a network has.</exception>
    public static Network Network(OnnxModel model)
    {
        var import = new OnnxImport(model);
        while (import.current != model.Output) import.Step();
        return Backprop.Network.FromLayers(import.layers);
    }

    /// <summary>A tensor of two axes as a matrix.</summary>
    public static Matrix Matrix(OnnxTensor tensor, string name) => tensor.Shape is [var rows, var columns]
        ? new Matrix((int)rows, (int)columns, tensor.Values)
        : throw new FormatException($"the tensor '{name}' has {tensor.Shape.Count} axes, but the weights of a layer have 2 axes");

    /// <summary>Takes the node, or the nodes, that read what the last one gave.</summary>
    private void Step()
    {
        OnnxNode[] readers = [.. model.Nodes.Where(node => node.Inputs.Contains(current))];
        switch (readers)
        {
            case [{ Operator: "Gemm" } gemm]:
                AddGemm(gemm);
                break;
            case [{ Operator: "MatMul" } product] when product.Inputs[0] == current:
                AddProduct(product);
                break;
            case [{ Operator: "Sigmoid" } sigmoid, { Operator: "Mul" } times] when Reads(times, sigmoid.Output, current):
            case [{ Operator: "Mul" } times2, { Operator: "Sigmoid" } sigmoid2] when Reads(times2, sigmoid2.Output, current)
                && (times = times2) is not null:
                SetActivation(times, Activation.SiLU);
                break;
            case [var first, var second] when GeluOf(first, second) is { } last:
                SetActivation(last, Activation.Named("gelu"));
                break;
            case [var node] when elementwise.TryGetValue(node.Operator, out var activation):
                ThrowIfOtherSettings(node);
                SetActivation(node, activation(node));
                break;
            case []:
                throw new FormatException($"nothing reads '{current}', and it is not the output '{model.Output}'");
            case [_, _, ..]:
                throw new FormatException(
                    $"'{current}' goes to {string.Join(" and to ", readers.Select(reader => reader.Title))}, but a network of this library "
                        + "is one chain");
            default:
                throw new FormatException(
                    $"{readers[0].Title} is none that a network of this library has: Gemm, or MatMul and Add, then one of "
                        + $"{string.Join(", ", elementwise.Keys)}");
        }
    }

    private void AddGemm(OnnxNode gemm)
    {
        if (gemm.Inputs[0] != current) throw new FormatException($"{gemm.Title} multiplies by its input from the left");
        if (gemm.Number("alpha", 1) != 1 || gemm.Number("beta", 1) != 1 || gemm.Number("transA", 0) != 0)
            throw new FormatException($"{gemm.Title} scales or transposes its input; a layer is x·W + b");
        var weights = Matrix(Constant(gemm, 1), gemm.Inputs[1]);
        if (gemm.Number("transB", 0) != 0) weights = weights.Transpose();
        Add(gemm, weights, gemm.Inputs.Count > 2 ? Constant(gemm, 2) : null);
        current = gemm.Output;
    }

    private void AddProduct(OnnxNode product)
    {
        var weights = Matrix(Constant(product, 1), product.Inputs[1]);
        OnnxNode[] readers = [.. model.Nodes.Where(node => node.Inputs.Contains(product.Output))];
        if (readers is [{ Operator: "Add", Inputs.Count: 2 } sum] && Other(sum, product.Output) is { } bias
            && constants.TryGetValue(bias, out var tensor))
        {
            Add(sum, weights, tensor);
            current = sum.Output;
            return;
        }

        Add(product, weights, null);
        current = product.Output;
    }

    private void Add(OnnxNode node, Matrix weights, OnnxTensor? bias)
    {
        double[] values = bias?.Values ?? new double[weights.ColumnCount];
        if (values.Length != weights.ColumnCount)
            throw new FormatException($"{node.Title} has {values.Length} biases for {Words.Count(weights.ColumnCount, "output")}");
        layers.Add((weights, values, Activation.Identity));
    }

    private void SetActivation(OnnxNode node, Activation activation)
    {
        if (layers.Count == 0) throw new FormatException($"{node.Title} stands before the first layer");
        if (layers[^1].Activation != Activation.Identity)
            throw new FormatException($"{node.Title} is the second activation of layer {layers.Count}");
        layers[^1] = layers[^1] with { Activation = activation };
        current = node.Output;
    }

    /// <summary>x·(1 + erf(x/√2))/2, as PyTorch writes it: the node that gives the result; null if it is none.</summary>
    private OnnxNode? GeluOf(OnnxNode first, OnnxNode second)
    {
        var division = first.Operator is "Div" or "Mul" && Scale(first) is { } scale && Math.Abs(scale - Math.Sqrt(0.5)) < 1e-6
            ? first
            : second;
        var product = division == first ? second : first;
        if (Scale(division) is not { } factor || Math.Abs(factor - Math.Sqrt(0.5)) > 1e-6 || product.Operator != "Mul") return null;
        if (Reader(division.Output) is not { Operator: "Erf" } erf || Reader(erf.Output) is not { Operator: "Add" } sum || Scale(sum) != 1)
            return null;
        if (!Reads(product, sum.Output, current)) return null;
        return Reader(product.Output) is { Operator: "Mul" } half && Scale(half) == 0.5 ? half : null;
    }

    /// <summary>The single number that a node multiplies by, adds, or (as its inverse) divides by; null if there is none.</summary>
    private double? Scale(OnnxNode node)
    {
        double? number = node.Inputs.Where(constants.ContainsKey).Select(name => constants[name].Values)
            .FirstOrDefault(values => values.Length == 1)?[0];
        return node.Operator == "Div" ? 1 / number : number;
    }

    private OnnxNode? Reader(string output) =>
        model.Nodes.Where(node => node.Inputs.Contains(output)).ToArray() is [var only] ? only : null;

    private static bool Reads(OnnxNode node, string first, string second) =>
        node.Inputs is [var a, var b] && ((a == first && b == second) || (a == second && b == first));

    private static string? Other(OnnxNode node, string input) => node.Inputs.FirstOrDefault(name => name != input);

    private static void ThrowIfOtherSettings(OnnxNode node)
    {
        string? setting = node.Operator switch
        {
            "Softmax" when node.Number("axis", -1) is not (1 or -1) => "axis other than 1",
            "Gelu" when node.Attributes.TryGetValue("approximate", out var way) && way.Text is not (null or "none") => "approximation",
            _ => null,
        };
        if (setting is not null) throw new FormatException($"{node.Title} has an {setting}, which the library's function has not");
    }

    /// <summary>A coefficient, which ONNX keeps in 32 bits, with the digits that it was given with.</summary>
    private static double Alpha(OnnxNode node, double otherwise) =>
        double.Parse(((float)node.Number("alpha", otherwise)).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private OnnxTensor Constant(OnnxNode node, int input) =>
        constants.TryGetValue(node.Inputs[input], out var tensor)
            ? tensor
            : throw new FormatException($"{node.Title} reads '{node.Inputs[input]}', which is no constant of the file");
}
