namespace Backprop;

/// <summary>
/// A check along random directions v: the slope of the loss along v, measured once with dual numbers, against g·v.
/// One direction costs two forward passes, however many parameters there are.
/// </summary>
/// <param name="Directions">What each direction showed.</param>
public sealed record FastCheck(IReadOnlyList<DirectionCheck> Directions)
{
    /// <summary>
    /// The smallest norm of the gradient's matrices and vectors, each in the unit of its part of the directions; those that are all 0 are
    /// not among them.
    /// </summary>
    internal double SmallestNorm { get; init; }

    /// <summary>The matrices and vectors whose derivatives are 0 in both gradients: W1, b1, …</summary>
    internal IReadOnlyList<string> Untested { get; init; } = [];

    /// <summary>The largest relative error of a direction.</summary>
    public double WorstRelativeError => Directions.Max(direction => direction.RelativeError);

    /// <summary>Whether every direction agrees.</summary>
    internal bool Agrees => Directions.All(direction => direction.Agrees);

    /// <summary>
    /// Whether the tolerances are small enough to decide anything: an error of a hundred-thousandth of the norm of the matrix or vector
    /// it is in has to be found but for one case in a million.
    /// </summary>
    internal bool Decides => MissOfSmall <= 1e-6;

    /// <summary>The probability that an error of a hundred-thousandth of the norm of the matrix or vector it is in is missed.</summary>
    internal double MissOfSmall => MissProbability(1e-5 * SmallestNorm);

    /// <summary>The probability that an error e of the gradient, in one parameter or in many, is missed by every direction.</summary>
    /// <remarks>
    /// The directions are normal, with a standard deviation of 1 or more in every parameter (more where the derivatives of a W or b are
    /// small), so e·v is normal with standard deviation ‖e‖ or more, whatever the error looks like. A direction with tolerance τ misses it
    /// with probability P(|e·v| ≤ τ) = erf(τ / (‖e‖·√2)) ≤ √(2/π)·τ/‖e‖, and independent directions miss it with the product of these.
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
