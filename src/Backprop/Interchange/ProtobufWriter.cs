using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Backprop;

/// <summary>Writes the wire format of Protocol Buffers, field by field.</summary>
/// <remarks>
/// <see href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers: encoding</see>: a key (field number · 8 + wire type),
/// then the value.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "A stream in memory holds nothing that has to be let go.")]
internal sealed class ProtobufWriter
{
    private const int Varint = 0, LengthDelimited = 2, Fixed32 = 5;

    private readonly MemoryStream stream = new();

    /// <summary>An integer or a member of an enumeration.</summary>
    public void Integer(int field, long value)
    {
        Key(field, Varint);
        Raw((ulong)value);
    }

    /// <summary>A number of 32 bits.</summary>
    public void Single(int field, float value)
    {
        Key(field, Fixed32);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        stream.Write(bytes);
    }

    /// <summary>A text in UTF-8.</summary>
    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Raw bytes.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, LengthDelimited);
        Raw((ulong)value.Length);
        stream.Write(value);
    }

    /// <summary>A message inside this one.</summary>
    public void Message(int field, Action<ProtobufWriter> write)
    {
        var inner = new ProtobufWriter();
        write(inner);
        Bytes(field, inner.ToArray());
    }

    /// <summary>What was written.</summary>
    public byte[] ToArray() => stream.ToArray();

    private void Key(int field, int wireType) => Raw(((ulong)field << 3) | (uint)wireType);

    private void Raw(ulong value)
    {
        while (value >= 0x80)
        {
            stream.WriteByte((byte)(value | 0x80));
            value >>= 7;
        }

        stream.WriteByte((byte)value);
    }
}
