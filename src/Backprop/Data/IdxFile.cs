using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop;

/// <summary>An array of numbers in the IDX format of the MNIST files, compressed with gzip or not.</summary>
/// <param name="Dimensions">The length of each dimension; the first counts the samples.</param>
/// <param name="Values">The numbers, the last dimension running fastest.</param>
/// <remarks>
/// Two zero bytes, a byte for the type, a byte for the number of dimensions, each dimension as a big-endian 32-bit number, then the
/// numbers:
/// Y. LeCun, C. Cortes and C. Burges, The MNIST Database of Handwritten Digits.
/// </remarks>
internal sealed record IdxFile(int[] Dimensions, double[] Values)
{
    private delegate double Reading(ReadOnlySpan<byte> bytes);

    /// <summary>Reads a file, or the first samples of it.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not an IDX file, or damaged.</exception>
    public static IdxFile Read(string path, int? samples)
    {
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
        using var file = File.OpenRead(path);
        bool isCompressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        try
        {
            using var stream = isCompressed ? new GZipStream(file, CompressionMode.Decompress) : (Stream)file;
            return Read(new BufferedStream(stream, 1 << 16), samples);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            string reason = exception is EndOfStreamException ? "it ends before the numbers that its head announces." : exception.Message;
            throw new InvalidDataException($"'{path}' is not a whole IDX file: {reason}", exception);
        }
    }

    private static IdxFile Read(Stream stream, int? samples)
    {
        Span<byte> head = stackalloc byte[4];
        stream.ReadExactly(head);
        if (head[0] != 0 || head[1] != 0)
            throw new InvalidDataException($"it begins with the bytes {head[0]} and {head[1]} instead of 0 and 0.");
        var (width, read) = NumbersOf(head[2]);
        int[] dimensions = new int[head[3]];
        long length = dimensions.Length == 0 ? 0 : 1;
        for (int i = 0; i < dimensions.Length; i++)
        {
            stream.ReadExactly(head);
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(head);
            if (i == 0 && samples < dimensions[0]) dimensions[0] = samples.Value;
            if (dimensions[i] < 0 || length * dimensions[i] > Array.MaxLength)
                throw new InvalidDataException("its head announces more numbers than fit into memory.");
            length *= dimensions[i];
        }

        double[] values = new double[length];
        Span<byte> bytes = stackalloc byte[width];
        for (int i = 0; i < values.Length; i++)
        {
            stream.ReadExactly(bytes);
            values[i] = read(bytes);
        }

        if (samples is null && stream.ReadByte() >= 0)
            throw new InvalidDataException("it goes on after the numbers that its head announces.");
        return new(dimensions, values);
    }

    private static (int Bytes, Reading Read) NumbersOf(byte type) => type switch
    {
        0x08 => (1, bytes => bytes[0]),
        0x09 => (1, bytes => (sbyte)bytes[0]),
        0x0B => (2, bytes => BinaryPrimitives.ReadInt16BigEndian(bytes)),
        0x0C => (4, bytes => BinaryPrimitives.ReadInt32BigEndian(bytes)),
        0x0D => (4, bytes => BinaryPrimitives.ReadSingleBigEndian(bytes)),
        0x0E => (8, bytes => BinaryPrimitives.ReadDoubleBigEndian(bytes)),
        _ => throw new InvalidDataException($"its third byte is {type}, which is no type of number."),
    };
}
