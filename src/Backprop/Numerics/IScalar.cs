using System.Numerics;

namespace Backprop;

/// <summary>
/// A number through which a function can be evaluated. Activations and losses are written once, for any such number:
/// with <see cref="Real"/> they compute, with <see cref="Dual"/> and <see cref="ComplexNumber"/> they are differentiated exactly,
/// without ever looking at the derivative that is written by hand.
/// </summary>
/// <typeparam name="T">The number type itself.</typeparam>
public interface IScalar<T> :
    IAdditionOperators<T, T, T>,
    ISubtractionOperators<T, T, T>,
    IMultiplyOperators<T, T, T>,
    IDivisionOperators<T, T, T>,
    IUnaryNegationOperators<T, T>
    where T : struct, IScalar<T>
{
    /// <summary>The real value, by which a function with cases (ReLU, ELU) decides.</summary>
    double Value { get; }

    /// <summary>A constant: its derivative is zero.</summary>
    static abstract implicit operator T(double value);

    /// <summary>eˣ.</summary>
    static abstract T Exp(T x);

    /// <summary>eˣ − 1, accurate also near 0.</summary>
    static abstract T ExpM1(T x);

    /// <summary>The natural logarithm.</summary>
    static abstract T Log(T x);

    /// <summary>ln(1 + x), accurate also near 0.</summary>
    static abstract T LogP1(T x);

    /// <summary>The hyperbolic tangent.</summary>
    static abstract T Tanh(T x);

    /// <summary>The error function erf(x) = 2/√π·∫₀ˣ e^(−t²) dt.</summary>
    static abstract T Erf(T x);

    /// <summary>erfc(x) = 1 − erf(x), accurate also where erf(x) is near 1.</summary>
    static abstract T Erfc(T x);
}
