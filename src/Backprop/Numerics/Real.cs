using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>A double as an <see cref="IScalar{T}"/>.</summary>
/// <param name="Value">The number.</param>
internal readonly record struct Real(double Value) : IScalar<Real>
{
    /// <inheritdoc/>
    public static implicit operator Real(double value) => new(value);

    /// <summary>The double itself.</summary>
    public static implicit operator double(Real x) => x.Value;

    /// <inheritdoc/>
    public static Real operator +(Real x, Real y) => new(x.Value + y.Value);

    /// <inheritdoc/>
    public static Real operator -(Real x, Real y) => new(x.Value - y.Value);

    /// <inheritdoc/>
    public static Real operator *(Real x, Real y) => new(x.Value * y.Value);

    /// <inheritdoc/>
    public static Real operator /(Real x, Real y) => new(x.Value / y.Value);

    /// <inheritdoc/>
    public static Real operator -(Real x) => new(-x.Value);

    /// <inheritdoc/>
    public static Real Exp(Real x) => new(Math.Exp(x.Value));

    /// <summary>
    /// eˣ − 1. Kahan's formula: the rounding error of u = eˣ in u − 1 and in ln u is the same and cancels.
    /// </summary>
    /// <remarks>W. Kahan, quoted in N. Higham, Accuracy and Stability of Numerical Algorithms, section 1.14.1.</remarks>
    public static Real ExpM1(Real x)
    {
        double u = Math.Exp(x.Value);
        if (u == 1) return x;
        double difference = u - 1;
        return difference == -1 || double.IsInfinity(u) ? new(difference) : new(difference * x.Value / Math.Log(u));
    }

    /// <inheritdoc/>
    public static Real Log(Real x) => new(Math.Log(x.Value));

    /// <summary>ln(1 + x) by Kahan's formula, as for <see cref="ExpM1"/>.</summary>
    public static Real LogP1(Real x)
    {
        double u = 1 + x.Value;
        if (u == 1) return x;
        return double.IsInfinity(u) ? new(u) : new(Math.Log(u) * x.Value / (u - 1));
    }

    /// <inheritdoc/>
    public static Real Tanh(Real x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static Real Erf(Real x) => new(ErrorFunction.Erf(x.Value));

    /// <inheritdoc/>
    public static Real Erfc(Real x) => new(ErrorFunction.Erfc(x.Value));

    /// <summary>The same doubles as numbers of this type, without a copy.</summary>
    internal static ReadOnlySpan<Real> Of(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, Real>(values);
}
