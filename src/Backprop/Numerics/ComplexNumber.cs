using System.Numerics;

namespace Backprop;

/// <summary>
/// A complex number as an <see cref="IScalar{T}"/>, for the complex step: f′(x) = Im f(x + i·h) / h + O(h²).
/// Nothing is subtracted, so h may be as small as 1e-20 and the result is exact to rounding where f is analytic.
/// </summary>
/// <remarks>W. Squire and G. Trapp, Using Complex Variables to Estimate Derivatives of Real Functions, SIAM Review 40 (1998).</remarks>
/// <param name="Number">The complex number.</param>
public readonly record struct ComplexNumber(Complex Number) : IScalar<ComplexNumber>
{
    /// <summary>The real part.</summary>
    public double Value => Number.Real;

    /// <summary>The imaginary part: h times the derivative.</summary>
    public double Imaginary => Number.Imaginary;

    /// <inheritdoc/>
    public static implicit operator ComplexNumber(double value) => new(value);

    /// <inheritdoc/>
    public static ComplexNumber operator +(ComplexNumber x, ComplexNumber y) => new(x.Number + y.Number);

    /// <inheritdoc/>
    public static ComplexNumber operator -(ComplexNumber x, ComplexNumber y) => new(x.Number - y.Number);

    /// <inheritdoc/>
    public static ComplexNumber operator *(ComplexNumber x, ComplexNumber y) => new(x.Number * y.Number);

    /// <inheritdoc/>
    public static ComplexNumber operator /(ComplexNumber x, ComplexNumber y) => new(x.Number / y.Number);

    /// <inheritdoc/>
    public static ComplexNumber operator -(ComplexNumber x) => new(-x.Number);

    /// <summary>e^(a + ib) = eᵃ(cos b + i·sin b).</summary>
    public static ComplexNumber Exp(ComplexNumber x) => new(Complex.Exp(x.Number));

    /// <summary>e^(a + ib) − 1 = (eᵃ − 1)·cos b − 2·sin²(b/2) + i·eᵃ·sin b.</summary>
    public static ComplexNumber ExpM1(ComplexNumber x)
    {
        var (a, b) = (x.Number.Real, x.Number.Imaginary);
        double half = Math.Sin(b / 2);
        return new(new Complex((Real.ExpM1(a) * Math.Cos(b)) - (2 * half * half), Math.Exp(a) * Math.Sin(b)));
    }

    /// <summary>ln|x| + i·arg x.</summary>
    public static ComplexNumber Log(ComplexNumber x) => new(Complex.Log(x.Number));

    /// <summary>ln|1 + x| + i·arg(1 + x), with |1 + x|² − 1 = 2a + a² + b² for x = a + ib.</summary>
    public static ComplexNumber LogP1(ComplexNumber x)
    {
        var (a, b) = (x.Number.Real, x.Number.Imaginary);
        return new(new Complex(0.5 * Real.LogP1((2 * a) + (a * a) + (b * b)), Math.Atan2(b, 1 + a)));
    }

    /// <summary>tanh(a + ib) = (tanh a + i·tan b) / (1 + i·tanh a·tan b).</summary>
    public static ComplexNumber Tanh(ComplexNumber x)
    {
        var (a, b) = (x.Number.Real, x.Number.Imaginary);
        double tanh = Math.Tanh(a), tan = Math.Tan(b), cosh = Math.Cosh(a);
        double denominator = 1 + (tanh * tanh * tan * tan);
        return new(new Complex(tanh * (1 + (tan * tan)) / denominator, tan / cosh / cosh / denominator));
    }
}
