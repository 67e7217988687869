using System.Numerics;

namespace Backprop;

/// <summary>
/// A complex number as an <see cref="IScalar{T}"/>, for the complex step: f′(x) = Im f(x + i·h) / h + O(h²).
/// Nothing is subtracted, so h may be as small as 1e-20 and the result is exact to rounding where f is analytic.
/// </summary>
/// <remarks>W. Squire and G. Trapp, Using Complex Variables to Estimate Derivatives of Real Functions, SIAM Review 40 (1998).</remarks>
/// <param name="Number">The complex number.</param>
internal readonly record struct ComplexNumber(Complex Number) : IScalar<ComplexNumber>
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

    /// <summary>erf(a + ib) = erf(a) + <see cref="BesideRealAxis"/>.</summary>
    public static ComplexNumber Erf(ComplexNumber x) => new(ErrorFunction.Erf(x.Value) + BesideRealAxis(x.Value, x.Imaginary));

    /// <summary>erfc(a + ib) = erfc(a) − <see cref="BesideRealAxis"/>.</summary>
    public static ComplexNumber Erfc(ComplexNumber x) => new(ErrorFunction.Erfc(x.Value) - BesideRealAxis(x.Value, x.Imaginary));

    /// <summary>erf(a + ib) − erf(a), with an error of about 1e-16 of erf.</summary>
    /// <remarks>M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, formula 7.1.29.</remarks>
    private static Complex BesideRealAxis(double a, double b)
    {
        var (sin, cos) = Math.SinCos(2 * a * b);
        double half = Math.Sin(a * b);
        bool isLinear = Math.Abs(2 * a * b) < 1e-8;
        double real = a == 0 ? 0 : half * half / (Math.PI * a), imaginary = isLinear ? b / Math.PI : sin / (2 * Math.PI * a);
        for (int n = 1; n <= 13 + (2 * Math.Abs(b)); n++)
        {
            double up = Math.Exp((n * b) - (n * n / 4.0)), down = Math.Exp((-n * b) - (n * n / 4.0)), flat = Math.Exp(-n * n / 4.0);
            double cosh = (up + down) / 2, sinh = Math.Abs(n * b) < 1 ? flat * Math.Sinh(n * b) : (up - down) / 2;
            double weight = 2 / Math.PI / ((n * n) + (4 * a * a));
            real += weight * ((2 * a * (flat - (cosh * cos))) + (n * sinh * sin));
            imaginary += weight * ((2 * a * cosh * sin) + (n * sinh * cos));
        }

        return Math.Exp(-a * a) * new Complex(real, imaginary);
    }
}
