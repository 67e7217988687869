using System.Buffers.Binary;
using System.IO.Compression;

namespace Backprop.Tests.Data;

/// <summary>IDX files, as those of MNIST, written here byte by byte as their format says.</summary>
public sealed class IdxTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("idx").FullName;

    private string Images => Path.Combine(folder, "train-images-idx3-ubyte");

    private string Labels => Path.Combine(folder, "train-labels-idx1-ubyte");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Images_become_rows_of_pixels_and_labels_classes(bool compressed)
    {
        Write(Images, compressed, Head(8, 3, 2, 2), [0, 128, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        Write(Labels, compressed, Head(8, 3), [2, 0, 1]);

        var data = Dataset.FromIdx(Images, Labels);

        Assert.Equal([[0, 128, 255, 1], [2, 3, 4, 5], [6, 7, 8, 9]], data.Inputs);
        Assert.Equal([[0, 0, 1], [1, 0, 0], [0, 1, 0]], data.Targets);
        Assert.Equal(["0", "1", "2"], data.ClassNames);
        Assert.Equal("train-images-idx3-ubyte", data.Name);
    }

    [Fact]
    public void The_first_samples_can_be_read_alone_and_classes_be_named()
    {
        WriteThree();

        var data = Dataset.FromIdx(Images, Labels, count: 2, classNames: ["shirt", "coat", "bag", "boot"]);

        Assert.Equal([[1, 2], [3, 4]], data.Inputs);
        Assert.Equal([[0, 0, 1, 0], [1, 0, 0, 0]], data.Targets);
        Assert.Equal(3, Dataset.FromIdx(Images, Labels, count: 7).Count);
    }

    [Theory]
    [InlineData(0x08, "FF", 255)]
    [InlineData(0x09, "FF", -1)]
    [InlineData(0x0B, "FF38", -200)]
    [InlineData(0x0C, "FFFEEE90", -70000)]
    [InlineData(0x0D, "3FC00000", 1.5)]
    [InlineData(0x0E, "C004000000000000", -2.5)]
    public void Every_type_of_number_is_read(byte type, string hex, double expected)
    {
        Write(Images, false, Head(type, 1, 1, 1), Convert.FromHexString(hex));
        Write(Labels, false, Head(8, 1), [1]);

        Assert.Equal(expected, Dataset.FromIdx(Images, Labels).Inputs[0, 0]);
    }

    [Fact]
    public void Files_that_are_none_damaged_or_do_not_belong_together_are_refused()
    {
        WriteThree();

        Refused("is not a whole IDX file: it begins with the bytes 80 and 75 instead of 0 and 0.", Images, "PK, a zip file"u8.ToArray());
        Refused("is not a whole IDX file: its third byte is 7, which is no type of number.", Images, Head(7, 1));
        Refused("is not a whole IDX file: it ends before the numbers that its head announces.", Images, [.. Head(8, 3, 1, 2), 1, 2]);
        Refused("is not a whole IDX file: it ends before the numbers that its head announces.", Images, [0, 0]);
        Refused("is not a whole IDX file: it goes on after the numbers that its head announces.", Images,
            [.. Head(8, 3, 1, 1), 1, 2, 3, 4]);
        Refused("is not a whole IDX file: its head announces more numbers than fit into memory.", Images, Head(8, int.MaxValue, 28, 28));
        Refused("has 1 dimension and 3 numbers; images are rows and columns of pixels for each sample.", Images, [.. Head(8, 3), 1, 2, 3]);
        WriteThree();
        Refused("has 2 labels.", Labels, [.. Head(8, 2), 1, 0]);
        Refused("has the label -1; with 2 classes it must be from 0 to 1.", Labels, [.. Head(9, 3), 0, 0xFF, 1]);
        WriteThree();
        Assert.EndsWith(
            "has 3 dimensions; are the two files given in the other order?", Assert.Throws<InvalidDataException>(() =>
                Dataset.FromIdx(Labels, Images)).Message, StringComparison.Ordinal);
        Throws.Argument("count", "count is 0 but must be 1 or above.", () => Dataset.FromIdx(Images, Labels, count: 0));
        Assert.Throws<FileNotFoundException>(() => Dataset.FromIdx(Images, "no-such-file"));
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_refused()
    {
        WriteThree();
        Write(Images, true, Head(8, 3, 1, 2), [1, 2, 3, 4, 5, 6]);
        byte[] whole = File.ReadAllBytes(Images);
        File.WriteAllBytes(Images, whole[..(whole.Length / 2)]);

        Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(Images, Labels));
    }

    private void Refused(string reason, string file, byte[] content)
    {
        File.WriteAllBytes(file, content);
        Assert.EndsWith(
            reason, Assert.Throws<InvalidDataException>(() => Dataset.FromIdx(Images, Labels)).Message, StringComparison.Ordinal);
    }

    private void WriteThree()
    {
        Write(Images, false, Head(8, 3, 1, 2), [1, 2, 3, 4, 5, 6]);
        Write(Labels, false, Head(8, 3), [2, 0, 1]);
    }

    private static byte[] Head(byte type, params int[] dimensions)
    {
        byte[] head = new byte[4 + (4 * dimensions.Length)];
        (head[2], head[3]) = (type, (byte)dimensions.Length);
        for (int i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4 + (4 * i)), dimensions[i]);
        return head;
    }

    private static void Write(string path, bool compressed, byte[] head, byte[] numbers)
    {
        using var file = File.Create(path);
        using var stream = compressed ? new GZipStream(file, CompressionLevel.Fastest) : (Stream)file;
        stream.Write(head);
        stream.Write(numbers);
    }
}
