using System.Buffers.Binary;
using System.Text;

namespace Backprop;

/// <summary>One field of a message of Protocol Buffers.</summary>
/// <param name="Number">Its number in the specification.</param>
/// <param name="Integer">Its value, if it is an integer or a fixed number of bits.</param>
/// <param name="Bytes">Its bytes, if it is a text, a message or packed numbers.</param>
internal readonly record struct ProtobufField(int Number, ulong Integer, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The bytes as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The value as a number of 32 bits.</summary>
    public float Single => BitConverter.UInt32BitsToSingle((uint)Integer);

    /// <summary>Integers, packed or one by one.</summary>
    public IEnumerable<long> Integers => Bytes.IsEmpty ? [(long)Integer] : Packed(Bytes);

    private static List<long> Packed(ReadOnlyMemory<byte> bytes)
    {
        List<long> values = [];
        int at = 0;
        while (at < bytes.Length) values.Add((long)ProtobufReader.Varint(bytes.Span, ref at));
        return values;
    }
}

/// <summary>Reads the wire format of Protocol Buffers.</summary>
internal static class ProtobufReader
{
    /// <summary>The fields of a message, in their order.</summary>
    /// <exception cref="FormatException">The bytes end inside a field, or are none of the format.</exception>
    public static IEnumerable<ProtobufField> Fields(ReadOnlyMemory<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint(message.Span, ref at);
            int number = (int)(key >> 3);
            if (number == 0) throw new FormatException($"byte {at} is no field of a protocol buffer");
            switch (key & 7)
            {
                case 0:
                    yield return new(number, Varint(message.Span, ref at), default);
                    break;
                case 1:
                    yield return new(number, BinaryPrimitives.ReadUInt64LittleEndian(Take(message, 8, ref at).Span), default);
                    break;
                case 2:
                    yield return new(number, 0, Take(message, Varint(message.Span, ref at), ref at));
                    break;
                case 5:
                    yield return new(number, BinaryPrimitives.ReadUInt32LittleEndian(Take(message, 4, ref at).Span), default);
                    break;
                default:
                    throw new FormatException($"byte {at} is no field of a protocol buffer");
            }
        }
    }

    /// <summary>An integer of seven bits a byte, the lowest first.</summary>
    internal static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length) throw new FormatException("it ends inside a number");
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new FormatException("a number has more than 64 bits");
    }

    private static ReadOnlyMemory<byte> Take(ReadOnlyMemory<byte> message, ulong length, ref int at)
    {
        if (length > (ulong)(message.Length - at)) throw new FormatException("it ends inside a field");
        var taken = message.Slice(at, (int)length);
        at += (int)length;
        return taken;
    }
}
