namespace Backprop;

/// <summary>A derivative as a method measured it.</summary>
/// <param name="Value">The derivative.</param>
/// <param name="Error">An estimate of its error, from truncation and rounding.</param>
/// <param name="Evaluations">How many evaluations it took.</param>
/// <param name="Kink">The kink that the perturbation met; null if none.</param>
internal readonly record struct DerivativeEstimate(double Value, double Error, int Evaluations, KinkCrossing? Kink = null);
