namespace Backprop.Tests;

/// <summary>Every path of the product (blocks, edges, strips of threads) against its definition, bit for bit.</summary>
[Collection(nameof(ThreadCollection))]
public sealed class MatrixProductTests
{
    /// <summary>Sizes on both sides of every tile, panel, block and threshold.</summary>
    public static TheoryData<int, int, int> Sizes => new()
    {
        { 1, 1, 1 }, { 4, 2, 2 }, { 4, 2, 1 }, { 1, 2, 1 }, { 6, 6, 7 }, { 6, 6, 8 },
        { 1, 64, 128 }, { 8, 33, 16 }, { 8, 33, 17 }, { 9, 33, 16 }, { 7, 300, 15 }, { 32, 64, 10 },
        { 255, 5, 17 }, { 257, 5, 31 }, { 3, 255, 3 }, { 3, 256, 3 }, { 3, 257, 3 }, { 5, 513, 33 }, { 5, 321, 9 }, { 9, 641, 5 }, { 193, 3,
            513 }, { 520, 2, 40 },
        { 130, 260, 66 }, { 65, 1, 520 }, { 300, 40, 300 }, { 17, 1000, 170 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Every_entry_is_the_fused_sum_in_the_order_of_k_bit_for_bit(int n, int m, int p)
    {
        double[] a = Entries(n * m, 1), b = Entries(m * p, 2);

        var (product, sum, left, right) = (Entries(n * p, 3), Entries(n * p, 4), Entries(n * p, 5), Entries(n * p, 6));
        var (expected, expectedSum) = (Definition(a, b, new double[n * p], n, m, p), Definition(a, b, sum, n, m, p));

        MatrixProduct.Multiply(a, b, product, n, m, p);
        MatrixProduct.MultiplyAdd(a, b, sum, n, m, p);
        MatrixProduct.TransposeMultiply(Transpose(a, n, m), b, left, m, n, p);
        MatrixProduct.MultiplyTranspose(a, Transpose(b, m, p), right, n, m, p);
        Assert.Equal(expected, product);
        Assert.Equal(expectedSum, sum);
        Assert.Equal(expected, left);
        Assert.Equal(expected, right);
    }

    [Theory]
    [InlineData(200, 130, 210)]
    [InlineData(1000, 300, 10)]
    [InlineData(10, 300, 1000)]
    public void The_result_does_not_depend_on_the_number_of_threads(int n, int m, int p)
    {
        double[] a = Entries(n * m, 1), b = Entries(m * p, 2);
        double[] expected = new double[n * p], actual = new double[n * p];
        int usual = Parallelism.MaxDegree;
        try
        {
            Parallelism.MaxDegree = 1;
            MatrixProduct.Multiply(a, b, expected, n, m, p);
            foreach (int threads in new[] { 2, 3, 7, 200 })
            {
                Parallelism.MaxDegree = threads;
                MatrixProduct.Multiply(a, b, actual, n, m, p);
                Assert.Equal(expected, actual);
            }
        }
        finally
        {
            Parallelism.MaxDegree = usual;
        }
    }

    [Fact]
    public void Infinities_and_NaN_stay_in_their_rows_and_columns()
    {
        const int Size = 21;
        double[] a = Entries(Size * Size, 1), b = Entries(Size * Size, 2), c = new double[Size * Size];
        a[0] = double.NaN;
        b[Size] = double.PositiveInfinity;

        MatrixProduct.Multiply(a, b, c, Size, Size, Size);

        for (int i = 1; i < Size; i++)
        {
            for (int j = 1; j < Size; j++)
                Assert.True(double.IsFinite(c[(i * Size) + j]), $"c[{i},{j}] is {c[(i * Size) + j]}");
        }

        Assert.True(double.IsNaN(c[Size - 1]));
        Assert.False(double.IsFinite(c[(Size - 1) * Size]));
    }

    private static double[] Definition(double[] a, double[] b, double[] start, int n, int m, int p)
    {
        double[] c = (double[])start.Clone();
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < p; j++)
            {
                for (int k = 0; k < m; k++)
                    c[(i * p) + j] = MultiplyAdd.Of(a[(i * m) + k], b[(k * p) + j], c[(i * p) + j]);
            }
        }

        return c;
    }

    private static double[] Transpose(double[] values, int rows, int columns) => [.. new Matrix(rows, columns, values).Transpose().Values];

    private static double[] Entries(int count, uint seed) => [.. new RandomState(seed).Randn(count)];
}
