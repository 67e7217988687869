using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop;

/// <summary>
/// The three matrix products of backpropagation over row-major storage, without ever building a transpose:
/// z = a·W (forward), ∂L/∂a = delta·Wᵀ (backward), ∂L/∂W = aᵀ·delta (gradient).
/// </summary>
/// <remarks>
/// Every entry of C is the same sum in the same order on every path, c ← fma(aᵢₖ, bₖⱼ, c) from c = 0 for k = 0, 1, 2, …:
/// blocks, vector width and threads decide only which entries are computed together. So the result does not depend
/// on them, bit for bit, and a single sample gives the same numbers as the same sample in a batch.
/// <para>
/// How a large product is blocked (K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).
/// A multiply-add needs two operands, and memory delivers them far more slowly than the processor consumes them,
/// so each level of the memory hierarchy keeps what is used again soonest:
/// </para>
/// <code>
/// for each block of 256 k                            (part of every sum)
///   for each block of 256 rows of C
///     pack A: rows × k                               stays in the L2 cache
///     for each panel of 2 vectors of columns of C
///       pack B: k × panel                            stays in the L1 cache, used once by every tile of rows
///       for each tile of 8 rows (4 with 16 registers)
///         the tile of C is kept in registers while k runs: <see cref="ProductTile"/>
/// </code>
/// <para>
/// Packing copies a block into the order in which the tile reads it, so a transposed operand costs only another
/// order of copying, and zero-padding at the edges leaves one tile shape. Threads share nothing but the operands:
/// C is cut into strips, and each is a product of its own.
/// </para>
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int DepthOfBlock = 256;
    private const int RowsOfBlock = 256;

    /// <summary>Up to so many multiply-adds, a plain loop is faster than packing (measured).</summary>
    private const int SmallProduct = 256;

    /// <summary>From so many multiply-adds on, a second thread pays for its start (measured).</summary>
    private const long ParallelProduct = 2_000_000;

    [ThreadStatic]
    private static double[]? packed;

    /// <summary>How many threads one product may use.</summary>
    public static int MaxDegreeOfParallelism { get; set; } = Environment.ProcessorCount;

    /// <summary>C = A·B: (n × m) · (m × p).</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(m * p)], p, 1, c[..(n * p)], new(n, m, p));

    /// <summary>C += A·B: (n × m) · (m × p); the sums start from what C holds.</summary>
    public static void MultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(m * p)], p, 1, c[..(n * p)], new(n, m, p, Add: true));

    /// <summary>C = Aᵀ·B: (n × m)ᵀ · (n × p).</summary>
    public static void TransposeMultiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], 1, m, b[..(n * p)], p, 1, c[..(m * p)], new(m, n, p));

    /// <summary>C = A·Bᵀ: (n × m) · (p × m)ᵀ.</summary>
    public static void MultiplyTranspose(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(p * m)], 1, m, c[..(n * p)], new(n, m, p));

    /// <summary>C is rows × columns, each entry a sum of depth terms, added to what C holds or to zero.</summary>
    private readonly record struct Size(int Rows, int Depth, int Columns, bool Add = false)
    {
        public long MultiplyAdds => (long)Rows * Depth * Columns;
    }

    /// <summary>A matrix somewhere in memory: entry (i, j) is at Start + i·RowStride + j·ColumnStride. Swapped strides are the transpose.</summary>
    private readonly struct View(double* start, nint rowStride, nint columnStride)
    {
        public readonly nint RowStride = rowStride;
        public readonly nint ColumnStride = columnStride;

        public double* At(int row, int column) => start + (row * RowStride) + (column * ColumnStride);

        public View From(int row, int column) => new(At(row, column), RowStride, ColumnStride);
    }

    private static void Product(ReadOnlySpan<double> a, int aRow, int aColumn, ReadOnlySpan<double> b, int bRow, int bColumn, Span<double> c, Size size)
    {
        fixed (double* aStart = a, bStart = b, cStart = c)
        {
            View viewA = new(aStart, aRow, aColumn), viewB = new(bStart, bRow, bColumn), viewC = new(cStart, size.Columns, 1);
            if (size.MultiplyAdds <= SmallProduct) Loop(viewA, viewB, viewC, size);
            else if (size.MultiplyAdds < ParallelProduct || MaxDegreeOfParallelism == 1) Block(viewA, viewB, viewC, size);
            else Strips(viewA, viewB, viewC, size);
        }
    }

    /// <summary>The product as its definition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop(View a, View b, View c, Size size)
    {
        for (int i = 0; i < size.Rows; i++)
        {
            for (int j = 0; j < size.Columns; j++)
            {
                double* x = a.At(i, 0), y = b.At(0, j), result = c.At(i, j);
                double sum = size.Add ? *result : 0;
                for (int k = size.Depth; k > 0; k--, x += a.ColumnStride, y += b.RowStride)
                    sum = Math.FusedMultiplyAdd(*x, *y, sum);
                *result = sum;
            }
        }
    }

    /// <summary>Cuts the longer side of C into a strip for each thread.</summary>
    private static void Strips(View a, View b, View c, Size size)
    {
        const int Multiple = 16;
        bool byRows = size.Rows > size.Columns;
        int length = byRows ? size.Rows : size.Columns;
        int strips = Math.Min(MaxDegreeOfParallelism, (length + Multiple - 1) / Multiple);
        Parallel.For(0, strips, strip =>
        {
            int start = Bound(strip), count = Bound(strip + 1) - start;
            if (byRows) Block(a.From(start, 0), b, c.From(start, 0), size with { Rows = count });
            else Block(a, b.From(0, start), c.From(0, start), size with { Columns = count });
        });

        int Bound(int strip) => strip == strips ? length : (int)((long)length * strip / strips / Multiple * Multiple);
    }

    private static void Block(View a, View b, View c, Size size)
    {
        if (Vector512.IsHardwareAccelerated) Block<Simd512, Vector512<double>>(a, b, c, size);
        else if (Vector256.IsHardwareAccelerated) Block<Simd256, Vector256<double>>(a, b, c, size);
        else Block<Simd128, Vector128<double>>(a, b, c, size);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block<TSimd, TVector>(View a, View b, View c, Size size)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int height = TSimd.TileRows, width = 2 * TSimd.Count;
        packed ??= GC.AllocateUninitializedArray<double>(((RowsOfBlock + width) * DepthOfBlock) + (height * width) + 8, pinned: true);
        fixed (double* buffer = packed)
        {
            double* packedA = (double*)(((nint)buffer + 63) & ~63);
            double* packedB = packedA + (RowsOfBlock * DepthOfBlock);
            double* edge = packedB + (width * DepthOfBlock);
            for (int k = 0; k < size.Depth; k += DepthOfBlock)
            {
                int depth = Math.Min(DepthOfBlock, size.Depth - k);
                bool add = size.Add || k > 0;
                for (int i = 0; i < size.Rows; i += RowsOfBlock)
                {
                    int rows = Math.Min(RowsOfBlock, size.Rows - i);
                    for (int t = 0; t < rows; t += height)
                        Pack(a.At(i + t, k), a.ColumnStride, a.RowStride, depth, Math.Min(height, rows - t), height, packedA + (t * depth));
                    for (int j = 0; j < size.Columns; j += width)
                    {
                        int columns = Math.Min(width, size.Columns - j);
                        bool usedOnce = rows <= height && columns == width && b.ColumnStride == 1;
                        double* panel = usedOnce ? b.At(k, j) : packedB;
                        nint panelStride = usedOnce ? b.RowStride : width;
                        if (!usedOnce) Pack(b.At(k, j), b.RowStride, b.ColumnStride, depth, columns, width, packedB);
                        for (int t = 0; t < rows; t += height)
                        {
                            double* tile = c.At(i + t, j);
                            int tileRows = Math.Min(height, rows - t);
                            if (tileRows == height && columns == width)
                            {
                                ProductTile.Run<TSimd, TVector>(depth, packedA + (t * depth), panel, panelStride, tile, c.RowStride, add);
                                continue;
                            }

                            if (add) Copy(tile, c.RowStride, edge, width, tileRows, columns);
                            ProductTile.Run<TSimd, TVector>(depth, packedA + (t * depth), panel, panelStride, edge, width, add);
                            Copy(edge, width, tile, c.RowStride, tileRows, columns);
                        }
                    }
                }
            }
        }
    }

    /// <summary>
    /// Copies <paramref name="count"/> columns of a block into a panel of <paramref name="width"/> columns, row by row, and fills up with zeros.
    /// For A, whose panels are of rows, the strides come swapped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(double* source, nint rowStride, nint columnStride, int depth, int count, int width, double* panel)
    {
        if (count < width) new Span<double>(panel, depth * width).Clear();
        if (columnStride == 1)
        {
            for (int k = 0; k < depth; k++)
                Copy(source + (k * rowStride), panel + (k * width), count);
            return;
        }

        int j = 0;
        for (; j + 4 <= count; j += 4)
        {
            double* s0 = source + (j * columnStride), s1 = s0 + columnStride, s2 = s1 + columnStride, s3 = s2 + columnStride, target = panel + j;
            for (nint k = 0; k < depth; k++, target += width)
                Vector256.Create(s0[k * rowStride], s1[k * rowStride], s2[k * rowStride], s3[k * rowStride]).Store(target);
        }

        for (; j < count; j++)
        {
            for (int k = 0; k < depth; k++)
                panel[(k * width) + j] = source[(k * rowStride) + (j * columnStride)];
        }
    }

    private static void Copy(double* from, nint fromStride, double* to, nint toStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++)
            Copy(from + (i * fromStride), to + (i * toStride), columns);
    }

    private static void Copy(double* from, double* to, int count)
    {
        int j = 0;
        for (; j + 4 <= count; j += 4)
            Vector256.Load(from + j).Store(to + j);
        for (; j < count; j++)
            to[j] = from[j];
    }
}
