namespace Backprop;

/// <summary>A function and its derivative as JavaScript expressions, for pages that compute without a kernel.</summary>
/// <param name="Function">φ(z) in <c>z</c>; of a loss the term in <c>p</c> (which is ŷ) and <c>y</c>.</param>
/// <param name="Derivative">φ′(z) in <c>z</c> and <c>a</c>; of a loss ∂term/∂ŷ in <c>p</c> and <c>y</c>.</param>
internal sealed record JavaScript(string Function, string Derivative)
{
    /// <summary>Both expressions; null if there are none.</summary>
    public static JavaScript? Of(string? function, string? derivative) =>
        function is null || derivative is null ? null : new(function, derivative);
}
