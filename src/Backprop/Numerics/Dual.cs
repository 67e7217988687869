namespace Backprop;

/// <summary>
/// A dual number v + d·ε with ε² = 0. A function evaluated at x + 1·ε returns f(x) + f′(x)·ε: forward-mode automatic
/// differentiation, exact up to rounding.
/// </summary>
/// <remarks>
/// W. K. Clifford, Preliminary Sketch of Biquaternions (1873); A. Griewank and A. Walther, Evaluating Derivatives, chapter 3.
/// </remarks>
/// <param name="Value">v, the value.</param>
/// <param name="Derivative">d, the derivative with respect to the chosen variable.</param>
public readonly record struct Dual(double Value, double Derivative) : IScalar<Dual>
{
    /// <summary>The variable itself: its derivative is 1.</summary>
    public static Dual Variable(double value) => new(value, 1);

    /// <inheritdoc/>
    public static implicit operator Dual(double value) => new(value, 0);

    /// <inheritdoc/>
    public static Dual operator +(Dual x, Dual y) => new(x.Value + y.Value, x.Derivative + y.Derivative);

    /// <inheritdoc/>
    public static Dual operator -(Dual x, Dual y) => new(x.Value - y.Value, x.Derivative - y.Derivative);

    /// <summary>(xy)′ = x′y + xy′.</summary>
    public static Dual operator *(Dual x, Dual y) => new(x.Value * y.Value, (x.Derivative * y.Value) + (x.Value * y.Derivative));

    /// <summary>(x/y)′ = (x′ − (x/y)·y′) / y.</summary>
    public static Dual operator /(Dual x, Dual y)
    {
        double quotient = x.Value / y.Value;
        return new(quotient, (x.Derivative - (quotient * y.Derivative)) / y.Value);
    }

    /// <inheritdoc/>
    public static Dual operator -(Dual x) => new(-x.Value, -x.Derivative);

    /// <summary>(eˣ)′ = eˣ·x′.</summary>
    public static Dual Exp(Dual x)
    {
        double exp = Math.Exp(x.Value);
        return new(exp, exp * x.Derivative);
    }

    /// <summary>(eˣ − 1)′ = eˣ·x′.</summary>
    public static Dual ExpM1(Dual x) => new(Real.ExpM1(x.Value), Math.Exp(x.Value) * x.Derivative);

    /// <summary>(ln x)′ = x′/x.</summary>
    public static Dual Log(Dual x) => new(Math.Log(x.Value), x.Derivative / x.Value);

    /// <summary>(ln(1 + x))′ = x′/(1 + x).</summary>
    public static Dual LogP1(Dual x) => new(Real.LogP1(x.Value), x.Derivative / (1 + x.Value));

    /// <summary>(tanh x)′ = (1 − tanh² x)·x′, written as 1/cosh² x, which does not cancel where tanh x is near ±1.</summary>
    public static Dual Tanh(Dual x)
    {
        double cosh = Math.Cosh(x.Value);
        return new(Math.Tanh(x.Value), x.Derivative / cosh / cosh);
    }

    /// <summary>(erf x)′ = 2/√π·e^(−x²)·x′.</summary>
    public static Dual Erf(Dual x) => new(ErrorFunction.Erf(x.Value), ErrorFunction.Slope * Math.Exp(-x.Value * x.Value) * x.Derivative);

    /// <summary>(erfc x)′ = −2/√π·e^(−x²)·x′.</summary>
    public static Dual Erfc(Dual x) => new(ErrorFunction.Erfc(x.Value), -ErrorFunction.Slope * Math.Exp(-x.Value * x.Value) * x.Derivative);
}
