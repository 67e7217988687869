using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The three matrix products of backpropagation over row-major storage, without ever building a transpose:
/// z = a·W (forward), ∂L/∂a = delta·Wᵀ (backward), ∂L/∂W = aᵀ·delta (gradient).
/// The order of summation is fixed, so equal inputs give equal bits.
/// </summary>
internal static class MatrixProduct
{
    /// <summary>C = A·B: (n × m) · (m × p).</summary>
    public static void Multiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p)
    {
        c[..(n * p)].Clear();
        MultiplyAdd(a, b, c, n, m, p);
    }

    /// <summary>C += A·B: (n × m) · (m × p).</summary>
    public static void MultiplyAdd(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p)
    {
        for (int i = 0; i < n; i++)
        {
            var row = c.Slice(i * p, p);
            for (int k = 0; k < m; k++)
                AddScaled(b.Slice(k * p, p), a[(i * m) + k], row);
        }
    }

    /// <summary>C = Aᵀ·B: (n × m)ᵀ · (n × p).</summary>
    public static void TransposeMultiply(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p)
    {
        c[..(m * p)].Clear();
        for (int i = 0; i < n; i++)
        {
            var row = b.Slice(i * p, p);
            for (int k = 0; k < m; k++)
                AddScaled(row, a[(i * m) + k], c.Slice(k * p, p));
        }
    }

    /// <summary>C = A·Bᵀ: (n × m) · (p × m)ᵀ.</summary>
    public static void MultiplyTranspose(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n, int m, int p)
    {
        for (int i = 0; i < n; i++)
        {
            var row = a.Slice(i * m, m);
            for (int j = 0; j < p; j++)
                c[(i * p) + j] = Dot(row, b.Slice(j * m, m));
        }
    }

    private static void AddScaled(ReadOnlySpan<double> x, double factor, Span<double> sum)
    {
        if (x.Length >= 8)
        {
            TensorPrimitives.MultiplyAdd(x, factor, sum, sum);
            return;
        }

        for (int j = 0; j < x.Length; j++)
            sum[j] += x[j] * factor;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length >= 8) return TensorPrimitives.Dot(x, y);
        double sum = 0;
        for (int j = 0; j < x.Length; j++)
            sum += x[j] * y[j];
        return sum;
    }
}
