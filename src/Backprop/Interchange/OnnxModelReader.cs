using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>
/// Reads the messages of an ONNX file, as far as a feed-forward network has them. Field numbers are those of <c>onnx.proto</c>.
/// </summary>
internal static class OnnxModelReader
{
    private const int FloatType = 1, Int64Type = 7, DoubleType = 11;

    /// <summary>The model of a file's bytes.</summary>
    /// <exception cref="FormatException">The bytes are no ONNX model, or one with more than a network has.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes)
    {
        ProtobufField[] fields = [.. ProtobufReader.Fields(bytes)];
        if (!fields.Any(field => field.Number == 7)) throw new FormatException("it has no graph");
        ProtobufField[] graph = [.. ProtobufReader.Fields(fields.Last(field => field.Number == 7).Bytes)];
        var initializers = graph.Where(field => field.Number == 5).Select(field => Tensor(field.Bytes))
            .ToDictionary(pair => pair.Name, pair => pair.Tensor);
        string[] inputs = graph.Where(field => field.Number == 11).Select(field => ValueName(field.Bytes))
            .Where(name => !initializers.ContainsKey(name)).ToArray();
        string[] outputs = [.. graph.Where(field => field.Number == 12).Select(field => ValueName(field.Bytes))];
        if (inputs.Length != 1 || outputs.Length != 1)
        {
            throw new FormatException(
                $"its graph has {Words.Count(inputs.Length, "input")} and {Words.Count(outputs.Length, "output")}, but a network "
                    + "has one of each");
        }

        return new OnnxModel
        {
            Producer = fields.FirstOrDefault(field => field.Number == 2).Text,
            Input = inputs[0],
            Output = outputs[0],
            Nodes = [.. graph.Where(field => field.Number == 1).Select(field => Node(field.Bytes))],
            Initializers = initializers,
            Metadata = fields.Where(field => field.Number == 14).Select(field => Entry(field.Bytes)).ToDictionary(),
        };
    }

    private static OnnxNode Node(ReadOnlyMemory<byte> bytes)
    {
        ProtobufField[] fields = [.. ProtobufReader.Fields(bytes)];
        string Text(int number) => fields.LastOrDefault(field => field.Number == number).Text;
        return new(
            Text(4), Text(3), [.. fields.Where(field => field.Number == 1)
                .Select(field => field.Text)], [.. fields.Where(field => field.Number == 2).Select(field => field.Text)],
            fields.Where(field => field.Number == 5).Select(field => Attribute(field.Bytes)).ToDictionary());
    }

    private static KeyValuePair<string, OnnxAttribute> Attribute(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        var attribute = default(OnnxAttribute);
        foreach (var field in ProtobufReader.Fields(bytes))
        {
            if (field.Number == 1) name = field.Text;
            else if (field.Number == 2) attribute = new(field.Single);
            else if (field.Number == 3) attribute = new((long)field.Integer, IsInteger: true);
            else if (field.Number == 4) attribute = new(0, Text: field.Text);
            else if (field.Number == 5) attribute = new(0, Tensor: Tensor(field.Bytes).Tensor);
        }

        return new(name, attribute);
    }

    private static KeyValuePair<string, string> Entry(ReadOnlyMemory<byte> bytes)
    {
        ProtobufField[] fields = [.. ProtobufReader.Fields(bytes)];
        return new(fields.FirstOrDefault(field => field.Number == 1).Text, fields.FirstOrDefault(field => field.Number == 2).Text);
    }

    private static string ValueName(ReadOnlyMemory<byte> bytes) =>
        ProtobufReader.Fields(bytes).FirstOrDefault(field => field.Number == 1).Text;

    private static (string Name, OnnxTensor Tensor) Tensor(ReadOnlyMemory<byte> bytes)
    {
        ProtobufField[] fields = [.. ProtobufReader.Fields(bytes)];
        string name = fields.FirstOrDefault(field => field.Number == 8).Text;
        if (fields.Any(field => field.Number == 13))
            throw new FormatException($"the tensor '{name}' lies in another file; save the model with its weights inside");
        long[] shape = [.. fields.Where(field => field.Number == 1).SelectMany(field => field.Integers)];
        long type = (long)fields.FirstOrDefault(field => field.Number == 2).Integer;
        double[] values = fields.FirstOrDefault(field => field.Number == 9) is { Number: 9 } raw
            ? Raw(raw.Bytes.Span, type, name)
            : Listed(fields, type, name);
        decimal expected = shape.Aggregate(1m, (product, length) => product * length);
        if (values.Length != expected)
            throw new FormatException($"the tensor '{name}' has {values.Length} numbers, but its shape holds {expected}");
        return (name, new OnnxTensor(shape, values));
    }

    private static double[] Raw(ReadOnlySpan<byte> bytes, long type, string name)
    {
        int size = type == FloatType ? 4 : 8;
        if (bytes.Length % size != 0) throw new FormatException($"the tensor '{name}' ends inside a number");
        return type switch
        {
            FloatType => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), value => (double)value),
            DoubleType => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            Int64Type => Array.ConvertAll(MemoryMarshal.Cast<byte, long>(bytes).ToArray(), value => (double)value),
            _ => throw OtherType(type, name),
        };
    }

    /// <summary>The numbers of <c>float_data</c>, <c>double_data</c> or <c>int64_data</c>, packed or one by one.</summary>
    private static double[] Listed(ProtobufField[] fields, long type, string name)
    {
        int number = type switch { FloatType => 4, DoubleType => 10, Int64Type => 7, _ => throw OtherType(type, name) };
        var listed = fields.Where(field => field.Number == number);
        return type switch
        {
            Int64Type => [.. listed.SelectMany(field => field.Integers).Select(value => (double)value)],
            FloatType => [.. listed.SelectMany(field => field.Bytes.IsEmpty ? [field.Single] : Raw(field.Bytes.Span, type, name))],
            _ => [.. listed.SelectMany(field => field.Bytes.IsEmpty ? [BitConverter.UInt64BitsToDouble(field.Integer)]
                : Raw(field.Bytes.Span, type, name))],
        };
    }

    private static FormatException OtherType(long type, string name) =>
        new($"the tensor '{name}' has numbers of type {type}; only float (1), double (11) and int64 (7) are read");
}
