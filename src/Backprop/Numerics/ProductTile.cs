using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Backprop;

/// <summary>The innermost loop of <see cref="MatrixProduct"/>: a tile of C held in registers while k runs over packed panels.</summary>
internal static unsafe class ProductTile
{
    /// <summary>C (+)= A·B for one tile of <c>TSimd.TileRows</c> rows and two vectors of columns.</summary>
    /// <param name="depth">The number of k.</param>
    /// <param name="a">depth × TileRows: the rows' entries for k = 0, then for k = 1, …</param>
    /// <param name="b">depth × 2 vectors.</param>
    /// <param name="c">The tile.</param>
    /// <param name="stride">From a row of the tile to the next.</param>
    /// <param name="add">Whether the sums start from what C holds; otherwise from zero.</param>
    public static void Run<TSimd, TVector>(int depth, double* a, double* b, double* c, nint stride, bool add)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        if (TSimd.TileRows == 8) EightRows<TSimd, TVector>(depth, a, b, c, stride, add);
        else FourRows<TSimd, TVector>(depth, a, b, c, stride, add);
    }

    /// <summary>16 sums, 2 vectors of B and 1 of A: for 32 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightRows<TSimd, TVector>(int depth, double* a, double* b, double* c, nint stride, bool add)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector c00 = default, c10 = default, c20 = default, c30 = default, c40 = default, c50 = default, c60 = default, c70 = default;
        TVector c01 = default, c11 = default, c21 = default, c31 = default, c41 = default, c51 = default, c61 = default, c71 = default;
        double* right = c + TSimd.Count;
        if (add)
        {
            (c00, c01) = (TSimd.Load(c), TSimd.Load(right));
            (c10, c11) = (TSimd.Load(c + stride), TSimd.Load(right + stride));
            (c20, c21) = (TSimd.Load(c + (2 * stride)), TSimd.Load(right + (2 * stride)));
            (c30, c31) = (TSimd.Load(c + (3 * stride)), TSimd.Load(right + (3 * stride)));
            (c40, c41) = (TSimd.Load(c + (4 * stride)), TSimd.Load(right + (4 * stride)));
            (c50, c51) = (TSimd.Load(c + (5 * stride)), TSimd.Load(right + (5 * stride)));
            (c60, c61) = (TSimd.Load(c + (6 * stride)), TSimd.Load(right + (6 * stride)));
            (c70, c71) = (TSimd.Load(c + (7 * stride)), TSimd.Load(right + (7 * stride)));
        }

        for (int k = 0; k < depth; k++)
        {
            TVector b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count);
            var x = TSimd.Broadcast(a[0]);
            (c00, c01) = (TSimd.MultiplyAdd(x, b0, c00), TSimd.MultiplyAdd(x, b1, c01));
            x = TSimd.Broadcast(a[1]);
            (c10, c11) = (TSimd.MultiplyAdd(x, b0, c10), TSimd.MultiplyAdd(x, b1, c11));
            x = TSimd.Broadcast(a[2]);
            (c20, c21) = (TSimd.MultiplyAdd(x, b0, c20), TSimd.MultiplyAdd(x, b1, c21));
            x = TSimd.Broadcast(a[3]);
            (c30, c31) = (TSimd.MultiplyAdd(x, b0, c30), TSimd.MultiplyAdd(x, b1, c31));
            x = TSimd.Broadcast(a[4]);
            (c40, c41) = (TSimd.MultiplyAdd(x, b0, c40), TSimd.MultiplyAdd(x, b1, c41));
            x = TSimd.Broadcast(a[5]);
            (c50, c51) = (TSimd.MultiplyAdd(x, b0, c50), TSimd.MultiplyAdd(x, b1, c51));
            x = TSimd.Broadcast(a[6]);
            (c60, c61) = (TSimd.MultiplyAdd(x, b0, c60), TSimd.MultiplyAdd(x, b1, c61));
            x = TSimd.Broadcast(a[7]);
            (c70, c71) = (TSimd.MultiplyAdd(x, b0, c70), TSimd.MultiplyAdd(x, b1, c71));
            a += 8;
            b += 2 * TSimd.Count;
        }

        Store<TSimd, TVector>(c, right, c00, c01);
        Store<TSimd, TVector>(c + stride, right + stride, c10, c11);
        Store<TSimd, TVector>(c + (2 * stride), right + (2 * stride), c20, c21);
        Store<TSimd, TVector>(c + (3 * stride), right + (3 * stride), c30, c31);
        Store<TSimd, TVector>(c + (4 * stride), right + (4 * stride), c40, c41);
        Store<TSimd, TVector>(c + (5 * stride), right + (5 * stride), c50, c51);
        Store<TSimd, TVector>(c + (6 * stride), right + (6 * stride), c60, c61);
        Store<TSimd, TVector>(c + (7 * stride), right + (7 * stride), c70, c71);
    }

    /// <summary>8 sums, 2 vectors of B and 1 of A: for 16 registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<TSimd, TVector>(int depth, double* a, double* b, double* c, nint stride, bool add)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TVector c00 = default, c10 = default, c20 = default, c30 = default, c01 = default, c11 = default, c21 = default, c31 = default;
        double* right = c + TSimd.Count;
        if (add)
        {
            (c00, c01) = (TSimd.Load(c), TSimd.Load(right));
            (c10, c11) = (TSimd.Load(c + stride), TSimd.Load(right + stride));
            (c20, c21) = (TSimd.Load(c + (2 * stride)), TSimd.Load(right + (2 * stride)));
            (c30, c31) = (TSimd.Load(c + (3 * stride)), TSimd.Load(right + (3 * stride)));
        }

        for (int k = 0; k < depth; k++)
        {
            TVector b0 = TSimd.Load(b), b1 = TSimd.Load(b + TSimd.Count);
            var x = TSimd.Broadcast(a[0]);
            (c00, c01) = (TSimd.MultiplyAdd(x, b0, c00), TSimd.MultiplyAdd(x, b1, c01));
            x = TSimd.Broadcast(a[1]);
            (c10, c11) = (TSimd.MultiplyAdd(x, b0, c10), TSimd.MultiplyAdd(x, b1, c11));
            x = TSimd.Broadcast(a[2]);
            (c20, c21) = (TSimd.MultiplyAdd(x, b0, c20), TSimd.MultiplyAdd(x, b1, c21));
            x = TSimd.Broadcast(a[3]);
            (c30, c31) = (TSimd.MultiplyAdd(x, b0, c30), TSimd.MultiplyAdd(x, b1, c31));
            a += 4;
            b += 2 * TSimd.Count;
        }

        Store<TSimd, TVector>(c, right, c00, c01);
        Store<TSimd, TVector>(c + stride, right + stride, c10, c11);
        Store<TSimd, TVector>(c + (2 * stride), right + (2 * stride), c20, c21);
        Store<TSimd, TVector>(c + (3 * stride), right + (3 * stride), c30, c31);
    }

    private static void Store<TSimd, TVector>(double* left, double* right, TVector first, TVector second)
        where TSimd : ISimd<TVector>
        where TVector : struct
    {
        TSimd.Store(first, left);
        TSimd.Store(second, right);
    }
}

