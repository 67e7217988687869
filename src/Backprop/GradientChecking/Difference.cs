namespace Backprop;

/// <summary>How two numbers differ.</summary>
internal static class Difference
{
    /// <summary>|x − y| / max(|x|, |y|); 0 where both are 0.</summary>
    public static double Relative(double x, double y) => x == y ? 0 : Math.Abs(x - y) / Math.Max(Math.Abs(x), Math.Abs(y));
}
