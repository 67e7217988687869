namespace Backprop;

/// <summary>How the gradient checker differentiates the loss. None of them looks at a derivative that is written by hand.</summary>
public enum DifferentiationMethod
{
    /// <summary>Dual numbers where every activation and the loss are known for any number type, else extrapolation.</summary>
    Automatic,

    /// <summary>(L(θ + h) − L(θ)) / h; the error is O(h) + rounding/h, at best about 1e-8.</summary>
    ForwardDifference,

    /// <summary>(L(θ + h) − L(θ − h)) / 2h; the error is O(h²) + rounding/h, at best about 1e-11.</summary>
    CentralDifference,

    /// <summary>
    /// Central differences at h, h/2, h/4, … extrapolated to h = 0, with an estimate of the error that is left
    /// (L. F. Richardson 1911; C. J. F. Ridders, Accurate Computation of F′(x) and F′(x)F″(x), Advances in Engineering Software 4, 1982).
    /// </summary>
    Extrapolation,

    /// <summary>Im L(θ + ih) / h with h = 2⁻⁶⁷: nothing is subtracted, so it is exact to rounding where L is analytic.</summary>
    ComplexStep,

    /// <summary>Forward-mode automatic differentiation, exact to rounding: L(θ + ε) = L(θ) + L′(θ)·ε with ε² = 0.</summary>
    DualNumbers,
}