/// <summary>What the tile needs of a vector width, so that its loop is written once for all.</summary>
internal unsafe interface ISimd<TVector>
{
    /// <summary>The number of doubles in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The rows of a tile: as many as the registers hold.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(double* source);

    static abstract TVector Broadcast(double value);

    /// <summary>x·y + sum.</summary>
    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    static abstract void Store(TVector vector, double* target);
}

/// <summary>AVX-512.</summary>
internal unsafe readonly struct Simd512 : ISimd<Vector512<double>>
{
    public static int Count => 8;

    public static int TileRows => 8;

    public static Vector512<double> Load(double* source) => Vector512.Load(source);

    public static Vector512<double> Broadcast(double value) => Vector512.Create(value);

    public static Vector512<double> MultiplyAdd(Vector512<double> x, Vector512<double> y, Vector512<double> sum) =>
        Vector512.FusedMultiplyAdd(x, y, sum);

    public static void Store(Vector512<double> vector, double* target) => vector.Store(target);
}

/// <summary>AVX2.</summary>
internal unsafe readonly struct Simd256 : ISimd<Vector256<double>>
{
    public static int Count => 4;

    public static int TileRows => 4;

    public static Vector256<double> Load(double* source) => Vector256.Load(source);

    public static Vector256<double> Broadcast(double value) => Vector256.Create(value);

    public static Vector256<double> MultiplyAdd(Vector256<double> x, Vector256<double> y, Vector256<double> sum) =>
        Vector256.FusedMultiplyAdd(x, y, sum);

    public static void Store(Vector256<double> vector, double* target) => vector.Store(target);
}

/// <summary>ARM64, with 32 registers, and web pages.</summary>
internal unsafe readonly struct Simd128 : ISimd<Vector128<double>>
{
    public static int Count => 2;

    public static int TileRows => 8;

    public static Vector128<double> Load(double* source) => Vector128.Load(source);

    public static Vector128<double> Broadcast(double value) => Vector128.Create(value);

    public static Vector128<double> MultiplyAdd(Vector128<double> x, Vector128<double> y, Vector128<double> sum) =>
        Backprop.MultiplyAdd.Of(x, y, sum);

    public static void Store(Vector128<double> vector, double* target) => vector.Store(target);
}
