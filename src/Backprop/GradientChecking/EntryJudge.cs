namespace Backprop;

/// <summary>Whether an analytic derivative agrees with a measured one, and whether agreeing says anything.</summary>
internal static class EntryJudge
{
    /// <summary>
    /// A tolerance decides something if it is below this part of what it judges: then an entry that is off by a thousandth is found.
    /// </summary>
    public const double DecisivePart = 1.0 / 2000;

    /// <summary>
    /// Right if they differ by no more than the method's error, the rounding of the analytic value and the accepted relative error explain.
    /// </summary>
    public static bool Agree(double analytic, DerivativeEstimate numeric, double rounding, double relativeTolerance) =>
        Math.Abs(analytic - numeric.Value) <= numeric.Error + rounding
            + (relativeTolerance * Math.Max(Math.Abs(analytic), Math.Abs(numeric.Value)));

    /// <summary>Whether a tolerance is small enough beside what it judges; one that is infinite or NaN never is.</summary>
    /// <param name="tolerance">How far the two derivatives may differ.</param>
    /// <param name="size">The size of the derivative, or that of its layer's gradient where the derivative is 0.</param>
    public static bool Decides(double tolerance, double size) => tolerance < DecisivePart * Math.Abs(size);

    /// <summary>
    /// Whether the function has a kink and the analytic derivative is one of the two one-sided ones, or lies between: any of these is a
    /// subgradient, and which of them a program returns is a convention.
    /// </summary>
    public static bool IsSubgradient(double analytic, DerivativeEstimate left, DerivativeEstimate right, double rounding)
    {
        double error = left.Error + right.Error + rounding;
        return Math.Abs(left.Value - right.Value) > 4 * error
            && analytic >= Math.Min(left.Value, right.Value) - error
            && analytic <= Math.Max(left.Value, right.Value) + error;
    }
}
