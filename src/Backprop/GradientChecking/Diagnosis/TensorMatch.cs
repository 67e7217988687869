namespace Backprop;

/// <summary>
/// How one matrix or vector of the given gradient follows from a predicted one: given = factor · predicted + decay · parameter.
/// </summary>
/// <param name="Factor">The factor; null if both are zero to rounding, so that any would do.</param>
/// <param name="Decay">What the parameter itself is multiplied with; null if the parameters are zero.</param>
/// <param name="Spread">The largest difference that is left, relative to the largest entry.</param>
internal readonly record struct TensorMatch(double? Factor, double? Decay, double Spread);
