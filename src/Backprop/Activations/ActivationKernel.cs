namespace Backprop;

/// <summary>What a layer needs of its activation, over row-major spans of <c>width</c> units a sample.</summary>
internal abstract class ActivationKernel
{
    /// <summary>a = φ(z).</summary>
    public abstract void Apply(ReadOnlySpan<double> z, Span<double> a, int width);

    /// <summary>delta = ∂L/∂z from ∂L/∂a: the product with φ′(z), or with the Jacobian.</summary>
    public abstract void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width);

    /// <summary>a = φ(z) of one sample in any number type.</summary>
    /// <exception cref="NotSupportedException">The function is known for double only.</exception>
    public abstract void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
        where T : struct, IScalar<T>;
}

/// <summary>An elementwise function that is known for every number type.</summary>
internal sealed class ElementwiseActivation<TFunction> : ActivationKernel
    where TFunction : IElementwiseFunction<TFunction>
{
    public override void Apply(ReadOnlySpan<double> z, Span<double> a, int width) => TFunction.Apply(z, a);

    public override void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width) =>
        TFunction.Backward(z, a, gradient, delta);

    public override void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = TFunction.Apply(z[i]);
    }
}

/// <summary>A student's own function and derivative over double.</summary>
internal sealed class LambdaActivation(Func<double, double> function, Func<double, double> derivative) : ActivationKernel
{
    public override void Apply(ReadOnlySpan<double> z, Span<double> a, int width)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = function(z[i]);
    }

    public override void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width)
    {
        for (int i = 0; i < z.Length; i++)
            delta[i] = gradient[i] * derivative(z[i]);
    }

    public override void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        if (typeof(T) != typeof(Real))
        {
            throw new NotSupportedException(
                "An activation given as a lambda over double cannot be evaluated with dual or complex numbers; use a finite difference "
                    + "or extrapolation, or write it as an IElementwiseFunction.");
        }

        for (int i = 0; i < z.Length; i++)
            a[i] = function(z[i].Value);
    }
}
