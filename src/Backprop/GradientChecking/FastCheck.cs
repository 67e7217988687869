namespace Backprop;

/// <summary>
/// A check along random directions v: the slope of the loss along v, measured once with dual numbers, against g·v.
/// One direction costs two forward passes, however many parameters there are.
/// </summary>
/// <param name="Directions">What each direction showed.</param>
public sealed record FastCheck(IReadOnlyList<DirectionCheck> Directions)
{
    /// <summary>The largest relative error of a direction.</summary>
    public double WorstRelativeError => Directions.Max(direction => direction.RelativeError);

    /// <summary>
    /// Whether the tolerances are small enough to decide anything: an error of a millionth of the gradient's norm has to be found but for
    /// one case in a million.
    /// </summary>
    internal bool Decides(double norm) => MissProbability(1e-6 * norm) <= 1e-6;

    /// <summary>The probability that an error e of the gradient, in one parameter or in many, is missed by every direction.</summary>
    /// <remarks>
    /// The directions are standard normal, so e·v is normal with standard deviation ‖e‖, whatever the error looks like.
    /// A direction with tolerance τ misses it with probability P(|e·v| ≤ τ) = erf(τ / (‖e‖·√2)) ≤ √(2/π)·τ/‖e‖,
    /// and independent directions miss it with the product of these.
    /// </remarks>
    /// <param name="errorNorm">‖e‖: for an error in one parameter its size.</param>
    public double MissProbability(double errorNorm) =>
        Directions.Aggregate(
            1.0, (probability, direction) => probability * Math.Min(1, Math.Sqrt(2 / Math.PI) * direction.Tolerance / errorNorm));
}

/// <summary>One direction of a fast check.</summary>
/// <param name="Analytic">g·v with the gradient that is checked.</param>
/// <param name="Numeric">The slope of the loss along v.</param>
/// <param name="Tolerance">How far rounding may set them apart.</param>
public sealed record DirectionCheck(double Analytic, double Numeric, double Tolerance)
{
    /// <summary>Whether the two agree.</summary>
    public bool Agrees => Math.Abs(Analytic - Numeric) <= Tolerance;

    /// <summary>|analytic − numeric| / max(|analytic|, |numeric|).</summary>
    public double RelativeError => Difference.Relative(Analytic, Numeric);
}
