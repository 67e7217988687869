using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>The number type of a file.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "They are called like the types that they stand for.")]
public enum FloatPrecision
{
    /// <summary>64 bits: the library's own numbers.</summary>
    Double,

    /// <summary>32 bits: half the size, 7 digits.</summary>
    Single,
}

/// <summary>An operation of a graph (<c>NodeProto</c>).</summary>
/// <param name="Operator">Its name in the specification: <c>MatMul</c>.</param>
/// <param name="Name">Its own name; may be empty.</param>
/// <param name="Inputs">The tensors that it reads.</param>
/// <param name="Outputs">The tensors that it gives.</param>
/// <param name="Attributes">Its settings.</param>
internal sealed record OnnxNode(
    string Operator, string Name, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs,
    IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>The one tensor it gives.</summary>
    public string Output => Outputs[0];

    /// <summary>How messages call it.</summary>
    public string Title => $"node '{(Name.Length > 0 ? Name : Outputs.FirstOrDefault(""))}' ({Operator})";

    /// <summary>An attribute that is a number, or what it is if it is left out.</summary>
    public double Number(string attribute, double otherwise) => Attributes.TryGetValue(attribute, out var found) ? found.Number : otherwise;
}

/// <summary>A setting of a node (<c>AttributeProto</c>): a number, a text or a tensor.</summary>
/// <param name="Number">Of an <c>f</c> or <c>i</c>.</param>
/// <param name="IsInteger">Whether it is an <c>i</c>.</param>
/// <param name="Tensor">Of a <c>t</c>.</param>
/// <param name="Text">Of an <c>s</c>.</param>
internal readonly record struct OnnxAttribute(double Number, bool IsInteger = false, OnnxTensor? Tensor = null, string? Text = null);

/// <summary>Numbers with a shape (<c>TensorProto</c>).</summary>
/// <param name="Shape">The length of each axis; none for a single number.</param>
/// <param name="Values">The numbers, row by row.</param>
internal sealed record OnnxTensor(IReadOnlyList<long> Shape, double[] Values)
{
    /// <summary>A single number.</summary>
    public static OnnxTensor Scalar(double value) => new([], [value]);
}

/// <summary>A model (<c>ModelProto</c>) with one graph. Field names and numbers are those of <c>onnx.proto</c>.</summary>
/// <remarks><see href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</see></remarks>
internal sealed record OnnxModel
{
    /// <summary>The version of the operators' specification: of 2020, so that every engine of today reads it.</summary>
    public const long OpsetVersion = 13;

    private const long IrVersion = 7;
    private const int FloatType = 1, DoubleType = 11;

    /// <summary>Who wrote it.</summary>
    public string Producer { get; init; } = "";

    /// <summary>The name of the graph's input, N × <see cref="InputCount"/>.</summary>
    public required string Input { get; init; }

    /// <summary>The name of the graph's output.</summary>
    public required string Output { get; init; }

    /// <summary>The number of columns of the input.</summary>
    public int InputCount { get; init; }

    /// <summary>The number of columns of the output.</summary>
    public int OutputCount { get; init; }

    /// <summary>The operations in their order.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>The constants: weights, biases.</summary>
    public required IReadOnlyDictionary<string, OnnxTensor> Initializers { get; init; }

    /// <summary>Notes of the writer, such as the activations.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>The model as the bytes of a file.</summary>
    public byte[] ToBytes(FloatPrecision precision)
    {
        var model = new ProtobufWriter();
        model.Integer(1, IrVersion); // ir_version
        model.Text(2, Producer); // producer_name
        model.Message(7, graph => WriteGraph(graph, precision)); // graph
        model.Message(8, opset => // opset_import
        {
            opset.Text(1, ""); // domain
            opset.Integer(2, OpsetVersion); // version
        });
        foreach (var (key, value) in Metadata)
        {
            model.Message(14, entry => // metadata_props
            {
                entry.Text(1, key); // key
                entry.Text(2, value); // value
            });
        }

        return model.ToArray();
    }

    private void WriteGraph(ProtobufWriter graph, FloatPrecision precision)
    {
        foreach (var node in Nodes) graph.Message(1, message => WriteNode(message, node)); // node
        graph.Text(2, "network"); // name
        foreach (var (name, tensor) in Initializers)
            graph.Message(5, message => WriteTensor(message, name, tensor, precision)); // initializer
        graph.Message(11, message => WriteValueInfo(message, Input, InputCount, precision)); // input
        graph.Message(12, message => WriteValueInfo(message, Output, OutputCount, precision)); // output
    }

    private static void WriteNode(ProtobufWriter message, OnnxNode node)
    {
        foreach (string input in node.Inputs) message.Text(1, input); // input
        foreach (string output in node.Outputs) message.Text(2, output); // output
        message.Text(3, node.Name); // name
        message.Text(4, node.Operator); // op_type
        foreach (var (name, attribute) in node.Attributes)
        {
            message.Message(5, inner => // attribute
            {
                inner.Text(1, name); // name
                if (attribute.IsInteger) inner.Integer(3, (long)attribute.Number); // i
                else inner.Single(2, (float)attribute.Number); // f
                inner.Integer(20, attribute.IsInteger ? 2 : 1); // type: INT or FLOAT
            });
        }
    }

    private static void WriteTensor(ProtobufWriter message, string name, OnnxTensor tensor, FloatPrecision precision)
    {
        foreach (long length in tensor.Shape) message.Integer(1, length); // dims
        message.Integer(2, precision == FloatPrecision.Double ? DoubleType : FloatType); // data_type
        message.Text(8, name); // name
        message.Bytes(9, precision == FloatPrecision.Double // raw_data
            ? MemoryMarshal.AsBytes<double>(tensor.Values)
            : MemoryMarshal.AsBytes<float>(Array.ConvertAll(tensor.Values, value => (float)value)));
    }

    private static void WriteValueInfo(ProtobufWriter message, string name, int columns, FloatPrecision precision)
    {
        message.Text(1, name); // name
        message.Message(2, type => type.Message(1, tensor => // type, tensor_type
        {
            tensor.Integer(1, precision == FloatPrecision.Double ? DoubleType : FloatType); // elem_type
            tensor.Message(2, shape => // shape
            {
                shape.Message(1, dimension => dimension.Text(2, "N")); // dim, dim_param
                shape.Message(1, dimension => dimension.Integer(1, columns)); // dim, dim_value
            });
        }));
    }
}
