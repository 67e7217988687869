using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop;

/// <summary>
/// The three matrix products of backpropagation over row-major storage, without ever building a transpose:
/// z = a·W (forward), ∂L/∂a = delta·Wᵀ (backward), ∂L/∂W = aᵀ·delta (gradient).
/// </summary>
/// <remarks>
/// Every entry of C is the same sum in the same order on every path, c ← <see cref="Backprop.MultiplyAdd"/>(aᵢₖ, bₖⱼ, c) from c = 0 for
/// k = 0, 1, 2, …:
/// blocks, vector width and threads decide only which entries are computed together. So the result does not depend
/// on them, bit for bit, and a single sample gives the same numbers as the same sample in a batch.
/// <para>
/// How a large product is blocked (K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, 2008).
/// A multiply-add needs two operands, and memory delivers them far more slowly than the processor consumes them,
/// so each level of the memory hierarchy keeps what is used again soonest:
/// </para>
/// <code>
/// for each block of up to 320 k                      (part of every sum)
///   for each block of up to 512 columns of C
///     pack B: k × columns                            stays in the L3 cache
///     for each block of up to 192 rows of C
///       pack A: rows × k                             stays in the L2 cache
///       for each panel of 2 vectors of columns       a panel of B stays in the L1 cache, used by every tile of rows
///         for each tile of 8 rows (4 with 16 registers)
///           the tile of C is kept in registers while k runs: <see cref="ProductTile"/>
/// </code>
/// <para>
/// Packing copies a block into the order in which the tile reads it, so a transposed operand costs only another
/// order of copying, and zero-padding at the edges leaves one tile shape. Threads share nothing but the operands:
/// C is cut into strips, and each is a product of its own.
/// </para>
/// </remarks>
internal static unsafe class MatrixProduct
{
    private const int DepthOfBlock = 320;
    private const int RowsOfBlock = 192;
    private const int ColumnsOfBlock = 512;

    /// <summary>Panels are this much apart, so that they do not all fall into the same set of the cache.</summary>
    private const int Padding = 8;

    /// <summary>From so many multiply-adds on, a second thread pays for its start (fits the timings of the benchmarks).</summary>
    private const long ParallelProduct = 2_000_000;

    [ThreadStatic]
    private static double[]? packed;

    /// <summary>C = A·B: (n × m) · (m × p).</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(m * p)], p, 1, c[..(n * p)], n, m, p);

