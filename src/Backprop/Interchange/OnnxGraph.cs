namespace Backprop;

/// <summary>Collects the operations and constants of a graph; each operation gives the name of its result.</summary>
internal sealed class OnnxGraph
{
    private static readonly Dictionary<string, OnnxAttribute> none = [];

    private readonly List<OnnxNode> nodes = [];
    private readonly Dictionary<string, OnnxTensor> initializers = [];
    private string prefix = "";

    /// <summary>The operations so far.</summary>
    public IReadOnlyList<OnnxNode> Nodes => nodes;

    /// <summary>The constants so far.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Initializers => initializers;

    /// <summary>Begins a layer: the names that follow begin with this.</summary>
    public void Begin(string name) => prefix = name;

    /// <summary>A tensor of numbers.</summary>
    public string Tensor(string name, OnnxTensor tensor)
    {
        initializers[name] = tensor;
        return name;
    }

    /// <summary>A single number.</summary>
    public string Number(double value) => Tensor("c" + NumberFormat.Exact(value), OnnxTensor.Scalar(value));

    /// <summary>An operation without settings.</summary>
    public string Add(string operation, params IReadOnlyList<string> inputs) => Add(operation, none, inputs);

    /// <summary>An operation.</summary>
    public string Add(string operation, IReadOnlyDictionary<string, OnnxAttribute> attributes, params IReadOnlyList<string> inputs)
    {
        string output = $"{prefix}/{operation}{nodes.Count}";
        nodes.Add(new OnnxNode(operation, output, inputs, [output], attributes));
        return output;
    }

    /// <summary>Gives the last result another name.</summary>
    public void RenameOutput(string name) => nodes[^1] = nodes[^1] with { Outputs = [name] };

    /// <summary>A polynomial by Horner's rule, the coefficient of the highest power first.</summary>
    public string Polynomial(IReadOnlyList<double> coefficients, string x)
    {
        string sum = Number(coefficients[0]);
        foreach (double coefficient in coefficients.Skip(1)) sum = Add("Add", Add("Mul", sum, x), Number(coefficient));
        return sum;
    }
}
