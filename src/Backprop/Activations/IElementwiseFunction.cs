namespace Backprop;

/// <summary>
/// An elementwise activation function, written once for every number type, and its derivative, written by hand.
/// </summary>
/// <typeparam name="TSelf">The function's own type.</typeparam>
public interface IElementwiseFunction<TSelf>
    where TSelf : IElementwiseFunction<TSelf>
{
    /// <summary>The name by which files know it: <c>leakyRelu</c>.</summary>
    static abstract string Name { get; }

    /// <summary>Other names that <see cref="Activation.Named"/> takes: <c>swish</c>.</summary>
    static virtual IReadOnlyList<string> OtherNames => [];

    /// <summary>What tables, figures and sentences call it: <c>leaky ReLU</c>.</summary>
    static virtual string Title => TSelf.Name;

    /// <summary>The values of z at which φ has no derivative.</summary>
    static virtual IReadOnlyList<double> Kinks => [];

    /// <summary>The values of z at which φ is put together from pieces: the kinks, and where only a higher derivative jumps.</summary>
    static virtual IReadOnlyList<double> Breakpoints => TSelf.Kinks;

    /// <summary>
    /// φ(z) as equations show it, in z: <c>1/(1 + e^(−z))</c>; null shows the title. Operators are + − · / ^ ², with functions and square
    /// roots as usual.
    /// </summary>
    static virtual string? Equation => null;

    /// <summary>φ′(z) as equations show it, in z and a = φ(z): <c>a·(1 − a)</c>; null shows the title.</summary>
    static virtual string? DerivativeEquation => null;

    /// <summary>φ(z) as a JavaScript expression of <c>z</c>, for pages that compute without a kernel; null if there is none.</summary>
    static virtual string? JavaScript => null;

    /// <summary>φ′(z) as a JavaScript expression of <c>z</c> and <c>a</c>.</summary>
    static virtual string? JavaScriptDerivative => null;

    /// <summary>The module of <c>torch.nn</c> that computes it, for the export: <c>nn.SiLU()</c>; null if there is none.</summary>
    static virtual string? PyTorch => null;

    /// <summary>φ(z).</summary>
    static abstract T Apply<T>(T z)
        where T : struct, IScalar<T>;

    /// <summary>φ′(z), given z and the a = φ(z) of the forward pass.</summary>
    static abstract double Derivative(double z, double a);

    /// <summary>a = φ(z) for a whole span; override it where there is a vectorised form.</summary>
    static virtual void Apply(ReadOnlySpan<double> z, Span<double> a)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = TSelf.Apply<Real>(z[i]);
    }

    /// <summary>delta = ∂L/∂a ⊙ φ′(z) for a whole span; override it where there is a vectorised form.</summary>
    static virtual void Backward(ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta)
    {
        for (int i = 0; i < z.Length; i++)
            delta[i] = gradient[i] * TSelf.Derivative(z[i], a[i]);
    }
}
