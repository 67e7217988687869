namespace Backprop;

/// <summary>Mistakes that together predict the given gradient.</summary>
/// <param name="Findings">The mistakes, the one that shapes the gradient most first.</param>
/// <param name="Spread">The largest difference that is left, relative to the largest entry of its matrix or vector.</param>
internal sealed record Explanation(IReadOnlyList<Finding> Findings, double Spread)
{
    private static readonly GradientMistake[] late = [GradientMistake.WeightDecay, GradientMistake.LayerFactor,
        GradientMistake.WeightFactor, GradientMistake.BiasFactor];

    /// <summary>Fewer mistakes first, then fewer numbers that were fitted.</summary>
    public int Score => Findings.Sum(finding => (10 * finding.Weight) + (6 * finding.Fitted));

    /// <summary>Among equals, a factor of some tensors is named last: what is behind it says more.</summary>
    public int Rank => Findings.Sum(finding =>
        finding.Mistake is GradientMistake.ActivationDerivative or GradientMistake.LossDerivative
            ? -1
            : Array.IndexOf(late, finding.Mistake) + 1);
}
