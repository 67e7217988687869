using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop.Benchmarks;

/// <summary>The double-precision peak of one core: independent chains of fused multiply-adds on registers alone.</summary>
internal static class Peak
{
    private const int Chains = 12;
    private const int Steps = 100_000;

    /// <summary>Floating-point operations per second, the best of several runs.</summary>
    public static double Measure() =>
        Vector512.IsHardwareAccelerated ? Measure<Simd512, Vector512<double>>()
        : Vector256.IsHardwareAccelerated ? Measure<Simd256, Vector256<double>>()
        : Measure<Simd128, Vector128<double>>();

    private static unsafe double Measure<TSimd, TVector>()
        where TSimd : ISimd<TVector>
        where TVector : struct =>
        2.0 * Chains * Steps * TSimd.Count / CpuClock.Fastest(10, static () =>
        {
            fixed (double* results = new double[Chains * TSimd.Count])
                Run<TSimd, TVector>(results);
        });

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Run<TSimd, TVector>(double* results)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector x = TSimd.Broadcast(0.999), y = TSimd.Broadcast(0.001);
        TVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
        for (int step = 0; step < Steps; step++)
        {
            a = TSimd.MultiplyAdd(a, x, y);
            b = TSimd.MultiplyAdd(b, x, y);
            c = TSimd.MultiplyAdd(c, x, y);
            d = TSimd.MultiplyAdd(d, x, y);
            e = TSimd.MultiplyAdd(e, x, y);
            f = TSimd.MultiplyAdd(f, x, y);
            g = TSimd.MultiplyAdd(g, x, y);
            h = TSimd.MultiplyAdd(h, x, y);
            i = TSimd.MultiplyAdd(i, x, y);
            j = TSimd.MultiplyAdd(j, x, y);
            k = TSimd.MultiplyAdd(k, x, y);
            l = TSimd.MultiplyAdd(l, x, y);
        }

        // Stored, so that no chain is left out as unused.
        Store<TSimd, TVector>(results, a, b, c, d);
        Store<TSimd, TVector>(results + (4 * TSimd.Count), e, f, g, h);
        Store<TSimd, TVector>(results + (8 * TSimd.Count), i, j, k, l);
    }

    private static unsafe void Store<TSimd, TVector>(double* results, TVector a, TVector b, TVector c, TVector d)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(a, results);
        TSimd.Store(b, results + TSimd.Count);
        TSimd.Store(c, results + (2 * TSimd.Count));
        TSimd.Store(d, results + (3 * TSimd.Count));
    }
}
