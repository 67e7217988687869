using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Backprop;

/// <summary>
/// The safetensors format: the length of a header (8 bytes, little-endian), the header in JSON with the type, shape and place of each
/// tensor, then the numbers, little-endian.
/// </summary>
/// <remarks><see href="https://github.com/huggingface/safetensors">safetensors</see></remarks>
/// <param name="Tensors">The tensors by name.</param>
/// <param name="Metadata">Notes of the writer.</param>
internal sealed record Safetensors(IReadOnlyDictionary<string, OnnxTensor> Tensors, IReadOnlyDictionary<string, string> Metadata)
{
    private const string MetadataKey = "__metadata__";
    private const int LengthSize = 8;

    /// <summary>The bytes of a file.</summary>
    public byte[] ToBytes(FloatPrecision precision = FloatPrecision.Double)
    {
        int size = precision == FloatPrecision.Double ? 8 : 4;
        long at = 0;
        var header = new Dictionary<string, object>();
        if (Metadata.Count > 0) header[MetadataKey] = Metadata;
        foreach (var (name, tensor) in Tensors)
        {
            long end = at + ((long)tensor.Values.Length * size);
            header[name] = new { dtype = size == 8 ? "F64" : "F32", shape = tensor.Shape, data_offsets = new[] { at, end } };
            at = end;
        }

        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        int padded = (json.Length + LengthSize - 1) / LengthSize * LengthSize;
        byte[] bytes = new byte[LengthSize + padded + at];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, padded);
        json.CopyTo(bytes, LengthSize);
        bytes.AsSpan(LengthSize + json.Length, padded - json.Length).Fill((byte)' ');
        int place = LengthSize + padded;
        foreach (var tensor in Tensors.Values)
        {
            var numbers = size == 8
                ? MemoryMarshal.AsBytes<double>(tensor.Values)
                : MemoryMarshal.AsBytes<float>(Array.ConvertAll(tensor.Values, value => (float)value));
            numbers.CopyTo(bytes.AsSpan(place));
            place += numbers.Length;
        }

        return bytes;
    }

    /// <summary>Reads the bytes of a file.</summary>
    /// <exception cref="FormatException">They are not of the format, or damaged.</exception>
    public static Safetensors Read(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < LengthSize) throw new FormatException("it is shorter than the 8 bytes that give the length of its header");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span);
        if (length > (ulong)(bytes.Length - LengthSize))
            throw new FormatException($"its header would have {length} bytes, but only {bytes.Length - LengthSize} follow");
        try
        {
            using var header = JsonDocument.Parse(bytes.Slice(LengthSize, (int)length));
            var data = bytes[(LengthSize + (int)length)..];
            var properties = header.RootElement.ValueKind == JsonValueKind.Object
                ? header.RootElement.EnumerateObject().ToArray()
                : throw new FormatException("its header is no JSON object");
            var metadata = properties.FirstOrDefault(property => property.NameEquals(MetadataKey)).Value;
            return new(
                properties.Where(property => !property.NameEquals(MetadataKey))
                    .ToDictionary(property => property.Name, property => Tensor(property, data)),
                metadata.ValueKind == JsonValueKind.Object
                    ? metadata.Deserialize<Dictionary<string, string>>()!
                    : new Dictionary<string, string>());
        }
        catch (Exception exception) when (
            exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"its header is not that of a safetensors file: {exception.Message}", exception);
        }
    }

    private static OnnxTensor Tensor(JsonProperty property, ReadOnlyMemory<byte> data)
    {
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets is not [var from, var to] || from < 0 || to < from || to > data.Length)
        {
            throw new FormatException(
                $"the numbers of '{property.Name}' would lie from byte {string.Join(" to ", offsets)}, but there are {data.Length}");
        }

        var bytes = data.Span[(int)from..(int)to];
        string type = property.Value.GetProperty("dtype").GetString() ?? "";
        int size = type switch
        {
            "F64" => 8,
            "F32" => 4,
            "F16" or "BF16" => 2,
            _ => throw new FormatException($"the numbers of '{property.Name}' are of type {type}; F64, F32, F16 and BF16 are read"),
        };
        if (shape.Aggregate((decimal)size, (product, axis) => product * axis) != bytes.Length)
        {
            throw new FormatException(
                $"'{property.Name}' has {bytes.Length} bytes, which is not what its shape [{string.Join(", ", shape)}] of {type} takes");
        }

        return new(shape, type switch
        {
            "F64" => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
            "F32" => Array.ConvertAll(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), value => (double)value),
            "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (double)value),
            _ => Array.ConvertAll(
                MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), value => (double)BitConverter.Int32BitsToSingle(value << 16)),
        });
    }
}
