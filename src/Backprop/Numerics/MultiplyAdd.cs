using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Wasm;

namespace Backprop;

/// <summary>
/// x·y + sum, the step of every product, with one rounding. In a web page with two: WebAssembly has no instruction for one, and to
/// compute it in software takes forty times as long.
/// </summary>
internal static class MultiplyAdd
{
    /// <summary>x·y + sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(double x, double y, double sum) => PackedSimd.IsSupported ? (x * y) + sum : Math.FusedMultiplyAdd(x, y, sum);

    /// <summary>The same for two numbers at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Of(Vector128<double> x, Vector128<double> y, Vector128<double> sum) =>
        PackedSimd.IsSupported ? (x * y) + sum : Vector128.FusedMultiplyAdd(x, y, sum);
}
