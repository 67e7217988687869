namespace Backprop;

/// <summary>How to check a gradient; the defaults suit every network of this library.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>How the loss is differentiated.</summary>
    public DifferentiationMethod Method { get; init; }

    /// <summary>
    /// The step h for a parameter of size 1; null for the method's own. It is scaled with |θ| where that is above 1 and made
    /// a power of two, so that θ + h − θ is h exactly.
    /// </summary>
    public double? Step { get; init; }

    /// <summary>
    /// A network with more parameters than this is checked along random directions first, and parameter by parameter only
    /// if a direction disagrees. Dual numbers only; 0 asks for directions always, <see cref="int.MaxValue"/> never.
    /// </summary>
    public int FastAbove { get; init; } = 50_000;

    /// <summary>The number of random directions of the fast check.</summary>
    public int Directions { get; init; } = 6;

    /// <summary>The seed of the random directions.</summary>
    public uint Seed { get; init; } = 1;

    /// <summary>
    /// A relative error up to this is accepted even where the method could measure it. 0 by default: the tolerance of every
    /// entry is what rounding and the method's own error explain.
    /// </summary>
    public double RelativeTolerance { get; init; }

    /// <summary>
    /// λ of the weight decay that is part of the objective: L + ½λΣW² over all weights, not the biases, as the trainer does.
    /// </summary>
    public double WeightDecay { get; init; }

    /// <summary>Receives how much of the check is done, from 0 to 1.</summary>
    public IProgress<double>? Progress { get; init; }

    /// <summary>Stops the check with an <see cref="OperationCanceledException"/>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>
    /// Whether every derivative is measured, also where a sample of those of a large network (4 million parameters times samples and more)
    /// has already shown that the gradient is wrong, and how.
    /// </summary>
    public bool AllEntries { get; init; }

    /// <summary>A gradient from an earlier call; if given, the diagnosis also tries whether it was added to the new one.</summary>
    public Gradients? Earlier { get; init; }

    /// <summary>The number of threads, at least 1; null for one a core. The result does not depend on it.</summary>
    public int? Threads { get; init; }

    internal void ThrowIfInvalid()
    {
        if (!Enum.IsDefined(Method))
        {
            throw new ArgumentException(
                $"Method is {Method} but must be one of {string.Join(", ", Enum.GetNames<DifferentiationMethod>())}.", "options");
        }

        if (Step is { } step && !(step > 0 && double.IsFinite(step)))
            throw new ArgumentException(FormattableString.Invariant($"Step is {step} but must be a finite number above 0."), "options");
        if (FastAbove < 0) throw new ArgumentException($"FastAbove is {FastAbove} but must be 0 or above.", "options");
        if (Directions < 1) throw new ArgumentException($"Directions is {Directions} but must be 1 or above.", "options");
        if (!(RelativeTolerance >= 0 && RelativeTolerance < 1))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"RelativeTolerance is {RelativeTolerance} but must be from 0 to below 1."), "options");
        }

        if (!(WeightDecay >= 0 && double.IsFinite(WeightDecay)))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"WeightDecay is {WeightDecay} but must be a finite number, 0 or above."), "options");
        }

        if (Threads is < 1) throw new ArgumentException($"Threads is {Threads} but must be 1 or above.", "options");
    }
}
