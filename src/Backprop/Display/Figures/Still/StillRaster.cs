using System.Buffers.Binary;

namespace Backprop;

/// <summary>A small picture of coloured cells, as the URI of a bitmap of 24 bits: the one image format that needs no compression.</summary>
internal static class StillRaster
{
    private const int HeaderLength = 54;
    private const int MostCells = 90;

    /// <summary>The cells from top to bottom; of a large grid every n-th.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="colour">Red, green and blue of a cell.</param>
    public static string Uri(int rows, int columns, Func<int, int, byte[]> colour)
    {
        int height = Math.Min(rows, MostCells), width = Math.Min(columns, MostCells), stride = ((width * 3) + 3) / 4 * 4;
        byte[] bitmap = new byte[HeaderLength + (stride * height)];
        (bitmap[0], bitmap[1]) = ((byte)'B', (byte)'M');
        foreach (
            var (offset, value) in new[] { (2, bitmap.Length), (10, HeaderLength), (14, 40), (18, width), (22, height),
            (26, 1 | (24 << 16)) })
        {
            BinaryPrimitives.WriteInt32LittleEndian(bitmap.AsSpan(offset), value);
        }

        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                byte[] rgb = colour(Nearest(height - 1 - y, height, rows), Nearest(x, width, columns));
                for (int k = 0; k < 3; k++)
                    bitmap[HeaderLength + (y * stride) + (3 * x) + k] = rgb[2 - k];
            }
        }

        return "data:image/bmp;base64," + Convert.ToBase64String(bitmap);
    }

    private static int Nearest(int index, int shown, int all) => shown == all ? index : (int)((index + 0.5) * all / shown);
}