    /// <summary>C += A·B: (n × m) · (m × p); the sums start from what C holds.</summary>
    public static void MultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(m * p)], p, 1, c[..(n * p)], n, m, p, add: true);

    /// <summary>C = Aᵀ·B: (n × m)ᵀ · (n × p).</summary>
    public static void TransposeMultiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], 1, m, b[..(n * p)], p, 1, c[..(m * p)], m, n, p);

    /// <summary>C += Aᵀ·B: (n × m)ᵀ · (n × p); the sums start from what C holds.</summary>
    public static void TransposeMultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], 1, m, b[..(n * p)], p, 1, c[..(m * p)], m, n, p, add: true);

    /// <summary>C = A·Bᵀ: (n × m) · (p × m)ᵀ.</summary>
    public static void MultiplyTranspose(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p) =>
        Product(a[..(n * m)], m, 1, b[..(p * m)], 1, m, c[..(n * p)], n, m, p);

    /// <summary>C is rows × columns, each entry a sum of depth terms, added to what C holds or to zero.</summary>
    private readonly record struct Size(int Rows, int Depth, int Columns, bool Add);

    /// <summary>
    /// A matrix somewhere in memory: entry (i, j) is at Start + i·RowStride + j·ColumnStride. Swapped strides are the transpose.
    /// </summary>
    private readonly struct View(double* start, nint rowStride, nint columnStride)
    {
        public readonly nint RowStride = rowStride;
        public readonly nint ColumnStride = columnStride;

        public double* At(int row, int column) => start + (row * RowStride) + (column * ColumnStride);

        public View From(int row, int column) => new(At(row, column), RowStride, ColumnStride);
    }

    private static void Product(
        ReadOnlySpan<double> a, int aRow, int aColumn, ReadOnlySpan<double> b, int bRow, int bColumn, Span<double> c, int rows, int depth,
        int columns, bool add = false)
    {
        fixed (double* aStart = a, bStart = b, cStart = c)
        {
            View viewA = new(aStart, aRow, aColumn), viewB = new(bStart, bRow, bColumn), viewC = new(cStart, columns, 1);
            Size size = new(rows, depth, columns, add);
            if ((long)rows * depth * columns < ParallelProduct || Parallelism.Available == 1) Block(viewA, viewB, viewC, size);
            else Strips(viewA, viewB, viewC, size);
        }
    }

    /// <summary>Cuts the longer side of C into a strip for each thread.</summary>
    private static void Strips(View a, View b, View c, Size size)
    {
        const int Multiple = 16;
        bool byRows = size.Rows > size.Columns;
        int length = byRows ? size.Rows : size.Columns;
        int strips = Math.Min(Parallelism.Available, (length + Multiple - 1) / Multiple);
        Parallelism.For(strips, strip =>
        {
            int start = Parallelism.Start(strip, strips, length, Multiple);
            int count = Parallelism.Start(strip + 1, strips, length, Multiple) - start;
            if (byRows) Block(a.From(start, 0), b, c.From(start, 0), size with { Rows = count });
            else Block(a, b.From(0, start), c.From(0, start), size with { Columns = count });
        });
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
        fixed (double* buffer = packed ??= GC.AllocateUninitializedArray<double>(PackedLength(RowsOfBlock, height)
            + PackedLength(ColumnsOfBlock, width) + (height * width) + 8, pinned: true))
        {
            double* packedA = (double*)(((nint)buffer + 63) & ~63);
            double* packedB = packedA + PackedLength(RowsOfBlock, height);
            double* edge = packedB + PackedLength(ColumnsOfBlock, width);
            int depthStep = Even(size.Depth, DepthOfBlock, 1), rowStep = Even(size.Rows, RowsOfBlock, height);
            for (int k = 0; k < size.Depth; k += depthStep)
            {
                int depth = Math.Min(depthStep, size.Depth - k);
                for (int j = 0; j < size.Columns; j += ColumnsOfBlock)
                {
                    int columns = Math.Min(ColumnsOfBlock, size.Columns - j);
                    Pack(b.At(k, j), b.RowStride, b.ColumnStride, depth, columns, width, packedB);
                    for (int i = 0; i < size.Rows; i += rowStep)
                    {
                        int rows = Math.Min(rowStep, size.Rows - i);
                        Pack(a.At(i, k), a.ColumnStride, a.RowStride, depth, rows, height, packedA);
                        Tiles<TSimd, TVector>(packedA, packedB, edge, c.From(i, j), new(rows, depth, columns, size.Add || k > 0));
                    }
                }
            }
        }

        // Equal blocks, rather than full ones and a thin rest.
        static int Even(int length, int most, int multiple)
        {
            int parts = Math.Max((length + most - 1) / most, 1);
            return (((length + parts - 1) / parts) + multiple - 1) / multiple * multiple;
        }

        static int PackedLength(int count, int width) => count / width * ((DepthOfBlock * width) + Padding);
    }

    /// <summary>The product of two packed blocks. A tile that does not fit is computed beside C and its part copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tiles<TSimd, TVector>(double* packedA, double* packedB, double* edge, View c, Size size)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        int height = TSimd.TileRows, width = 2 * TSimd.Count;
        double* b = packedB;
        for (int j = 0; j < size.Columns; j += width, b += (size.Depth * width) + Padding)
        {
            double* a = packedA;
            for (int i = 0; i < size.Rows; i += height, a += (size.Depth * height) + Padding)
            {
                double* tile = c.At(i, j);
                int rows = Math.Min(height, size.Rows - i), columns = Math.Min(width, size.Columns - j);
                if (rows == height && columns == width)
                {
                    ProductTile.Run<TSimd, TVector>(size.Depth, a, b, tile, c.RowStride, size.Add);
                    continue;
                }

                if (size.Add) Copy(tile, c.RowStride, edge, width, rows, columns);
                ProductTile.Run<TSimd, TVector>(size.Depth, a, b, edge, width, size.Add);
                Copy(edge, width, tile, c.RowStride, rows, columns);
            }
        }
    }

    /// <summary>
    /// Copies columns of a block into panels of <paramref name="width"/> columns, each row by row, and fills the last up with zeros.
    /// For A, whose panels are of rows, the strides come swapped.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(double* source, nint rowStride, nint columnStride, int depth, int count, int width, double* panels)
    {
        nint panelLength = (depth * width) + Padding;
        int whole = count / width;
        if (count > whole * width) new Span<double>(panels + (whole * panelLength), depth * width).Clear();

        // Where the columns lie side by side, a row is read for all panels at once: each row is on another page.
        if (columnStride == 1)
        {
            for (int k = 0; k < depth; k++, source += rowStride)
            {
                double* from = source, to = panels + (k * width);
                for (int panel = 0; panel < whole; panel++, from += width, to += panelLength)
                    CopyWhole(from, to, width);
                for (int j = whole * width; j < count; j++)
                    *to++ = *from++;
            }

            return;
        }

        // Otherwise four columns are read at once, each along the memory.
        for (int j = 0; j < count; j += 4)
        {
            double* s0 = source + (j * columnStride), to = panels + (j / width * panelLength) + (j % width);
            if (j + 4 <= count)
            {
                double* s1 = s0 + columnStride, s2 = s1 + columnStride, s3 = s2 + columnStride;
                for (nint k = 0; k < depth; k++, to += width)
                    Vector256.Create(s0[k * rowStride], s1[k * rowStride], s2[k * rowStride], s3[k * rowStride]).Store(to);
                continue;
            }

            for (nint k = 0; k < depth; k++, to += width)
            {
                for (int rest = 0; rest < count - j; rest++)
                    to[rest] = s0[(k * rowStride) + (rest * columnStride)];
            }
        }
    }

    /// <summary>Copies a multiple of 4 entries.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWhole(double* from, double* to, int count)
    {
        for (int j = 0; j < count; j += 4)
            Vector256.Load(from + j).Store(to + j);
    }

    private static void Copy(double* from, nint fromStride, double* to, nint toStride, int rows, int columns)
    {
        for (int i = 0; i < rows; i++, from += fromStride, to += toStride)
            new ReadOnlySpan<double>(from, columns).CopyTo(new Span<double>(to, columns));
    }
}
