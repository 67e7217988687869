namespace Backprop;

/// <summary>A function of a vector, written once for every number type, so that the exact oracles can differentiate it.</summary>
/// <typeparam name="TSelf">The function's own type.</typeparam>
/// <example><code>
/// readonly struct Rosenbrock : IVectorFunction&lt;Rosenbrock&gt;
/// {
///     public static T Evaluate&lt;T&gt;(ReadOnlySpan&lt;T&gt; x) where T : struct, IScalar&lt;T&gt;
///     {
///         T u = 1.0 - x[0], v = x[1] - (x[0] * x[0]);
///         return (u * u) + (100.0 * v * v);
///     }
/// }
/// </code></example>
public interface IVectorFunction<TSelf>
    where TSelf : IVectorFunction<TSelf>
{
    /// <summary>f(θ).</summary>
    static abstract T Evaluate<T>(ReadOnlySpan<T> theta)
        where T : struct, IScalar<T>;
}
