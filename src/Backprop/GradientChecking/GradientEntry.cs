namespace Backprop;

/// <summary>What the check says of one parameter.</summary>
public enum EntryVerdict
{
    /// <summary>The two derivatives agree to within their errors.</summary>
    Right,

    /// <summary>They differ by more than their errors explain.</summary>
    Wrong,

    /// <summary>
    /// The loss has a kink here (ReLU at 0), so there are two one-sided derivatives, and the analytic one is one of them or lies between:
    /// not an error.
    /// </summary>
    Kink,

    /// <summary>One of the two is NaN or infinite.</summary>
    NotFinite,

    /// <summary>
    /// They agree, but the tolerance is not finite, or not small beside the derivative it judges (or beside its layer's gradient, where
    /// that derivative is 0): a wrong derivative would have agreed too.
    /// </summary>
    Undecided,
}

/// <summary>The check of one parameter.</summary>
/// <param name="Name">
/// As in the equations <c>W1[x1,h2]</c>, from x1 to h2, or <c>b1[h2]</c>; <c>theta[0]</c> for a function of a vector.
/// </param>
/// <param name="Layer">The layer, from 1; 0 for a function of a vector.</param>
/// <param name="Row">The unit of the layer before that a weight comes from; −1 for a bias.</param>
/// <param name="Column">The unit that the weight or bias belongs to.</param>
/// <param name="Value">The parameter θ.</param>
/// <param name="Analytic">The derivative that is checked.</param>
/// <param name="Numeric">The derivative as the method measured it.</param>
/// <param name="ErrorEstimate">How far the two may differ: the method's own error and the rounding of the analytic gradient.</param>
/// <param name="RelativeError">|analytic − numeric| / max(|analytic|, |numeric|), 0 where both are 0.</param>
/// <param name="Verdict">Right, wrong, on a kink, not finite, or undecided.</param>
/// <param name="Kink">The unit and sample whose kink the perturbation met; null if none.</param>
public sealed record GradientEntry(
    string Name,
    int Layer,
    int Row,
    int Column,
    double Value,
    double Analytic,
    double Numeric,
    double ErrorEstimate,
    double RelativeError,
    EntryVerdict Verdict,
    KinkCrossing? Kink = null)
{
    /// <summary>Whether this is a bias.</summary>
    public bool IsBias => Row < 0;

    /// <summary>
    /// Whether it is nothing beside its layer's largest and rounding has taken its digits: right is what double precision gives.
    /// </summary>
    internal bool IsLost { get; init; }

    /// <summary>Whether the function has steps, jumps or noise beside this parameter, so that nothing measured is a derivative.</summary>
    internal bool IsIrregular { get; init; }

    /// <summary>|analytic − numeric|.</summary>
    public double AbsoluteError => Math.Abs(Analytic - Numeric);
}

/// <summary>A pre-activation that lies on a kink of its activation, or was moved across it by a perturbation.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Unit">The unit, from 0.</param>
/// <param name="Sample">The sample, from 0.</param>
/// <param name="Z">The pre-activation.</param>
/// <param name="Activation">The activation with the kink.</param>
public sealed record KinkCrossing(int Layer, int Unit, int Sample, double Z, Activation Activation)
{
    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"z of unit {Unit + 1} of layer {Layer} is {Z:G4} for sample {Sample + 1}, ")
        + $"at the kink of {Activation}";
}
